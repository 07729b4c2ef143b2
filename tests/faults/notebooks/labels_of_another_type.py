"""A tool wrote metadata of types that nbgrader never wrote."""

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


ODD = [
    None,
    [],
    "locked",
    {"nbgrader": "double"},
    {"nbgrader": {"grade_id": ["double"]}},
    7,
    {"nbgrader": None},
]


def broken(notebook):
    for one, odd in zip(notebook["cells"], ODD, strict=True):
        one["metadata"] = odd
        del one["id"]
    return notebook
