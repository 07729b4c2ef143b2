"""Feedback at once: who gets a page, and what of hidden checks it may say."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.feedback import PageOptions, write_pages
from grader.gradebook import release_pages, released_page
from grader.model import Course
from grader.records import Act, append, journal_lines, report_path, reports_since, sha256
from grader.wording import counted


def give_pages(
    course: Course,
    assignment: str,
    class_folder: Path,
    students: Collection[str],
    *,
    inbound: Sequence[Path],
    say: Callable[[str], None],
) -> Iterator[tuple[str, PageOptions]]:
    """Write the page of each of these students whose report is newer than what is there of it, here and in
    exchanges, and yield what it was to say.

    inbound: the exchanges that they may have handed in by, into which pages are released.
    Raises: CourseError: something cannot be read or written.
    """
    due = [student for student in students if _is_due(class_folder, student, assignment, inbound)]
    if not due:
        return
    today = datetime.now(ZoneInfo(course.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    numbers = _counted(class_folder, assignment, due, today)
    options = options_of(numbers, course.feedback.at_once_per_day)
    for _ in write_pages(course, assignment, class_folder, options=options, say=say):
        pass
    for place in inbound:
        release_pages(place, class_folder, assignment, due)
    yield from options.items()


def _is_due(class_folder: Path, student: str, assignment: str, inbound: Sequence[Path]) -> bool:
    """After a kill, or where an exchange could not be written to, a page may be here and not yet there."""
    report = report_path(class_folder, student, assignment)
    page = class_folder / "feedback" / student / assignment / f"{assignment}.html"
    if not report.exists():
        return False
    released = (released_page(place, class_folder, assignment, student) for place in inbound)
    pages = (page, *filter(None, released))
    return any(not one.exists() or one.stat().st_mtime_ns < report.stat().st_mtime_ns for one in pages)


def _counted(class_folder: Path, assignment: str, due: Sequence[str], today: datetime) -> dict[str, int]:
    """By student, how many notebooks count for today, with the one whose page is due.

    That one may have been graded on another day: just before midnight, or long ago, where the same is handed
    in again. So that it counts for the day of its page, it is entered in the journal, before there is a page.
    """
    reports = reports_since(journal_lines(class_folder), assignment, today)
    for student in due:
        digest = sha256(report_path(class_folder, student, assignment).read_bytes())
        if digest not in reports.setdefault(student, set()):
            append(class_folder, Act("told", assignment, student, before=digest, after=digest))
            reports[student].add(digest)
    return {student: len(reports[student]) for student in due}


def options_of(numbers: Mapping[str, int], most: int) -> dict[str, PageOptions]:
    """numbers: by student, how many notebooks count for today. most: how many of them get a whole page."""
    return {student: _options(number, most) for student, number in sorted(numbers.items())}


def _options(number: int, most: int) -> PageOptions:
    pages = counted(most, "page")
    if number <= most:
        left = most - number
        after = f"{counted(left, 'more page')} like it today" if left else "no further page like it today"
        return PageOptions(f"This page is about all checks. You can get {after}.")
    note = (
        f"This page is about public checks only, because {number} of your notebooks count for today, and "
        f"you can get {pages} about all checks in a day. Your notebook was graded by all checks, too, so the "
        "points below are not your score."
    )
    return PageOptions(note, public=True)
