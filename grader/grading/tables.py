"""What a command prints about a class: a table of facts, then what to do next. Plain text, 80 columns."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from grader.files import program
from grader.grading.lacking import of_all
from grader.grading.submission import Graded
from grader.model import Mark, Marks, QuestionReport, Report, Verdict
from grader.submissions import misnamed
from grader.wording import clipped, escaped, points, printable, wrapped

_STOPPED = (Verdict.TIMED_OUT, Verdict.CRASHED)
_NAME = 26  # columns
_MOST = 6  # questions that fit beside name, total and remark


def as_json(reports: Sequence[Report]) -> str:
    """The reports by student, whoever was done first."""
    ordered = sorted(reports, key=lambda report: report.student)
    return escaped(msgspec.json.format(msgspec.json.encode(ordered), indent=2).decode()) + "\n"


def of_class(reports: Sequence[Report], marks: Mapping[str, Marks] | None = None) -> Iterator[str]:
    """A row a student: total, the score of each numbered question, and whatever is out of the ordinary.

    marks: by student, what people gave, which counts in place of what machines found.
    """
    if not reports:
        return
    scored = {one.student: _scores(one, (marks or {}).get(one.student, Marks())) for one in reports}
    questions = reports[0].questions
    shown = list(questions)[:_MOST]
    numbers = "".join(f"{number:>6}" for number in range(1, len(shown) + 1))
    yield f"{'student':{_NAME}}{'total':>6}{numbers}  remark"
    for report in sorted(reports, key=lambda report: report.student):
        own = scored[report.student]
        scores = "".join(f"{_score(own[name]):>6}" for name in shown)
        total = report.score
        if marks:
            total += sum((own[name] or 0.0) - one.score for name, one in report.questions.items())
        row = f"{clipped(report.student, _NAME):{_NAME}}{points(total):>6}{scores}  {_remark(report)}"
        yield row.rstrip()
    worth = "".join(f"{points(questions[name].points):>6}" for name in shown)
    yield f"{'of':{_NAME}}{points(reports[0].points):>6}{worth}"
    legend = [f"{number} {name}" for number, name in enumerate(shown, 1)]
    more = [f"and {len(questions) - len(shown)} more, in the reports"] if len(questions) > len(shown) else []
    yield from textwrap.wrap(", ".join([*legend, *more]), 80)
    if any(own[name] is None for own in scored.values() for name in shown):
        yield "wait: nobody has marked that answer yet, and the total is without it"


def reasons(reports: Sequence[Report]) -> Iterator[str]:
    """A line for each submission that could not be graded, and why; and for each of several notebooks, which
    of them was.
    """
    for report in sorted(reports, key=lambda report: report.student):
        if report.status != "graded":
            line = f"{clipped(report.student, _NAME)}: {report.status}: {report.reason}"
            yield from wrapped(line, 80, hanging="    ")
        for repair in report.repairs:
            if (repair.cell, repair.rule) == ("the file", "choice"):
                yield from wrapped(f"{clipped(report.student, _NAME)}: {repair.done}", 80, hanging="    ")


def slips(reports: Sequence[Report]) -> Iterator[str]:
    """Each broken check once: where it went wrong, and on what."""
    results = (
        one for report in reports for question in report.questions.values() for one in question.results
    )
    for slip in {one.check: one.slip for one in results if one.slip}.values():
        yield f"broken check: {printable(slip)}"


def counted(graded: Iterable[Graded], *, whole: bool = True) -> tuple[list[Report], int]:
    """The reports, and how many of them were there before.

    whole: False: only what the table and `closing` show of them, so that a large class finds room.
    """
    found = [(one.report if whole else _in_short(one.report), one.kept) for one in graded]
    return [report for report, _ in found], sum(kept for _, kept in found)


def _in_short(report: Report) -> Report:
    return replace(report, questions={name: _shorter(one) for name, one in report.questions.items()})


def _shorter(question: QuestionReport) -> QuestionReport:
    told = [one for one in question.results if one.slip or one.verdict in _STOPPED]
    results = tuple(replace(one, message="", hint="", claim="", counterexample=None) for one in told)
    return QuestionReport(question.score, question.points, results, question.awaits_marker)


def closing(reports: Sequence[Report], kept: int) -> Iterator[str]:
    """What could not be graded, and what this machine lacks; then "28 graded, 1 unreadable; 3 of them before,
    unchanged"."""
    yield from reasons(reports)
    yield from of_all(reports)
    yield from slips(reports)
    found = Counter(report.status for report in reports)
    counts = [f"{found[status]} {status}" for status in ("graded", "unreadable", "broken") if found[status]]
    yield ", ".join(counts) + (f"; {kept} of them before, unchanged" if kept else "")


def left_out(class_folder: Path, assignment: str) -> Iterator[str]:
    """Whose folder has a name that no student can have."""
    for folder in misnamed(class_folder, assignment):
        yield f"not graded: {str(folder)!r} is no student's name: rename the folder, then grade again"


def all_graded(reports: Sequence[Report]) -> bool:
    return all(report.status == "graded" for report in reports)


def where_to_look(class_folder: Path, assignment: str) -> Iterator[str]:
    yield f"Reports and notebooks: {class_folder}/autograded/<student>/{assignment}/"
    yield "In the browser, with formgrader:"
    yield f"    cd {class_folder} && {program('jupyter')} notebook"


def _scores(report: Report, marks: Marks) -> dict[str, float | None]:
    """By question; None: it waits for a marker."""
    found: dict[str, float | None] = {}
    for name, question in report.questions.items():
        mark = marks.questions.get(name, Mark())
        score = question.score if mark.manual is None else mark.manual
        waits = question.awaits_marker and mark.manual is None
        found[name] = None if waits else score + mark.extra
    return found


def _score(score: float | None) -> str:
    return "wait" if score is None else points(score)


def _remark(report: Report) -> str:
    if report.status != "graded":
        return report.status
    verdicts = {result.verdict for question in report.questions.values() for result in question.results}
    if verdicts and verdicts <= {Verdict.NOT_WRITTEN, Verdict.SKIPPED}:
        return str(Verdict.NOT_WRITTEN)
    return ", ".join(str(verdict) for verdict in _STOPPED if verdict in verdicts)
