"""Exported from Deepnote: ids in its own metadata, prose as its own blocks, its footer at the end."""

from fault import Graded, prose

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
)


FOOTER = (
    "<a style='text-decoration:none' href='https://deepnote.com?projectId=1'>Created in <b>Deepnote</b></a>"
)


def broken(notebook):
    for number, one in enumerate(notebook["cells"]):
        own = {
            "cell_id": f"{number:032x}",
            "deepnote_cell_type": one["cell_type"],
            "deepnote_cell_height": 79,
        }
        one["metadata"] = {**own, "source_hash": "b623e53d", "execution_start": 1700000000000 + number}
        del one["id"]
    notebook["cells"].append(prose(FOOTER))
    return {**notebook, "nbformat_minor": 0, "metadata": {"deepnote_notebook_id": "f" * 32, "deepnote": {}}}
