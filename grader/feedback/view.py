"""A report, the marks and the student's own text → all that stands on the page."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.checks.quiz import offered_id
from grader.feedback.cells import cell_lines
from grader.feedback.findings import Finding, Waiting, errors, findings, waiting
from grader.feedback.lead import asked, by_reach, lasting, nearest, told_of, unsaid
from grader.feedback.settled import settled
from grader.model import Diagnosis, Mark, Marks, QuestionReport, Repair, Report, Result, Verdict
from grader.wording import printable


@dataclass(frozen=True, slots=True)
class Part:
    """A question as the page shows it.

    title: its function's or variable's name, or else the heading that it stands under. heading: the latter,
    where it is not the title. findings: what explains most of the others first. headline: what all of them
    come to; question: what to ask about it. waits_for: the other question whose mistake shows here, and is
    all that does. sound: as far as was tried, nothing of its own is wrong; else that is not known.
    beside: other failed questions that its cell calls; if it crashes, all that it calls.
    explained: a mistake is named, or told where, or what lasts: more than the claim that found it says.
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
    question: str = ""
    quiz: bool = False
    title: str = ""
    heading: str = ""
    waits_for: str = ""
    sound: bool = False
    beside: tuple[str, ...] = ()
    explained: bool = False

    @property
    def unanswered(self) -> bool:
        """Whether it was for people to read, and nothing was there to read."""
        return self.kind == "written" and self.score == 0 and self.mark.manual is None

    @property
    def folded(self) -> bool:  # there is nothing to do, and nobody wrote anything about it
        return self.kind == "checked" and self.full and not (self.findings or self.mark.comment)

    @property
    def repeating(self) -> tuple[Result, ...]:
        """Claims beyond the first finding, where that is enough: a known mistake explains them, or the same
        is said of all of them (`lead`).
        """
        rest, known = self.findings[1:], any(one.solution for one in self.diagnoses)
        alike = rest[:1] and rest[0].message and {(one.message, one.example) for one in rest}
        return tuple(claim for one in rest if known or len(alike or ()) == 1 for claim in one.claims)

    @property
    def to_mend(self) -> tuple[str, ...]:
        """The questions to mend first, where it waits."""
        return self.waits_for, *self.beside

    @property
    def full(self) -> bool:
        return self.score is not None and self.score >= self.points - 1e-9


@dataclass(frozen=True, slots=True)
class View:
    """score: the points that are settled. open_points: those that are not. note: about this page; "": none.

    public: it is about public checks alone, and its points are no total. name: in full; "": not known.
    """

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
    note: str = ""
    public: bool = False
    name: str = ""

    @property
    def open(self) -> tuple[Part, ...]:
        """The questions that have a section of their own: what can be mended first."""
        shown = [part for part in self.parts if not (part.folded or part.unanswered)]
        return tuple(sorted(shown, key=lambda part: (not part.findings, bool(part.waits_for))))

    @property
    def unanswered(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.unanswered)

    @property
    def folded(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.folded)

    @property
    def first(self) -> Part | None:  # with something to mend
        return next((part for part in self.open if part.findings), None)

    @property
    def first_explains(self) -> bool:
        """Whether its mistake shows in another question, too."""
        return any(part.waits_for == self.first.name for part in self.parts if self.first)


_PROVENANCE = ("notebook", "assignment", "grader", "environment")  # what the page's foot shows


def view(
    report: Report,
    *,
    course: str = "",
    marks: Marks | None = None,
    own: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None,
    note: str = "",
    public: bool = False,
    name: str = "",
) -> View:
    """report: as disclosed to the student. own: by question, the text of the student's cell; headings: what
    it stands under. note, public, name: as View has them.
    """
    parts = _parts(report, marks := marks or Marks(), own or {}, headings or {})
    settled = [part for part in parts if part.score is not None]
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
        provenance={one: getattr(report.provenance, one) for one in _PROVENANCE},
        note=note,
        public=public,
        name=name,
    )


def _parts(report: Report, marks: Marks, own: Mapping[str, str], headings: Mapping[str, str]) -> list[Part]:
    stopped: dict[str, str] = {}
    parts: list[Part] = []
    for name, question in report.questions.items():
        for error in errors(question.results):
            stopped.setdefault(error, name)
        part = _part(name, question, report, marks.questions.get(name), own.get(name, ""), stopped)
        part = _led_back(_waiting_for_the_first(part, parts), own.get(name, ""), parts)
        parts.append(_titled(part, headings.get(name, "")))
    return parts


def _part(
    name: str, question: QuestionReport, report: Report, mark: Mark | None, own: str, stopped: dict[str, str]
) -> Part:
    results, mark = question.results, mark or Mark()
    score = settled(question, report, mark)
    open_ = score is None or score < question.points
    lost, diagnoses = (unsaid(question), question.diagnoses) if open_ else (None, ())
    others = {one for one, other in report.questions.items() if one != name and other.score < other.points}
    known = any(one.solution for one in diagnoses)
    every = findings(name, results, stopped_before=stopped, others=others, named=known, own=own)
    found = by_reach(every)
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
        diagnoses=nearest(diagnoses, found),
        mark=mark,
        own=cell_lines(own),
        headline=lost.found if lost else told_of(results, found, named=known),
        question=asked(lost.question, found) if lost else "",
        quiz=any(result.check == offered_id(name) for result in results),
        kept=mark.manual is None and mark.machine is not None and mark.machine > question.score + 1e-9,
        waits_for=_waits_for(found, question, others),
        sound=bool(question.waits_for),
        explained=bool(diagnoses or lost or lasting(found)),
    )


def _titled(part: Part, heading: str) -> Part:
    """A name that students never see, as that of a written answer, gives way to the heading."""
    title, below = (heading, "") if part.kind == "written" else (part.name, heading)
    return replace(part, title=title or part.name, heading=below)


def _waiting_for_the_first(part: Part, before: Sequence[Part]) -> Part:
    """What waits for a question that waits itself, waits for what that one waits for."""
    first = {one.name: one.waits_for for one in before}.get(part.waits_for) or part.waits_for
    return replace(part, waits_for="" if first == part.name else first)


def _led_back(part: Part, own: str, before: Sequence[Part]) -> Part:
    """A single finding asks the question of the failed one that the student's text calls, if there is one.

    Where all comes of another question, no question is asked here.
    """
    found = part.findings
    called = [part for part in before if re.search(rf"\b{re.escape(part.name)}\(", own)]
    failed = [one for one in called if one.findings]
    if part.waits_for:
        more = tuple(one.name for one in failed if one.name != part.waits_for and not one.waits_for)
        return replace(part, findings=tuple(replace(one, hint="") for one in found), beside=more)
    stood = called if found and found[0].verdict is Verdict.CRASHED else failed  # others may be overwritten
    part = replace(part, beside=tuple(one.name for one in stood))
    hints = [(one.name, one.findings[0].hint) for one in failed]
    if len(found) != 1 or not hints or not hints[0][1]:
        return part
    return replace(part, findings=(replace(found[0], hint=f"In {hints[0][0]}: {hints[0][1]}"),))


def _waits_for(found: Sequence[Finding], question: QuestionReport, others: Container[str]) -> str:
    """The question to mend first, where everything found here comes of it; "": there is none."""
    told = bool(question.waits_for or question.diagnoses)
    culprits = {question.waits_for} if told else {one.same_as or one.missing for one in found}
    (culprit, *more) = culprits or {""}
    return culprit if not more and culprit in others else ""
