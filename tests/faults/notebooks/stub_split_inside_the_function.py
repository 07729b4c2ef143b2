"""Ctrl-Shift-minus split the cell of `double` where the cursor was: in the middle of its function."""

from fault import Graded, at, cell

EXPECTED = Graded(
    repairs=(("double", "joined", "it had been split inside the function; the parts are one cell again"),)
)


def broken(notebook):
    here = at(notebook, "double")
    lower = {**cell(notebook, "double"), "id": "pasted", "source": "    return total"}
    cell(notebook, "double")["source"] = "def double(numbers):\n    total = numbers + numbers"
    notebook["cells"].insert(here + 1, lower)
    return notebook
