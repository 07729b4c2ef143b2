"""The M key turned the cell of `double` into Markdown."""

from fault import Graded, cell

EXPECTED = Graded(repairs=(("double", "retyped", "it had become a Markdown cell, and is a code cell again"),))


def broken(notebook):
    cell(notebook, "double")["cell_type"] = "markdown"
    return notebook
