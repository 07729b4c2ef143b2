"""The function was pasted from a console, with its prompts."""

from fault import Graded, cell

EXPECTED = Graded()


def broken(notebook):
    cell(notebook, "double")["source"] = ">>> def double(numbers):\n...     return 2 * numbers\n..."
    return notebook
