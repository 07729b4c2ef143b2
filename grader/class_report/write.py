"""Facts → report/<assignment>/ in the class folder: the page, students.csv, checks.csv and figures.json."""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from nbformat import NotebookNode

from grader.class_report.derive import facts
from grader.class_report.facts import CheckFacts, Facts, Pair, StudentFacts
from grader.class_report.page import render
from grader.course import full_names, hinted, load_assignment
from grader.files import as_csv, locked, write_file
from grader.gradebook import scores_of
from grader.grading.late_penalties import settle_late
from grader.model import Course
from grader.notebooks import release_notebook
from grader.records import find_reports, journal_lines
from grader.wording import escaped

# Of a class folder, an assignment, students and the released notebook; see similarity.similar.
Similar = Callable[[Path, str, Sequence[str], NotebookNode, Callable[[str], None]], tuple[Pair, ...]]


def report_class(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    *,
    say: Callable[[str], None],
    similar: Similar | None = None,
) -> tuple[Path, Facts]:
    """Write the report of a class, its late penalties settled first. Returns the page, and what it shows.

    say: takes a remark for the instructor. similar: finds submissions that are alike, if that is asked for.
    Raises: CourseError: there is no such assignment, or something cannot be read or written.
    """
    class_folder = Path(class_folder)
    _, source = load_assignment(course, assignment)
    reports = hinted(course, assignment, find_reports(class_folder, assignment))
    with locked(class_folder):
        late = settle_late(course, class_folder, assignment, say=say)
        scores = scores_of(course, class_folder, assignment)
    pages = {one.student: f"feedback/{one.student}/{assignment}/{assignment}.html" for one in reports}
    found = facts(
        reports,
        course=course.name,
        assignment=assignment,
        scored=scores.scored if scores else {},
        journal=journal_lines(class_folder),
        pages={who: f"../../{quote(page)}" for who, page in pages.items() if (class_folder / page).exists()},
        names=full_names(class_folder, say=say),
        late={one.student: one for one in late},
    )
    if similar:
        students = [one.student for one in reports if one.status == "graded"]
        say(f"comparing what {len(students)} students wrote; then the page is written")
        alike = similar(class_folder, assignment, students, release_notebook(source), say)
        found = replace(found, similar=alike)
    return write_report(class_folder / "report" / assignment, found), found


def write_report(home: Path, found: Facts) -> Path:
    """Write all files into `home`, the page last, and return its path.

    Raises: CourseError: they cannot be written.
    """
    write_file(home / "figures.json", as_json(found).encode())
    write_file(home / "students.csv", _table(StudentFacts, found.students))
    write_file(home / "checks.csv", _table(CheckFacts, found.checks))
    page = home / f"{found.assignment}.html"
    write_file(page, render(found).encode())
    return page


def as_json(found: Facts) -> str:
    return escaped(msgspec.json.format(msgspec.json.encode(found), indent=1).decode()) + "\n"


def _table(kind: type[Any], rows: Sequence[Any]) -> bytes:
    names = [field.name for field in fields(kind)]
    return as_csv([names, *([_cell(asdict(row)[name]) for name in names] for row in rows)])


def _cell(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
