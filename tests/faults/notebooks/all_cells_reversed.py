"""A script wrote the cells from last to first."""

from fault import Graded

EXPECTED = Graded(
    cells="why spread spread-check title setup double double-check",
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "moved",
            "it was not in its released place; it is there again",
        ),
        ("double, spread", "moved", "it was not in its released place; it stays where you put it"),
    ),
)


def broken(notebook):
    notebook["cells"].reverse()
    return notebook
