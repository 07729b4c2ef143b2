"""`grader demo`: a class of known solutions and troublemakers, graded, with its pages and its release."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course import load_assignment, load_course
from grader.errors import CourseError
from grader.files import disk_error
from grader.grading import grade_class
from grader.model import Report
from grader.solutions import demo_assignment, demo_course, make_class, surprises

_UNFINISHED = ".unfinished-demo"  # beside the class, until all of it is there: the same command then goes on


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What came of the class. feedback: a page that shows a mistake by its name, else the first one.

    report: the page about the class. written: points that people give. surprises: what did not come out as it
    should.
    """

    assignment: str
    home: Path
    feedback: Path
    report: Path
    written: float
    reports: tuple[Report, ...]
    surprises: tuple[str, ...]


def demonstrate(
    course: Path, folder: Path | None, *, say: Callable[[str], None], **options: Any
) -> Demonstration:
    """Make a class of the course's first assignment that has known solutions, and grade it.

    course: its folder; where there is none in it, the small course of `grader new` is made. folder: for the
    class, empty or not there yet, or one that a demo has not finished; None: a new one. say: takes a remark.
    options: as of `grade_class`.
    Raises: CourseError: there are no known solutions, or something is in the folder already.
    """
    home = folder or Path(tempfile.mkdtemp(prefix="grader-demo-"))
    _refuse_others(home)
    if not (course / "course.toml").exists():
        _begin(home)
    root = demo_course(course, home / "course")
    if root != course:
        say(f"There is no course.toml here, so this is the small course of `grader new`: {root}")
    calendar = load_course(root)
    name = demo_assignment(calendar)
    assignment, source = load_assignment(calendar, name)
    _begin(home)
    say(f"Making a class of {name} in {home}")
    expected = make_class(assignment, source, home)
    reports = [graded.report for graded in grade_class(calendar, name, home, say=say, **options)]
    # These load nbgrader and more, for which the first verdict does not wait.
    from grader.class_report import report_class
    from grader.feedback import write_pages
    from grader.release import write_release

    write_release(calendar, assignment, source, home)
    say("Writing feedback and the report on the class")
    feedback = _telling(list(write_pages(calendar, name, home, say=say)), reports)
    report, _ = report_class(calendar, name, home, say=say)
    (home / _UNFINISHED).unlink(missing_ok=True)
    return Demonstration(
        name, home, feedback, report, _written(reports), tuple(reports), tuple(surprises(expected, reports))
    )


def _refuse_others(home: Path) -> None:
    """Raises: CourseError: something is in the folder that no demo has begun there."""
    with disk_error(home):
        if home.exists() and not (
            home.is_dir() and (not any(home.iterdir()) or (home / _UNFINISHED).exists())
        ):
            found = "this is no empty folder, and the demo writes a whole class"
            raise CourseError(home, "", found, cure="name a folder that is empty or not there yet")


def _begin(home: Path) -> None:
    with disk_error(home):
        home.mkdir(parents=True, exist_ok=True)
        (home / _UNFINISHED).touch()


def _telling(pages: Sequence[Path], reports: Sequence[Report]) -> Path:
    """Of the pages, one at feedback/<student>/<assignment>/ whose student has a named mistake."""
    named = {one.student for one in reports if any(question.diagnoses for question in one.questions.values())}
    return next((page for page in pages if page.parent.parent.name in named), pages[0])


def _written(reports: Sequence[Report]) -> float:
    """The points of questions without a check."""
    questions = max(reports, key=lambda report: len(report.questions)).questions.values()
    return sum(one.points for one in questions if not one.results)
