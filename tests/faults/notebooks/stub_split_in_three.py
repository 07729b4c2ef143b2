"""Split twice inside the function."""

from fault import Graded, at, cell

EXPECTED = Graded(
    repairs=(("double", "joined", "it had been split inside the function; the parts are one cell again"),)
)


def broken(notebook):
    here = at(notebook, "double")
    parts = [
        "    for place, number in enumerate(numbers):",
        "        total[place] = 2 * number\n    return total",
    ]
    cell(notebook, "double")["source"] = "def double(numbers):\n    total = numbers * 0"
    notebook["cells"][here + 1 : here + 1] = [{**cell(notebook, "double"), "source": part} for part in parts]
    return notebook
