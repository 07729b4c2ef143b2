"""Saved in nbformat 3, by a Jupyter of 2014."""

from fault import Graded, cell

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
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Numbers"], "metadata": {}},
        *(
            {"cell_type": "code", "language": "python", "input": one["source"], "outputs": [], "metadata": {}}
            for one in notebook["cells"]
            if one["cell_type"] == "code"
        ),
        {"cell_type": "markdown", "source": [cell(notebook, "why")["source"]], "metadata": {}},
    ]
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": "tiny"},
        "worksheets": [{"cells": cells}],
    }
