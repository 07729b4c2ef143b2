"""The written answer's cell was copied, and the copy above is still as released."""

from fault import Graded, at, cell

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check own why",
    repairs=(
        (
            "why",
            "copied",
            "it was there twice; the one you worked on counts, and the rest stay as ordinary cells",
        ),
    ),
)


def broken(notebook):
    here = at(notebook, "why")
    notebook["cells"].insert(here, {**cell(notebook, "why"), "id": "pasted", "source": "*Your answer here.*"})
    return notebook
