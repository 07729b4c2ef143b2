"""The check of `double` was turned into Markdown, to be rid of its output."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(("the check of double", "retyped", "it had become a Markdown cell, and is a code cell again"),)
)


def broken(notebook):
    cell(notebook, "double-check")["cell_type"] = "markdown"
    return notebook
