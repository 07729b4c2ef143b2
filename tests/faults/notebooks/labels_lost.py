"""A converter dropped all metadata; the ids are there."""

from fault import Graded

EXPECTED = Graded(
    repairs=(
        (
            '"Numbers", "import numpy as np", double, the check of double and 3 more',
            "id",
            "it has no label; it was recognised by its id",
        ),
    )
)


def broken(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}
    return notebook
