"""What stands in a gradebook, without the random ids."""

import sqlite3
from pathlib import Path
from typing import Any

CELLS = {
    "assignment": "SELECT name, duedate FROM assignment",
    "notebook": "SELECT name, kernelspec FROM notebook",
    "base": "SELECT name, type FROM base_cell",
    "grade": "SELECT name, max_score, cell_type FROM grade_cells JOIN base_cell USING (id)",
    "solution": "SELECT name FROM solution_cells JOIN base_cell USING (id)",
    "task": "SELECT name, max_score, cell_type FROM task_cells JOIN base_cell USING (id)",
    "source": "SELECT name, cell_type, locked, source, checksum FROM source_cell",
}
_OF_STUDENT = """
    JOIN submitted_notebook ON submitted_notebook.id = {0}.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    JOIN base_cell ON base_cell.id = {0}.cell_id"""
SCORES = {
    "student": "SELECT id FROM student",
    "submission": "SELECT student_id, timestamp FROM submitted_assignment",
    "penalty": """SELECT student_id, late_submission_penalty FROM submitted_notebook
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id""",
    "grade": "SELECT student_id, name, auto_score, manual_score, extra_credit, needs_manual_grade FROM grade"
    + _OF_STUDENT.format("grade"),
    "comment": "SELECT student_id, name, auto_comment, manual_comment FROM comment"
    + _OF_STUDENT.format("comment"),
}


def rows(database: Path, queries: dict[str, str]) -> dict[str, list[Any]]:
    """Each query's rows, sorted."""
    with sqlite3.connect(database) as connection:
        found = {name: sorted(connection.execute(query), key=repr) for name, query in queries.items()}
    connection.close()
    return found
