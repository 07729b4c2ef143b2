"""`double` was written in a new cell above its own, which is still as released and would undo it."""

from fault import UNWRITTEN, Graded, at, cell, code

EXPECTED = Graded(
    cells="title setup own double double-check spread spread-check why",
    repairs=(("double", "left", "its cell was left as released; the definition in another cell counts"),),
)


def broken(notebook):
    here = at(notebook, "double")
    notebook["cells"].insert(here, code(cell(notebook, "double")["source"]))
    cell(notebook, "double")["source"] = UNWRITTEN
    return notebook
