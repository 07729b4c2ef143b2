"""When work was handed in, until when it was due, and what coming late takes off: as nbgrader keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from nbgrader import api
from sqlalchemy import select

from grader.course import Standing, penalty
from grader.files import naive
from grader.gradebook.database import transaction
from grader.model import Course

# (student, score, seconds late) -> points to take off, or None: the signature of nbgrader's late plugins.
LatePolicy = Callable[[str, float, float], float | None]


def no_penalty(student: str, score: float, seconds_late: float) -> float | None:
    """Coming late costs nothing."""
    return None


def late_policy(course: Course) -> LatePolicy:
    """What course.toml says that coming late costs."""
    return lambda student, score, seconds: penalty(course.late, score, seconds)


def settle(
    book: Any,
    assignment: str,
    *,
    duedate: datetime | None,
    extended: Mapping[str, datetime],
    handed_in: Mapping[str, datetime | None],
    late: LatePolicy,
) -> list[Standing]:
    """Enter times and due dates, and every penalty anew, for what is in the gradebook; by student.

    extended, handed_in: by student; whoever is not there keeps what the gradebook has.
    """
    with transaction(book) as session:
        row = session.scalar(select(api.Assignment).where(api.Assignment.name == assignment))
        if row is None:
            return []
        row.duedate = naive(duedate)
        wanted = select(api.SubmittedNotebook).join(api.SubmittedAssignment)
        notebooks = session.scalars(wanted.where(api.SubmittedAssignment.assignment_id == row.id)).all()
        moved = set()
        for submission in (notebook.assignment for notebook in notebooks):
            time = naive(handed_in.get(submission.student_id))
            if submission.student_id in handed_in and time != submission.timestamp:
                submission.timestamp = time
                moved.add(submission.student_id)
            if row.duedate and submission.student_id in extended:
                new = naive(extended[submission.student_id])
                submission.extension = (new - row.duedate if new else None) or None
        session.flush()
        found = [_settled(session, notebook, late) for notebook in notebooks]
    marked = [replace(one, moved=one.student in moved) for one in found]
    return sorted(marked, key=lambda one: one.student)


def _settled(session: Any, notebook: Any, late: LatePolicy) -> Standing:
    submission, before = notebook.assignment, notebook.late_submission_penalty or 0.0
    enter_penalty(session, notebook, late)
    return Standing(
        submission.student_id,
        _in_utc(submission.timestamp),
        _in_utc(submission.duedate if submission.assignment.duedate else None),
        _seconds_late(submission),
        _score(session, notebook),
        notebook.late_submission_penalty or 0.0,
        before,
        bool(submission.extension),
    )


def enter_penalty(session: Any, notebook: Any, late: LatePolicy) -> None:
    """As nbgrader's AssignLatePenalties: of the score with the marks given so far, from 0 to that score."""
    seconds, penalty = _seconds_late(notebook.assignment), None
    if seconds > 0:
        score = _score(session, notebook)
        penalty = late(notebook.assignment.student_id, score, seconds)
        penalty = None if penalty is None else min(max(penalty, 0.0), score)
    notebook.late_submission_penalty = penalty


def _seconds_late(submission: Any) -> float:
    # nbgrader cannot add an extension to no due date at all.
    return float(submission.total_seconds_late) if submission.assignment.duedate else 0.0


def _score(session: Any, notebook: Any) -> float:
    column = select(api.SubmittedNotebook.score).where(api.SubmittedNotebook.id == notebook.id)
    return float(session.scalar(column))


def _in_utc(time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=UTC)
