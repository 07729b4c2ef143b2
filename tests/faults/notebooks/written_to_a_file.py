"""%%writefile puts the function into a module, and another cell imports it."""

from fault import Graded, at, cell, code

EXPECTED = Graded(
    cells="title setup double own double-check spread spread-check why", shown=("Writing mine.py",)
)


def broken(notebook):
    stub = cell(notebook, "double")
    stub["source"] = "%%writefile mine.py\n" + stub["source"]
    notebook["cells"].insert(at(notebook, "double") + 1, code("from mine import double"))
    return notebook
