"""All code cells were merged into the first."""

from fault import Graded

EXPECTED = Graded(
    cells="title setup double-check spread-check own why",
    repairs=(
        (
            '"import numpy as np"',
            "rewritten",
            (
                "this read-only cell is not as in the release; the released one counts; what yours adds "
                "has a cell of its own in the copy that was graded"
            ),
        ),
        ("double, spread", "missing", "its cell was missing; the definition in another cell counts"),
        ("the check of double, the check of spread", "missing", "it was missing and has been put back"),
    ),
)


def broken(notebook):
    parts = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    parts[0]["source"] = "\n".join(one["source"] for one in parts)
    notebook["cells"] = [one for one in notebook["cells"] if one not in parts[1:]]
    return notebook
