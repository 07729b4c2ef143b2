"""Every cell has the same id."""

from fault import Graded

EXPECTED = Graded()


def broken(notebook):
    for one in notebook["cells"]:
        one["id"] = "double"
    return notebook
