"""Both functions were merged into the cell of `double`."""

from fault import Graded, at, cell

EXPECTED = Graded(
    cells="title setup double double-check spread-check why",
    repairs=(("spread", "missing", "its cell was missing; the definition in another cell counts"),),
)


def broken(notebook):
    spread = notebook["cells"].pop(at(notebook, "spread"))
    cell(notebook, "double")["source"] += "\n\n" + spread["source"]
    return notebook
