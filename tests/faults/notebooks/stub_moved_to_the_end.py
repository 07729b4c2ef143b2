"""The cell of `double` was dragged to the end."""

from fault import Graded, at

EXPECTED = Graded(
    cells="title setup double-check spread spread-check why double",
    repairs=(("double", "moved", "it was not in its released place; it stays where you put it"),),
)


def broken(notebook):
    notebook["cells"].append(notebook["cells"].pop(at(notebook, "double")))
    return notebook
