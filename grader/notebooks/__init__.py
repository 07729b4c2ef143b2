"""Notebooks, out to students and back.

Out: `source` reads an author's file (`marker` each cell's keys), `build` makes the students' notebook.
Back: `read` takes a submission in (`opened`: no link is followed), `anchor` ties its cells to the released
ones (`match` finds them, `repairs` says what was amiss), `graded` shows the result (`shown`: nothing live).
Both: `labels` knows nbgrader's metadata, `names` what a cell defines.
"""

from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.labels import Kind, Role, grade_id, role_and_name
from grader.notebooks.names import bound, functions, parses, salvage
from grader.notebooks.sanitised import picture
from grader.notebooks.source import DEMONSTRATION, Source, questions, read_source

__all__ = [
    "DEMONSTRATION",
    "Kind",
    "Role",
    "Source",
    "bound",
    "functions",
    "grade_id",
    "parses",
    "picture",
    "questions",
    "read_source",
    "release_notebook",
    "role_and_name",
    "salvage",
    "to_bytes",
]
