"""Marks by hand of written answers: what stands in the gradebook, and entering a mark as formgrader does."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import select

from grader.gradebook.database import transaction
from grader.gradebook.scores import OUTLIVED


@dataclass(frozen=True, slots=True)
class ManualMark:
    """A person's mark of one answer. points: None: none yet. awaits: formgrader lists it as to be marked.

    outlived: one was taken back, as the answer changed; known only where comments are read.
    """

    points: float | None
    comment: str
    awaits: bool
    outlived: bool = field(default=False, compare=False)


def read_manual_marks(
    book: Any, assignment: str, question: str, students: Collection[str] = (), *, comments: bool = True
) -> dict[str, ManualMark]:
    """By student, the marks of a written answer; nobody's where the gradebook does not have the question.

    students: of these; none named: of all. comments: False: without them, in half the time.
    """
    with transaction(book) as session:
        cells = _cells(session, assignment, question)
        texts = _of(api.Comment, api.Comment.manual_comment, api.Comment.auto_comment)
        of_cells = _only(texts.where(api.Comment.cell_id.in_(cells)), students)
        said = {row[0]: row[1:] for row in session.execute(of_cells)} if comments else {}
        columns = (api.Grade.manual_score, api.Grade.needs_manual_grade)
        scores = _of(api.Grade, *columns).where(api.Grade.cell_id.in_(cells))
        rows = session.execute(_only(scores, students))
        return {
            student: ManualMark(points, by_hand or "", awaits, points is None and by_machine == OUTLIVED)
            for student, points, awaits in rows
            for by_hand, by_machine in [said.get(student, ("", ""))]
        }


def enter_manual_marks(book: Any, assignment: str, question: str, marks: Mapping[str, ManualMark]) -> None:
    """Enter marks, by student, all or none. A student who is not in the gradebook has no row to enter in.

    Raises: CourseError: the database refuses them.
    """
    with transaction(book) as session:
        cells = _cells(session, assignment, question)
        for student, grade in _rows(session, api.Grade, cells, marks):
            grade.manual_score = marks[student].points
            nothing = grade.manual_score is None and grade.auto_score is None
            grade.needs_manual_grade = marks[student].awaits or nothing
        for student, comment in _rows(session, api.Comment, cells, marks):
            comment.manual_comment = marks[student].comment or None


def _cells(session: Any, assignment: str, question: str) -> list[str]:
    """Ids of the question's cells: one that is graded, one that is commented on."""
    of_notebook = select(api.BaseCell.id).join(api.Notebook, api.Notebook.id == api.BaseCell.notebook_id)
    of_assignment = of_notebook.join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
    wanted = of_assignment.where(api.Assignment.name == assignment, api.BaseCell.name == question)
    return [*session.scalars(wanted)]


def _of(kind: Any, *columns: Any) -> Any:
    """Rows (student, *columns), one for each grade or comment."""
    of_student = select(api.SubmittedAssignment.student_id, *columns).select_from(kind)
    of_notebook = of_student.join(api.SubmittedNotebook, api.SubmittedNotebook.id == kind.notebook_id)
    return of_notebook.join(
        api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id
    )


def _rows(session: Any, kind: Any, cells: list[str], students: Mapping[str, ManualMark]) -> list[Any]:
    """(student, the row itself), of these students."""
    of_students = _of(kind, kind).where(kind.cell_id.in_(cells))
    rows = session.execute(_only(of_students, students))
    return [(student, row) for student, row in rows if student in students]


def _only(query: Any, students: Collection[str]) -> Any:
    """The query for these students, where they are so few that every database takes them as parameters."""
    if not 0 < len(students) < 100:
        return query
    return query.where(api.SubmittedAssignment.student_id.in_([*students]))
