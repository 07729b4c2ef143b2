"""Ids hold what no id may hold."""

from fault import Graded

EXPECTED = Graded()


ODD = ["", "a b", "é" * 10, "x" * 65, None, 7, ["double"]]


def broken(notebook):
    for one, odd in zip(notebook["cells"], ODD, strict=True):
        one["id"] = odd
    return notebook
