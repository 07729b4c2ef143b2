"""The Y key turned the written answer into a code cell."""

from fault import Graded, cell

EXPECTED = Graded(repairs=(("why", "retyped", "it had become a code cell, and is a Markdown cell again"),))


def broken(notebook):
    cell(notebook, "why")["cell_type"] = "code"
    return notebook
