"""What a release puts into the gradebook: the assignment, its notebook, and that notebook's cells."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import api, utils
from sqlalchemy import select

from grader.course import due_of
from grader.errors import CourseError
from grader.files import naive
from grader.gradebook.database import gradebook_of, transaction
from grader.model import Course
from grader.notebooks import Source, release_notebook


def register_release(course: Course, name: str, source: Source, class_folder: Path) -> None:
    """Enter an assignment into the course's gradebook, as nbgrader must find it before it grades anything."""
    with gradebook_of(course, class_folder) as book:
        register_assignment(book, release_notebook(source), name, duedate=due_of(course, name))


def register_assignment(book: Any, release: NotebookNode, name: str, *, duedate: datetime | None) -> None:
    """Enter the cells of the notebook `name`.ipynb; for a new release, change, add and remove them.

    duedate: without a zone it means UTC.
    Raises: CourseError: a cell that is gone from the release still has marks or comments a person gave.
    """
    with transaction(book) as session:
        assignment = session.scalar(select(api.Assignment).where(api.Assignment.name == name))
        if assignment is None:
            assignment = api.Assignment(name=name, course_id=book.course_id)
        assignment.duedate = naive(duedate)
        session.add(assignment)
        session.flush()
        notebook = _notebook(session, assignment)
        notebook.kernelspec = json.dumps(release.metadata.get("kernelspec", {}), sort_keys=True)
        session.flush()
        _register_cells(session, notebook, _cells(release), name)


def _notebook(session: Any, assignment: Any) -> Any:
    """The one notebook of an assignment; both have the same name."""
    wanted = (api.Notebook.assignment_id == assignment.id, api.Notebook.name == assignment.name)
    notebook = session.scalar(select(api.Notebook).where(*wanted))
    if notebook is None:
        notebook = api.Notebook(name=assignment.name, assignment_id=assignment.id)
        session.add(notebook)
    return notebook


def _cells(release: NotebookNode) -> dict[tuple[Any, str], dict[str, Any]]:
    """(nbgrader's class of cell, grade_id) to its columns, as nbgrader's SaveCells would fill them."""
    wanted: dict[tuple[Any, str], dict[str, Any]] = {}
    for cell in release.cells:
        graded, solution, task = utils.is_grade(cell), utils.is_solution(cell), utils.is_task(cell)
        if not (graded or solution or task or utils.is_locked(cell)):
            continue
        name = cell.metadata.nbgrader["grade_id"]
        for kind in [api.GradeCell] * graded + [api.TaskCell] * task:
            points = float(cell.metadata.nbgrader["points"])
            wanted[kind, name] = {"max_score": points, "cell_type": cell.cell_type}
        if solution:
            wanted[api.SolutionCell, name] = {}
        wanted[api.SourceCell, name] = {
            "cell_type": cell.cell_type,
            "locked": utils.is_locked(cell),
            "source": cell.source,
            "checksum": utils.compute_checksum(cell),
        }
    return wanted


def _register_cells(
    session: Any, notebook: Any, wanted: dict[tuple[Any, str], dict[str, Any]], place: str
) -> None:
    rows = [*session.scalars(select(api.BaseCell).where(api.BaseCell.notebook_id == notebook.id))]
    rows += session.scalars(select(api.SourceCell).where(api.SourceCell.notebook_id == notebook.id))
    existing = {(type(row), row.name): row for row in rows}
    for key in existing.keys() - wanted.keys():
        _remove_cell(session, existing[key], place)
    for (kind, name), columns in wanted.items():
        row = existing.get((kind, name)) or kind(name=name, notebook_id=notebook.id)
        for column, value in columns.items():
            setattr(row, column, value)
        session.add(row)


def _remove_cell(session: Any, cell: Any, place: str) -> None:
    """Take a cell out, and what machines wrote about it."""
    grades = [*session.scalars(select(api.Grade).where(api.Grade.cell_id == cell.id))]
    remarks = [*session.scalars(select(api.Comment).where(api.Comment.cell_id == cell.id))]
    by_hand = sum(grade.manual_score is not None or bool(grade.extra_credit) for grade in grades)
    by_hand += sum(bool(remark.manual_comment) for remark in remarks)
    if by_hand:
        found = f"cell {cell.name} is not in the new release, but has {by_hand} marks or comments by hand"
        cure = "put the cell back, or release under a new name"
        raise CourseError("gradebook", place, found, cure=cure)
    for row in (*grades, *remarks):
        session.delete(row)
    session.flush()
    session.delete(cell)
