"""A loop printed 50 MB, and the file was saved with all of it."""

from fault import Graded, cell

EXPECTED = Graded()


def broken(notebook):
    printed = {"output_type": "stream", "name": "stdout", "text": ["0123456789" * 100 + "\n"] * 50_000}
    cell(notebook, "double")["outputs"] = [printed]
    return notebook
