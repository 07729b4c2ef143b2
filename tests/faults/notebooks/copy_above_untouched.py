"""The cell of `double` was copied before anything was written, and the answer went into the lower copy."""

from fault import UNWRITTEN, Graded, at, cell

EXPECTED = Graded(
    cells="title setup own double double-check spread spread-check why",
    repairs=(
        (
            "double",
            "copied",
            "it was there twice; the one you worked on counts, and the rest stay as ordinary cells",
        ),
    ),
)


def broken(notebook):
    above = at(notebook, "double")
    notebook["cells"].insert(above, {**cell(notebook, "double"), "id": "pasted", "source": UNWRITTEN})
    return notebook
