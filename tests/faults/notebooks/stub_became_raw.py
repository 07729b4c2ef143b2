"""The R key turned the cell of `double` into a raw cell."""

from fault import Graded, cell

EXPECTED = Graded(repairs=(("double", "retyped", "it had become a raw cell, and is a code cell again"),))


def broken(notebook):
    cell(notebook, "double")["cell_type"] = "raw"
    return notebook
