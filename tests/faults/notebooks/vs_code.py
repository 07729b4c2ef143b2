"""Edited in VS Code: metadata of its own only, the interpreter's version, an interactive cell."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "text",
            "it has no label; it was recognised by its text",
        ),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    ),
    shown=("array([6.])",),
)


def broken(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {"vscode": {"languageId": "python"}}
        del one["id"]
    notebook["cells"].append(code("#%%\ndouble(np.array([3.0]))"))
    version = {"name": "python", "version": "3.13.1"}
    return {**notebook, "metadata": {"language_info": version, "orig_nbformat": 4}, "nbformat_minor": 2}
