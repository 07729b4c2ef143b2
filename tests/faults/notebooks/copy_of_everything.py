"""The whole notebook was pasted into itself."""

import copy

from fault import Graded

EXPECTED = Graded(
    cells="title setup own own why own own double double-check own spread spread-check own own",
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "copied",
            "it was there twice; one of them counts, and the rest stay as ordinary cells",
        ),
        (
            "double, spread, why",
            "copied",
            "it was there twice; the one you worked on counts, and the rest stay as ordinary cells",
        ),
        (
            "the check of double, the check of spread",
            "moved",
            "it was not in its released place; it is there again",
        ),
        ("why", "moved", "it was not in its released place; it stays where you put it"),
    ),
)


def broken(notebook):
    notebook["cells"] += copy.deepcopy(notebook["cells"])
    return notebook
