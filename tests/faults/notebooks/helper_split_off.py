"""The cell was split above its function, so that a helper has a cell of its own; both have the label."""

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


def broken(notebook):
    here = at(notebook, "double")
    helper = {
        **cell(notebook, "double"),
        "id": "pasted",
        "source": "def twice(numbers):\n    return 2 * numbers",
    }
    cell(notebook, "double")["source"] = "def double(numbers):\n    return twice(numbers)"
    notebook["cells"].insert(here, helper)
    return notebook
