"""A helper stands in a cell of its own below the function that calls it."""

from fault import Graded, cell, code

EXPECTED = Graded(cells="title setup double double-check spread spread-check why own")


def broken(notebook):
    cell(notebook, "double")["source"] = "def double(numbers):\n    return twice(numbers)"
    notebook["cells"].append(code("def twice(numbers):\n    return 2 * numbers"))
    return notebook
