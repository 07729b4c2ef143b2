"""Progress on standard error: a bar where somebody watches, a line each where it is a log."""

import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.grading.submission import Graded
from grader.wording import points, printable


def with_progress(graded: Iterable[Graded], *, total: int) -> Iterator[Graded]:
    """The same, seen passing by."""
    if not sys.stderr.isatty():
        for number, one in enumerate(graded, 1):
            report = one.report
            score = f"{points(report.score)}/{points(report.points)}"
            print(f"[{number}/{total}] {printable(report.student)}: {report.status} {score}", file=sys.stderr)
            yield one
        return
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(graded, total=total)
