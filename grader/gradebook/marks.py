"""What people entered into the gradebook, for the feedback page. Nothing is written."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import select, true

from grader.course import has_gradebook
from grader.gradebook.database import gradebook_of
from grader.gradebook.scores import CHECK, OUTLIVED
from grader.model import Course, Mark, Marks

_ALL = true()


def marks_of(course: Course, class_folder: Path, assignment: str) -> dict[str, Marks] | None:
    """As `read_marks`, of the course's gradebook; None: there is none yet.

    Raises: CourseError: the gradebook cannot be used.
    """
    if not has_gradebook(course, class_folder):
        return None
    with gradebook_of(course, class_folder) as book:
        return read_marks(book, assignment)


def holds_any(course: Course, class_folder: Path, assignment: str) -> bool:
    """Whether anybody's work is entered. Raises: CourseError: the gradebook cannot be used."""
    if not has_gradebook(course, class_folder):
        return False
    with gradebook_of(course, class_folder) as book:
        return _of(book, assignment, api.SubmittedNotebook.id).first() is not None


def read_marks(book: Any, assignment: str) -> dict[str, Marks]:
    """By student, everybody's marks of an assignment; nobody's if it is not in the gradebook."""
    found: dict[str, Marks] = {}
    for student, penalty in _of(book, assignment, api.SubmittedNotebook.late_submission_penalty):
        found[student] = Marks(penalty=penalty or 0.0)
    texts = (api.Comment.manual_comment, api.Comment.auto_comment)
    comments = {
        (student, cell): (by_hand or "", by_machine == OUTLIVED)
        for student, cell, by_hand, by_machine in _cells(book, assignment, api.Comment, *texts)
    }
    columns = (api.Grade.auto_score, api.Grade.manual_score, api.Grade.extra_credit)
    for student, cell, auto, manual, extra in _cells(book, assignment, api.Grade, *columns):
        question = cell.removesuffix(CHECK)
        comment, outlived = comments.get((student, question), ("", False))
        mark = Mark(auto, manual, extra or 0.0, comment, outlived and manual is None)
        found[student].questions[question] = mark
    return found


def marks_by_hand(book: Any, assignment: str, student: str) -> dict[str, Mark]:
    """By question, what people entered for one student."""
    found: dict[str, Mark] = {}
    columns = (api.Grade.auto_score, api.Grade.manual_score, api.Grade.extra_credit)
    for cell, auto, manual, extra in _own(book, assignment, student, api.Grade, *columns):
        found[cell.removesuffix(CHECK)] = Mark(auto, manual, extra or 0.0)
    for question, comment in _own(book, assignment, student, api.Comment, api.Comment.manual_comment):
        found[question] = replace(found.get(question, Mark()), comment=comment or "")
    return {question: mark for question, mark in found.items() if mark.by_hand}


def _own(book: Any, assignment: str, student: str, kind: Any, *columns: Any) -> Any:
    rows = _cells(book, assignment, kind, *columns, only=api.SubmittedAssignment.student_id == student)
    return [row[1:] for row in rows]


def _of(book: Any, assignment: str, *columns: Any) -> Any:
    """Rows (student, *columns), one for each submitted notebook."""
    of_student = select(api.SubmittedAssignment.student_id, *columns).select_from(api.SubmittedNotebook)
    wanted = of_student.join(api.SubmittedNotebook.assignment).join(api.SubmittedAssignment.assignment)
    return book.db.execute(wanted.where(api.Assignment.name == assignment))


def _cells(book: Any, assignment: str, kind: Any, *columns: Any, only: Any = _ALL) -> Any:
    """Rows (student, cell's name, *columns), one for each grade or comment."""
    of_cell = select(api.SubmittedAssignment.student_id, api.BaseCell.name, *columns).select_from(kind)
    of_notebook = of_cell.join(api.BaseCell, api.BaseCell.id == kind.cell_id)
    submitted = of_notebook.join(api.SubmittedNotebook, api.SubmittedNotebook.id == kind.notebook_id)
    wanted = submitted.join(api.SubmittedNotebook.assignment).join(api.SubmittedAssignment.assignment)
    return book.db.execute(wanted.where(api.Assignment.name == assignment, only))
