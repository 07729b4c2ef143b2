"""What a command prints about a class: a table of facts, then what to do next. Plain text, 80 columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from grader.model import QuestionReport, Report
from grader.words import points, printable

_NAME = 25  # columns


def as_json(reports: Sequence[Report]) -> str:
    """The reports by student, whoever was done first."""
    ordered = sorted(reports, key=lambda report: report.student)
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2).decode() + "\n"


def of_class(reports: Sequence[Report]) -> Iterator[str]:
    """A row a student: total, each question's score, and whatever is out of the ordinary."""
    questions = list(reports[0].questions) if reports else []
    heads = [f"{name[:8]:>8}" for name in questions[: _columns()]]
    yield f"{'student':{_NAME}} {'total':>6} {' '.join(heads)}  remark"
    for report in sorted(reports, key=lambda report: report.student):
        scores = " ".join(f"{_score(report.questions[name]):>8}" for name in questions[: _columns()])
        row = f"{_clipped(report.student):{_NAME}} {points(report.score):>6} {scores}  {_remark(report)}"
        yield row.rstrip()
    if reports:
        worth = [f"{points(reports[0].questions[name].points):>8}" for name in questions[: _columns()]]
        yield f"{'of':{_NAME}} {points(reports[0].points):>6} {' '.join(worth)}"


def reasons(reports: Sequence[Report]) -> Iterator[str]:
    """A line for each submission that could not be graded, and why."""
    for report in sorted(reports, key=lambda report: report.student):
        if report.status != "graded":
            yield f"{_clipped(report.student)}: {report.status}: {printable(report.reason)}"


def counts(reports: Sequence[Report]) -> str:
    """ "28 graded, 1 unreadable"."""
    found = Counter(report.status for report in reports)
    return ", ".join(
        f"{found[status]} {status}" for status in ("graded", "unreadable", "broken") if found[status]
    )


def where_to_look(class_folder: Path, assignment: str) -> Iterator[str]:
    yield f"Reports and notebooks: {class_folder}/autograded/<student>/{assignment}/"
    yield f"In the browser:        cd {class_folder} && jupyter notebook   (formgrader)"


def _columns() -> int:
    """How many questions fit beside name, total and remark."""
    return 4


def _score(question: QuestionReport) -> str:
    return "marker" if question.awaits_marker else points(question.score)


def _remark(report: Report) -> str:
    if report.status != "graded":
        return report.status
    verdicts = {str(result.verdict) for question in report.questions.values() for result in question.results}
    stopped = [word for word in ("timed out", "crashed") if word in verdicts]
    return ", ".join(stopped)


def _clipped(name: str) -> str:
    text = printable(name)
    return text if len(text) <= _NAME else text[: _NAME - 1] + "…"
