"""A report, the marks and the student's own text → all that stands on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.checks.quiz import offered_id
from grader.feedback.example import bounded
from grader.feedback.findings import Finding, Waiting, errors, findings, waiting
from grader.feedback.lead import by_reach
from grader.model import Diagnosis, Mark, Marks, QuestionReport, Repair, Report, Result, Verdict
from grader.wording import headline, printable

_LONGEST_LINE = 2_000  # characters
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Part:
    """A question as the page shows it.

    findings: what explains most of the others first. headline: what all of them come to.
    score: machines' and people's points; None: not settled, for a person marks it or a check of ours broke.
    own: the student's text, line by line. kept: the gradebook keeps more points than this grading found.
    """

    name: str
    kind: str
    points: float
    score: float | None
    awaits_marker: bool
    findings: tuple[Finding, ...]
    waiting: tuple[Waiting, ...]
    passed: tuple[Result, ...]
    claims: int
    diagnoses: tuple[Diagnosis, ...]
    mark: Mark
    own: tuple[str, ...]
    kept: bool = False
    headline: str = ""
    quiz: bool = False

    @property
    def full(self) -> bool:
        return self.score is not None and self.score >= self.points - 1e-9


@dataclass(frozen=True, slots=True)
class View:
    """score: the points that are settled. open_points: those that are not. to_do: where to look first."""

    course: str
    assignment: str
    student: str
    status: str
    reason: str
    score: float
    points: float
    open_points: float
    penalty: float
    parts: tuple[Part, ...]
    repairs: tuple[Repair, ...]
    isolation: str
    provenance: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> Part | None:
        """The first question with something to look at."""
        return next((part for part in self.parts if part.findings), None)

    @property
    def several(self) -> bool:
        return sum(bool(part.findings) for part in self.parts) > 1


def view(
    report: Report, *, course: str = "", marks: Marks | None = None, own: Mapping[str, str] | None = None
) -> View:
    """report: as disclosed to the student. own: by question, the text of the student's cell."""
    marks, own = marks or Marks(), own or {}
    stopped: dict[str, str] = {}
    parts = []
    for name, question in report.questions.items():
        for error in errors(question.results):
            stopped.setdefault(error, name)
        parts.append(_part(name, question, report, marks.questions.get(name), own.get(name, ""), stopped))
    settled = [part for part in parts if part.score is not None]
    kept = report.provenance
    return View(
        course=course,
        assignment=report.assignment,
        student=report.student,
        status=report.status,
        reason=printable(report.reason),
        score=sum(part.score or 0.0 for part in settled) - marks.penalty,
        points=report.points,
        open_points=sum(part.points for part in parts if part.score is None),
        penalty=marks.penalty,
        parts=tuple(parts),
        repairs=report.repairs,
        isolation=report.isolation,
        provenance={
            "notebook": kept.notebook,
            "assignment": kept.assignment,
            "grader": kept.grader,
            "environment": kept.environment,
        },
    )


def _part(
    name: str, question: QuestionReport, report: Report, mark: Mark | None, own: str, stopped: dict[str, str]
) -> Part:
    results, mark = question.results, mark or Mark()
    score = _score(question, report, mark)
    others = report.questions.keys() - {name}
    found = by_reach(findings(name, results, code=own, stopped_before=stopped, others=others))
    return Part(
        name=name,
        kind="checked" if results else "written",
        points=question.points,
        score=score,
        awaits_marker=score is None and question.awaits_marker,
        findings=found,
        waiting=waiting(results),
        passed=tuple(result for result in results if result.verdict is Verdict.PASSED),
        claims=len(results),
        diagnoses=question.diagnoses if score is None or score < question.points else (),
        mark=mark,
        own=_lines(own),
        headline=headline(results),
        quiz=any(result.check == offered_id(name) for result in results),
        kept=mark.manual is None and mark.machine is not None and mark.machine > question.score + 1e-9,
    )


def _score(question: QuestionReport, report: Report, mark: Mark) -> float | None:
    """As nbgrader counts: a person's mark in place of the machine's, extra credit on top."""
    if mark.manual is not None:
        return mark.manual + mark.extra
    ours = any(result.verdict is Verdict.BROKEN for result in question.results)
    unsettled = question.awaits_marker or ours or (report.status == "broken" and not question.results)
    if unsettled:
        return None
    machine = question.score if mark.machine is None else max(mark.machine, question.score)
    return machine + mark.extra


def _lines(text: str) -> tuple[str, ...]:
    """A notebook may hold anything; a page stays readable."""
    lines = printable(text).expandtabs(4).rstrip().split("\n")
    shown = [bounded(line, _LONGEST_LINE) for line in lines[:_MOST_LINES]]
    rest = len(lines) - _MOST_LINES
    told = [f"… and {rest:,} more lines"] if rest > 0 else []
    return (*shown, *told) if text.strip() else ()
