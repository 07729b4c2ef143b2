"""The set-up cell was dragged below the functions that need its NumPy."""

from fault import Graded, at, cell

EXPECTED = Graded(
    repairs=(('"import numpy as np"', "moved", "it was not in its released place; it is there again"),)
)


def broken(notebook):
    notebook["cells"].append(notebook["cells"].pop(at(notebook, "setup")))
    cell(notebook, "double")["source"] = "def double(numbers: np.ndarray):\n    return 2 * numbers"
    return notebook
