"""When work was handed in, until when it was due, and what coming late takes off: as nbgrader keeps it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grader.cores import progress
from grader.course import Lateness, penalty
from grader.files import naive
from grader.gradebook.database import transaction
from grader.model import Course

AT_ONCE = 500  # submissions that are held, however many there are

# (student, score, seconds late) -> points to take off, or None: the signature of nbgrader's late plugins.
LatePolicy = Callable[[str, float, float], float | None]


def no_penalty(student: str, score: float, seconds_late: float) -> float | None:
    """Coming late costs nothing."""
    return None


def late_policy(course: Course) -> LatePolicy:
    """What course.toml says that coming late costs."""
    return lambda student, score, seconds: penalty(course.late, score, seconds)


def settle_penalties(
    book: Any,
    assignment: str,
    *,
    duedate: datetime | None,
    extended: Mapping[str, datetime],
    handed_in: Mapping[str, datetime | None],
    late: LatePolicy,
    lapsed: Mapping[str, timedelta] | None = None,
) -> list[Lateness]:
    """Enter times and due dates, and every penalty anew, for what is in the gradebook; by student.

    extended, handed_in: by student; whoever is not there keeps what the gradebook has. lapsed: extensions
    that are taken back, where the gradebook still has these.
    """
    with transaction(book) as session:
        row = session.scalar(select(api.Assignment).where(api.Assignment.name == assignment))
        if row is None:
            return []
        row.duedate = naive(duedate)
        wanted = select(api.SubmittedNotebook.id).join(api.SubmittedAssignment)
        everybody = session.scalars(wanted.where(api.SubmittedAssignment.assignment_id == row.id)).all()
        session.flush()
        found = []
        for some in _in_parts(everybody):
            whole = select(api.SubmittedNotebook).options(joinedload(api.SubmittedNotebook.assignment))
            notebooks = session.scalars(whole.where(some)).all()
            scored = select(api.SubmittedNotebook.id, api.SubmittedNotebook.score)
            scores = dict(session.execute(scored.where(some)).all())
            for notebook in notebooks:
                _enter_times(notebook.assignment, extended, handed_in, lapsed or {})
            found += [_settled(notebook, late, scores[notebook.id]) for notebook in notebooks]
            session.flush()
            session.expunge_all()  # a large class finds room
    return sorted(found, key=lambda one: one.student)


def _in_parts(everybody: Sequence[str]) -> Iterator[Any]:
    """Conditions that choose some of the submissions each, given the ids of all."""
    starts = range(0, len(everybody), AT_ONCE)
    for start in progress(starts, what=f"entering penalties, {AT_ONCE} at once", total=len(starts)):
        yield api.SubmittedNotebook.id.in_(everybody[start : start + AT_ONCE])


def _enter_times(
    submission: Any,
    extended: Mapping[str, datetime],
    handed_in: Mapping[str, datetime | None],
    lapsed: Mapping[str, timedelta],
) -> None:
    """When it was handed in, and until when it was due."""
    student, due = submission.student_id, submission.assignment.duedate
    if due and student in extended:
        new = naive(extended[student])
        submission.extension = (new - due if new else None) or None
    if student in lapsed and submission.extension == lapsed[student]:
        submission.extension = None
    if student in handed_in:
        submission.timestamp = naive(handed_in[student])


def _settled(notebook: Any, late: LatePolicy, score: float) -> Lateness:
    submission, before = notebook.assignment, notebook.late_submission_penalty or 0.0
    enter_penalty(notebook, late, score)
    return Lateness(
        submission.student_id,
        _in_utc(submission.timestamp),
        _in_utc(submission.duedate if submission.assignment.duedate else None),
        seconds_late(submission),
        score,
        notebook.late_submission_penalty or 0.0,
        before,
        bool(submission.extension),
    )


def enter_penalty(notebook: Any, late: LatePolicy, score: float) -> None:
    """As nbgrader's AssignLatePenalties: of the score with the marks given so far, from 0 to that score."""
    seconds, penalty = seconds_late(notebook.assignment), None
    if seconds > 0:
        penalty = late(notebook.assignment.student_id, score, seconds)
        penalty = None if penalty is None else min(max(penalty, 0.0), score)
    notebook.late_submission_penalty = penalty


def seconds_late(submission: Any) -> float:
    # nbgrader cannot add an extension to no due date at all.
    return float(submission.total_seconds_late) if submission.assignment.duedate else 0.0


def score_of(session: Any, notebook: Any) -> float:
    column = select(api.SubmittedNotebook.score).where(api.SubmittedNotebook.id == notebook.id)
    return float(session.scalar(column))


def _in_utc(time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=UTC)
