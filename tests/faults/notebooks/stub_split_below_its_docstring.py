"""Split just below the docstring: the upper half is a whole function, that returns None."""

from fault import Graded, at, cell, code

EXPECTED = Graded(
    repairs=(("double", "joined", "it had been split inside the function; the parts are one cell again"),)
)


def broken(notebook):
    here = at(notebook, "double")
    cell(notebook, "double")["source"] = 'def double(numbers):\n    """Twice every number."""'
    notebook["cells"].insert(here + 1, code("    # now in one go\n    return 2 * numbers"))
    return notebook
