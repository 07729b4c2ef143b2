"""A slider below the function; the notebook holds their state."""

from fault import Graded, cell

EXPECTED = Graded(shown=("IntSlider(value=3)",))


def broken(notebook):
    cell(notebook, "double")["source"] += "\nfrom ipywidgets import IntSlider\nIntSlider(3)"
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {}}}}
    return notebook
