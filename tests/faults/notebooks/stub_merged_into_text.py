"""The set-up cell and `double` were merged upwards into the Markdown title, with Shift-M."""

from fault import Graded, at, cell

EXPECTED = Graded(
    repairs=(
        ("double", "function", "it has no label; it was recognised by the function it defines"),
        ('"import numpy as np"', "moved", "it was not in its released place; it is there again"),
        ("double", "parted", "it had been merged into a cell of text; it is a cell of its own again"),
    )
)


def broken(notebook):
    title, stub = cell(notebook, "title"), notebook["cells"].pop(at(notebook, "double"))
    title["source"] += "\n\n" + stub["source"]
    return notebook
