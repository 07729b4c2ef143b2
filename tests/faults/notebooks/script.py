"""A script was exported and handed in under the notebook's name."""

from fault import Unreadable

EXPECTED = Unreadable(
    'this is not a notebook: it starts with "import numpy as np"; hand in the .ipynb file itself'
)


def broken(notebook):
    return "\n\n".join(one["source"] for one in notebook["cells"] if one["cell_type"] == "code").encode()
