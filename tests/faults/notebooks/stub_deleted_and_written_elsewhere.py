"""The cell of `double` was deleted, and its function written in a new cell at the top."""

from fault import Graded, at, code

EXPECTED = Graded(
    repairs=(
        ("double", "function", "it has no label; it was recognised by the function it defines"),
        ('"Numbers", "import numpy as np"', "moved", "it was not in its released place; it is there again"),
    )
)


def broken(notebook):
    answer = notebook["cells"].pop(at(notebook, "double"))
    notebook["cells"].insert(0, code(answer["source"]))
    return notebook
