"""An assignment's source becomes the notebook that students receive.

`source` reads an author's py:percent file, `marker` the keys above each cell, and `build` makes the notebook.
`labels` knows nbgrader's metadata, and `headings` the heading that each question stands under. `names` finds
what a cell's code defines. `reach` finds what the code uses, and `imports_ahead` what its functions
import.
`sanitised` removes from a notebook's outputs everything that a browser would run or fetch, and `pictures`
says how many pictures a page may show, by their `pixels`.
"""

from grader.notebooks import sanitised
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.headings import headings
from grader.notebooks.imports_ahead import imports_ahead
from grader.notebooks.labels import TYPED, Kind, Role, grade_id, role_and_name
from grader.notebooks.names import (
    bound_names,
    code_lines,
    defined_names,
    line_raising,
    own_exception,
    parsed,
    parses,
    salvage,
    written,
)
from grader.notebooks.pictures import PictureBudget, PictureSize, picture_size
from grader.notebooks.reach import reach, read_cell
from grader.notebooks.source import DEMONSTRATION, Source, questions_in, read_source

__all__ = [
    "DEMONSTRATION",
    "TYPED",
    "Kind",
    "PictureBudget",
    "PictureSize",
    "Role",
    "Source",
    "bound_names",
    "code_lines",
    "defined_names",
    "grade_id",
    "headings",
    "imports_ahead",
    "line_raising",
    "own_exception",
    "parsed",
    "parses",
    "picture_size",
    "questions_in",
    "reach",
    "read_cell",
    "read_source",
    "release_notebook",
    "role_and_name",
    "salvage",
    "sanitised",
    "to_bytes",
    "written",
]
