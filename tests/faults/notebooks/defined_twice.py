"""A first attempt stands above the second, in the same cell. As in a run, the last one counts."""

from fault import Graded, cell

EXPECTED = Graded()


def broken(notebook):
    stub = cell(notebook, "double")
    stub["source"] = f"def double(numbers):\n    return numbers**2\n\n{stub['source']}"
    return notebook
