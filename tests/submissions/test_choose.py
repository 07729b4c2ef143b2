"""Which of several notebooks is taken."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from grader.submissions import chosen_of


def test_a_copy_as_released_never_beats_work() -> None:
    """Not even one of the right name, with other metadata and blank cells."""
    release = new_notebook(cells=[new_code_cell("raise NotImplementedError")])
    copy = new_notebook(cells=[new_code_cell("raise NotImplementedError \n"), new_code_cell("")])
    work = new_notebook(cells=[new_code_cell("return 1")])
    named = [
        (name, nbformat.writes(one).encode()) for name, one in (("tiny.ipynb", copy), ("my.ipynb", work))
    ]

    assert chosen_of(named, "tiny", release) == (1, '"my.ipynb" was taken; "tiny.ipynb" is as released')
