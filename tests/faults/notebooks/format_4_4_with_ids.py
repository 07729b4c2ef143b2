"""nbformat 4.4 with ids, which nbformat refuses: VS Code once wrote it."""

from fault import Graded

EXPECTED = Graded()


def broken(notebook):
    return {**notebook, "nbformat_minor": 4}
