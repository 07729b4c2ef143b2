"""A class folder in nbgrader's layout: which submissions are there, and which of them need grading."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from nbformat import NotebookNode

from grader.course import load_assignment
from grader.errors import CourseError
from grader.grading.submission import fingerprint, telling
from grader.model import Course, Report
from grader.notebooks import release_notebook
from grader.records import from_json, lines, promised, report_path, sha256
from grader.submissions import Submission, digest_of, find_submissions


@dataclass(frozen=True, slots=True)
class Order:
    """What to grade. student: only this one's. force: also what is graded already.

    among: only these students', as far as they handed in; None: everybody's.
    """

    course: Course
    assignment: str
    class_folder: Path
    student: str | None = None
    force: bool = False
    among: Collection[str] | None = None

    @property
    def submitted(self) -> Path:
        return self.class_folder / "submitted"


@dataclass(frozen=True, slots=True)
class Pile:
    """The submissions: those to grade, and the reports of those that were graded and have not changed.

    A report that is not the one the journal promises is from before a kill, or from elsewhere: graded again.
    outdated: how many of the kept reports come from another version of the assignment than the present one.
    retold: how many others were written with other wrong solutions, or other rules of what students see.
    before: by student, the last report on the very file that is to be graded again.
    """

    todo: tuple[Submission, ...]
    kept: tuple[Report, ...]
    outdated: int
    retold: int
    before: Mapping[str, Report]


def sort_out(order: Order) -> Pile:
    """Look through the class folder.

    Raises: CourseError: there is no such assignment, or nothing to grade in the folder.
    """
    assignment, source = load_assignment(order.course, order.assignment)
    now, told = fingerprint(order.course, assignment, source), telling(order.course, assignment)
    lost = not order.course.gradebook and not (order.class_folder / "gradebook.db").exists()
    submissions = _chosen(order, release_notebook(source))
    before = {one.student: found for one in submissions if (found := _graded_before(order, one))}
    reports = {student: report for student, (report, _) in before.items()}
    if order.force or lost:
        return Pile(tuple(submissions), (), 0, 0, reports)
    entered = promised(lines(order.class_folder), order.assignment)
    due = {student: line.entry.act.after for student, line in entered.items() if line.entry}
    kept = {student: report for student, (report, found) in before.items() if due.get(student) == found}
    made = [report.provenance for report in kept.values()]
    outdated = sum(one.assignment != now for one in made)
    retold = sum(one.told != told for one in made if one.assignment == now)
    todo = tuple(one for one in submissions if one.student not in kept)
    again = {student: report for student, report in reports.items() if student not in kept}
    return Pile(todo, tuple(kept.values()), outdated, retold, again)


def _chosen(order: Order, release: NotebookNode) -> list[Submission]:
    found = find_submissions(order.class_folder, order.assignment, release=release)
    if not found:
        cure = f"put notebooks at submitted/<student>/{order.assignment}/{order.assignment}.ipynb"
        raise CourseError(order.submitted, "", f"no submission of {order.assignment}", cure=cure)
    if order.among is not None:
        found = [submission for submission in found if submission.student in order.among]
    if order.student is None:
        return found
    students = [submission.student for submission in found]
    if order.student not in students:
        close = get_close_matches(order.student, students, n=1)
        cure = f"did you mean {close[0]!r}?" if close else f"there are {len(students)} others"
        raise CourseError(order.submitted, "", f"no submission of {order.student!r}", cure=cure)
    return [submission for submission in found if submission.student == order.student]


def _graded_before(order: Order, submission: Submission) -> tuple[Report, str] | None:
    """The report and its hash, if it is about this very file. What was not graded properly is tried again."""
    try:
        raw = report_path(order.class_folder, submission.student, order.assignment).read_bytes()
    except OSError:
        return None
    report = from_json(raw)
    megabytes = order.course.limits.notebook_mb
    digest = digest_of(submission, megabytes=megabytes, below=order.submitted)
    unchanged = report is not None and report.provenance.notebook == digest != ""
    return (report, sha256(raw)) if unchanged and report and report.status == "graded" else None
