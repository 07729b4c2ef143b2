"""An assignment's source becomes the notebook that students receive.

`source` reads an author's py:percent file, `marker` the keys above each cell, and `build` makes the notebook.
`labels` knows nbgrader's metadata, and `headings` the heading that each question stands under. `names` finds
what a cell's code defines. `reach` finds what the code uses, and what a later cell may change of it.
`sanitised` removes from a notebook's outputs everything that a browser would run or fetch, and `pictures`
says how many pictures a page may show, by their `pixels`.
"""

from grader.notebooks import sanitised
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.headings import headings
from grader.notebooks.labels import Kind, Role, grade_id, role_and_name
from grader.notebooks.names import bound, functions, parses, salvage
from grader.notebooks.pictures import Room, Size, picture
from grader.notebooks.reach import ALL, disturbed, reach
from grader.notebooks.source import DEMONSTRATION, Source, questions, read_source

__all__ = [
    "ALL",
    "DEMONSTRATION",
    "Kind",
    "Role",
    "Room",
    "Size",
    "Source",
    "bound",
    "disturbed",
    "functions",
    "grade_id",
    "headings",
    "parses",
    "picture",
    "questions",
    "reach",
    "read_source",
    "release_notebook",
    "role_and_name",
    "salvage",
    "sanitised",
    "to_bytes",
]
