"""A class folder in nbgrader's layout: which submissions are there, and which of them need grading."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from grader.autograde import Submission, digest_of, find_submissions, fingerprint
from grader.course import load_assignment
from grader.errors import CourseError
from grader.model import Course, Report
from grader.reports import from_json


@dataclass(frozen=True, slots=True)
class Order:
    """What to grade. student: only this one's. force: also what is graded already."""

    course: Course
    assignment: str
    class_folder: Path
    student: str | None = None
    force: bool = False

    @property
    def submitted(self) -> Path:
        return self.class_folder / "submitted"


@dataclass(frozen=True, slots=True)
class Pile:
    """The submissions: those to grade, and the reports of those that were graded and have not changed.

    outdated: how many of the kept reports come from another version of the assignment than the present one.
    before: by student, the last report on the very file that is to be graded again.
    """

    todo: tuple[Submission, ...]
    kept: tuple[Report, ...]
    outdated: int
    before: Mapping[str, Report]


def sort_out(order: Order) -> Pile:
    """Look through the class folder.

    Raises: CourseError: there is no such assignment, or nothing to grade in the folder.
    """
    now = fingerprint(order.course, *load_assignment(order.course, order.assignment))
    lost = not order.course.gradebook and not (order.class_folder / "gradebook.db").exists()
    submissions = _chosen(order)
    before = {one.student: report for one in submissions if (report := _graded_before(order, one))}
    if order.force or lost:
        return Pile(tuple(submissions), (), 0, before)
    outdated = sum(report.provenance.assignment != now for report in before.values())
    todo = tuple(one for one in submissions if one.student not in before)
    return Pile(todo, tuple(before.values()), outdated, {})


def _chosen(order: Order) -> list[Submission]:
    found = find_submissions(order.class_folder, order.assignment)
    if not found:
        cure = f"put notebooks at submitted/<student>/{order.assignment}/{order.assignment}.ipynb"
        raise CourseError(order.submitted, "", f"no submission of {order.assignment}", cure=cure)
    if order.student is None:
        return found
    students = [submission.student for submission in found]
    if order.student not in students:
        close = get_close_matches(order.student, students, n=1)
        cure = f"did you mean {close[0]!r}?" if close else f"there are {len(students)} others"
        raise CourseError(order.submitted, "", f"no submission of {order.student!r}", cure=cure)
    return [submission for submission in found if submission.student == order.student]


def _graded_before(order: Order, submission: Submission) -> Report | None:
    """The report, if it is about this very file. What was not graded properly is tried again."""
    home = order.class_folder / "autograded" / submission.student / order.assignment
    try:
        report = from_json((home / "report.json").read_bytes())
    except OSError:
        return None
    megabytes = order.course.limits.notebook_mb
    digest = digest_of(submission, megabytes=megabytes, below=order.submitted)
    unchanged = report is not None and report.provenance.notebook == digest != ""
    return report if unchanged and report and report.status == "graded" else None
