"""A version of nbformat that nobody has written yet, with fields that nobody knows."""

from fault import Graded

EXPECTED = Graded()


def broken(notebook):
    for one in notebook["cells"]:
        one["blocks"] = [{"kind": "input", "of": one["cell_type"]}]
    return {**notebook, "nbformat": 7, "nbformat_minor": 3, "workspace": {"panes": []}}
