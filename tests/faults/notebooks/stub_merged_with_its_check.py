"""`double` and its check were merged into one cell."""

from fault import Graded, at, cell

EXPECTED = Graded(repairs=(("the check of double", "missing", "it was missing and has been put back"),))


def broken(notebook):
    check = notebook["cells"].pop(at(notebook, "double-check"))
    cell(notebook, "double")["source"] += "\n\n" + check["source"]
    return notebook
