"""A graded class folder → a page for each student, where nbgrader's release_feedback looks for them."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import (
    disclosed,
    full_names,
    in_public,
    is_folder_name,
    load_assignment,
    load_hints,
    typed_there,
    with_hints,
)
from grader.errors import CourseError, UnreadableNotebook, nobody_called
from grader.feedback.page import render
from grader.feedback.settled import settled
from grader.feedback.view import view
from grader.files import disk_error, replace_file
from grader.gradebook import marks_of
from grader.grading.late_penalties import settle_late
from grader.model import Course, Mark, Marks, Report
from grader.notebooks import headings
from grader.records import OwnCell, from_json, is_lost, lost_in_words, report_paths
from grader.records import own_cells as cells_of
from grader.submissions import SECRET, read_bytes, usable_secret
from grader.wording import counted


@dataclass(frozen=True, slots=True)
class GradedSubmission:
    """Its report, and its folder in autograded/."""

    report: Report
    home: Path


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What one page is to say. note: to its student, about the page. public: nothing of hidden checks. name:
    the student's, in full.
    """

    note: str = ""
    public: bool = False
    name: str = ""


WHOLE = PageOptions()


def write_pages(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    *,
    student: str | None = None,
    options: Mapping[str, PageOptions] | None = None,
    say: Callable[[str], None],
) -> Iterator[Path]:
    """Write the page of every student who was graded, with the hints and marks of today; yields their paths.

    student: only this one's. options: only of the students in it, each with these; None: of all.
    say: takes a remark for the instructor.
    Raises: CourseError: nothing was graded, or something that belongs to it cannot be read or written.
    """
    class_folder = Path(class_folder)
    _, source = load_assignment(course, assignment)
    titles = headings(source)
    if student is not None:
        student = typed_there(class_folder)(student)
        _refuse_nobody(class_folder, assignment, student)
    only = options if student is None else [student]
    found = graded_submissions(class_folder, assignment, only=only, say=say)
    hints = load_hints(course.root / "solutions" / assignment)
    settle_late(course, class_folder, assignment, say=say)
    marks = marks_of(course, class_folder, assignment) or {}
    names = full_names(class_folder, say=say)
    unmarked = 0
    for graded in found:
        if is_lost(graded.report, path := graded.home / f"{assignment}.ipynb"):
            say(f"{lost_in_words(path, assignment)}; until then the page shows no answers")
        shown = replace(graded, report=with_hints(graded.report, hints))
        own = (options or {}).get(shown.report.student, WHOLE)
        own = replace(own, name=names.get(shown.report.student, ""))
        yield write_page(class_folder, course, shown, marks, headings=titles, options=own)
        unmarked += _unmarked(graded.report, marks.get(graded.report.student, Marks()))
    if unmarked and options is None:
        say(f"{counted(unmarked, 'written answer')} not marked yet, as the pages say: mark them with")
        say(f"`grader mark {assignment}`, then write the pages again")


def _unmarked(report: Report, marks: Marks) -> int:
    """How many answers a person has yet to mark."""
    waiting = {name: one for name, one in report.questions.items() if one.awaits_marker}
    return sum(
        settled(one, report, marks.questions.get(name, Mark())) is None for name, one in waiting.items()
    )


def _refuse_nobody(class_folder: Path, assignment: str, student: str) -> None:
    """Raises: WrongCommand: the student was not graded, and has not handed in either."""
    there = [path.parent.parent.name for path in report_paths(class_folder, assignment)]
    handed_in = is_folder_name(student) and (class_folder / "submitted" / student / assignment).is_dir()
    if there and student not in there and not handed_in:
        raise nobody_called(student, there, class_folder / "autograded", f"report on {assignment}")


def graded_submissions(
    class_folder: Path, assignment: str, *, only: Collection[str] | None = None, say: Callable[[str], None]
) -> Iterator[GradedSubmission]:
    """By student, what autograde left, one at a time, as a class may be large. only: of these; None: of all.
    say: takes a remark for the instructor.

    Raises: CourseError: nothing of this assignment was graded.
    """
    found = 0
    for path in report_paths(class_folder, assignment):
        if only is not None and path.parent.parent.name not in only:
            continue
        report = from_json(path.read_bytes())
        if report is None:
            say(f"{path}: this is no report of this version; run `grader autograde {assignment} --force`")
        else:
            found += 1
            yield GradedSubmission(report, path.parent)
    if not found:
        whose = f"of {' or '.join(map(repr, sorted(only)[:3]))} " if only else ""
        cure = f"run `grader autograde {assignment}`"
        raise CourseError(class_folder / "autograded", "", f"no report {whose}on {assignment}", cure=cure)


def write_page(
    class_folder: Path,
    course: Course,
    graded: GradedSubmission,
    marks: Mapping[str, Marks],
    *,
    headings: Mapping[str, str] | None = None,
    options: PageOptions = WHOLE,
) -> Path:
    """Write feedback/<student>/<assignment>/<assignment>.html, and return its path.

    headings: by question, what it stands under in the notebook.
    Raises: CourseError: it cannot be written.
    """
    policy, own = course.feedback.hidden, own_cells(graded)
    report = in_public(graded.report) if options.public else disclosed(graded.report, policy)
    shown = view(
        report,
        course=course.name,
        marks=None if options.public else marks.get(report.student),  # which hold hidden checks' points
        own={name: one.text for name, one in own.items()},
        headings=headings,
        note=options.note,
        public=options.public,
        name=options.name,
    )
    home = class_folder / "feedback" / graded.home.parent.name / report.assignment
    path = home / f"{report.assignment}.html"
    with disk_error(home):
        home.mkdir(parents=True, exist_ok=True)
    pictures = {name: one.attachments for name, one in own.items()}
    replace_file(path, render(shown, pictures=pictures).encode())
    _for_nbgrader(class_folder, graded, home)
    return path


def _for_nbgrader(class_folder: Path, graded: GradedSubmission, home: Path) -> None:
    """What release_feedback reads beside a page.

    It ends at the first student of whom it cannot, so of each who came by nbgrader's exchange there is some.
    """
    submitted = class_folder / "submitted" / graded.home.parent.name / graded.report.assignment
    by_exchange = os.path.lexists(submitted / SECRET)
    stamp = _read(graded.home / "timestamp.txt", class_folder)
    if stamp or by_exchange:
        replace_file(home / "timestamp.txt", stamp or b"at an unknown time")
    if not by_exchange:
        return
    secret = _read(submitted / SECRET, class_folder) or _read(home / SECRET, class_folder)
    replace_file(home / SECRET, usable_secret(secret))


def _read(path: Path, below: Path) -> bytes:
    """What is there; nothing where that is not there, or a student's link to somewhere else."""
    try:
        return read_bytes(path, below=below, megabytes=0.001)
    except UnreadableNotebook:
        return b""


def own_cells(graded: GradedSubmission) -> dict[str, OwnCell]:
    """By question, the student's own cell; nothing where no notebook could be read."""
    found = cells_of(graded.home / f"{graded.report.assignment}.ipynb")
    return {name: own for name, own in found.items() if name in graded.report.questions}
