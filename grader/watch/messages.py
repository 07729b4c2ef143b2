"""What `grader watch` prints."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from grader.model import Course, Report
from grader.watch.rounds import Told
from grader.watch.watching import Ended, deadline
from grader.wording import points, printable


def beginning(course: Course, assignment: str, *, every: float, until: datetime | None) -> Iterator[str]:
    zone, end = ZoneInfo(course.timezone), until or deadline(course, assignment)
    when = f"until {end.astimezone(zone):%Y-%m-%d %H:%M}" if end else "until you end it (no due date)"
    yield f"Watching for {assignment} {when}, every {every:g} seconds; Ctrl-C ends it"
    most = course.feedback.at_once_per_day
    yield (
        f"Feedback at once: {most} a day for each student with hidden checks, then public checks only"
        if most
        else "No feedback at once: [feedback] at_once_per_day in course.toml is not set, or 0"
    )


def row(one: Report | Told, now: datetime) -> str:
    """A line about a report or a page, with the time in the course's zone."""
    if isinstance(one, Told):
        what = "page about public checks only" if one.options.public else "page about all checks"
        return f"{now:%H:%M:%S}  {printable(one.student)}: {what}"
    return (
        f"{now:%H:%M:%S}  {printable(one.student)}: {one.status}, {points(one.score)} of {points(one.points)}"
    )


def ending(ended: Ended, assignment: str) -> Iterator[str]:
    failed = f", {ended.failed} of them without success" if ended.failed else ""
    yield f"{ended.graded} graded{failed}"
    if ended.why == "stopped":
        yield "Stopped. The same command goes on from here."
        return
    yield f"The deadline is over. Next: `grader autograde {assignment}` lists the class;"
    yield f"`grader feedback {assignment}` writes everybody's page about all checks."
