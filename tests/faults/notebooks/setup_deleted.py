"""The set-up cell, which imports NumPy, was deleted."""

from fault import Graded, at, cell

EXPECTED = Graded(repairs=(('"import numpy as np"', "missing", "it was missing and has been put back"),))


def broken(notebook):
    del notebook["cells"][at(notebook, "setup")]
    cell(notebook, "double")["source"] = "def double(numbers: np.ndarray):\n    return 2 * numbers"
    return notebook
