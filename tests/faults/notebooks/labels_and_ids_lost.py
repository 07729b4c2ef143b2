"""Converted to a script and back: nothing is left but the cells' text."""

from fault import Graded

EXPECTED = Graded(
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "text",
            "it has no label; it was recognised by its text",
        ),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    )
)


def broken(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}
        del one["id"]
    return notebook
