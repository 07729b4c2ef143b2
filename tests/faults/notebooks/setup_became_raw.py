"""The set-up cell became a raw cell."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(('"import numpy as np"', "retyped", "it had become a raw cell, and is a code cell again"),)
)


def broken(notebook):
    cell(notebook, "setup")["cell_type"] = "raw"
    cell(notebook, "double")["source"] = "def double(numbers: np.ndarray):\n    return 2 * numbers"
    return notebook
