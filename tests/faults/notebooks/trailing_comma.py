"""Edited by hand: a comma was left behind the last cell."""

from fault import Graded, saved

EXPECTED = Graded()


def broken(notebook):
    return saved(notebook, indent=None).replace(b'}], "metadata"', b'},], "metadata"')
