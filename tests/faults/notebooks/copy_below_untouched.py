"""The cell of `double` was there twice, and the copy below is still as released: it would undo the answer."""

from fault import UNWRITTEN, Graded, at, cell

EXPECTED = Graded(
    cells="title setup double own double-check spread spread-check why",
    repairs=(
        (
            "double",
            "copied",
            "it was there twice; the one you worked on counts, and the rest stay as ordinary cells",
        ),
    ),
)


def broken(notebook):
    below = at(notebook, "double") + 1
    notebook["cells"].insert(below, {**cell(notebook, "double"), "id": "pasted", "source": UNWRITTEN})
    return notebook
