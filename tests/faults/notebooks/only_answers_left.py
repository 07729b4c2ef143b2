"""All cells but the student's own were deleted, to make it tidy."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "missing",
            "it was missing and has been put back",
        ),
    )
)


def broken(notebook):
    notebook["cells"] = [cell(notebook, name) for name in ("double", "spread", "why")]
    return notebook
