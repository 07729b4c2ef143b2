"""All cells were made by copying the cell of `double`, label and id too, and typing over it."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "text",
            "it has no label; it was recognised by its text",
        ),
        ("spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    )
)


def broken(notebook):
    first = cell(notebook, "double")
    for one in notebook["cells"]:
        one["metadata"], one["id"] = first["metadata"], first["id"]
    return notebook
