"""Two attempts at `double`, each in a copy of its cell; the first is wrong. As in a run, the last counts."""

from fault import Graded, at, cell

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


FIRST = "def double(numbers):\n    return numbers**2"


def broken(notebook):
    above = at(notebook, "double")
    notebook["cells"].insert(above, {**cell(notebook, "double"), "id": "pasted", "source": FIRST})
    return notebook
