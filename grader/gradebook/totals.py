"""What each student earned, as nbgrader's own export counts it, and which questions nobody has marked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import select

from grader.course import has_gradebook
from grader.gradebook.database import gradebook_of
from grader.gradebook.scores import CHECK
from grader.model import Course

DIGITS = 9  # after the point; what a float has beyond them is the rounding error of a sum


@dataclass(frozen=True, slots=True)
class SubmissionScore:
    """One submission in the gradebook. score: after the penalty. Times are in UTC, without a zone.

    unmarked: the questions that neither a machine nor a person gave points for; they count nothing in score.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    due: datetime | None
    handed_in: datetime | None
    raw: Decimal
    penalty: Decimal
    unmarked: tuple[str, ...]

    @property
    def score(self) -> Decimal:
        return max(Decimal(0), self.raw - self.penalty)


@dataclass(frozen=True, slots=True)
class AssignmentScores:
    """An assignment's points, and what is in the gradebook of it, by student."""

    points: Decimal
    scored: dict[str, SubmissionScore]


def scores_of(course: Course, class_folder: Path, assignment: str) -> AssignmentScores | None:
    """As `read_scores`, of the course's gradebook; None, too, where there is no gradebook yet.

    Raises: CourseError: the gradebook cannot be used.
    """
    if not has_gradebook(course, class_folder):
        return None
    with gradebook_of(course, class_folder) as book:
        return read_scores(book, assignment)


def read_scores(book: Any, assignment: str) -> AssignmentScores | None:
    """None: the assignment is not in the gradebook. Nothing is written."""
    session = book.db
    found = session.scalar(select(api.Assignment).where(api.Assignment.name == assignment))
    if found is None:
        return None
    unmarked = _unmarked(session, found.id)
    scored = {one.id: _scored(one, found.duedate, unmarked[one.id]) for one in _rows(session, found.id)}
    return AssignmentScores(exact(found.max_score), dict(sorted(scored.items())))


def _rows(session: Any, assignment: str) -> Any:
    """One for each submission, all by one query: nbgrader's objects would ask several for each."""
    student, own = api.Student, api.SubmittedAssignment
    of_student = (student.id, student.first_name, student.last_name, student.email)
    columns = (own.extension, own.timestamp, own.score, own.late_submission_penalty)
    wanted = select(*of_student, *columns).select_from(own).join(own.student)
    return session.execute(wanted.where(own.assignment_id == assignment))


def exact(number: float | None) -> Decimal:
    """The decimal number that is meant: 0.1 + 0.2 is 0.3."""
    return Decimal(repr(round(number or 0.0, DIGITS)))


def _scored(row: Any, duedate: datetime | None, unmarked: list[str]) -> SubmissionScore:
    return SubmissionScore(
        student=row.id,
        first_name=row.first_name or "",
        last_name=row.last_name or "",
        email=row.email or "",
        due=duedate and duedate + (row.extension or timedelta()),
        handed_in=row.timestamp,
        raw=exact(row.score),
        penalty=exact(row.late_submission_penalty),
        unmarked=tuple(sorted(unmarked)),
    )


def _unmarked(session: Any, assignment: str) -> dict[str, list[str]]:
    """By student."""
    wanted = (
        select(api.SubmittedAssignment.student_id, api.BaseCell.name)
        .select_from(api.Grade)
        .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.id == api.Grade.notebook_id)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
        .where(api.SubmittedAssignment.assignment_id == assignment)
        .where(api.Grade.auto_score.is_(None), api.Grade.manual_score.is_(None))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for student, cell in session.execute(wanted):
        found[student].append(cell.removesuffix(CHECK))
    return found
