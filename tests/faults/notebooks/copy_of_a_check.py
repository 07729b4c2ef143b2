"""A check cell was copied to the end, to run it once more; nbgrader stops at such a notebook."""

from fault import Graded, cell

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    repairs=(
        (
            "the check of double",
            "copied",
            "it was there twice; one of them counts, and the rest stay as ordinary cells",
        ),
    ),
)


def broken(notebook):
    notebook["cells"].append({**cell(notebook, "double-check"), "id": "pasted"})
    return notebook
