"""The texts of `double` and `spread` were pasted into each other's cell, so labels and ids are swapped."""

from fault import Graded, cell

EXPECTED = Graded()


def broken(notebook):
    one, other = cell(notebook, "double"), cell(notebook, "spread")
    one["source"], other["source"] = other["source"], one["source"]
    return notebook
