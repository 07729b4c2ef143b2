"""The cell of `double` was deleted, and never written again."""

from fault import Graded, at

EXPECTED = Graded(
    cells="title setup double-check spread spread-check why",
    repairs=(("double", "gone", "its cell was missing, and no other cell defines it"),),
    lost={
        "double": (0, "double is not defined; no cell of the notebook defines it"),
        "spread": (1, "double is not defined; no cell of the notebook defines it"),
    },
)


def broken(notebook):
    del notebook["cells"][at(notebook, "double")]
    return notebook
