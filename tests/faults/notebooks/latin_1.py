"""Saved in Latin-1: a comment holds an é that is no UTF-8."""

from fault import Graded, cell, saved

EXPECTED = Graded()


def broken(notebook):
    cell(notebook, "double")["source"] += "# doublé\n"
    return saved(notebook).decode().encode("latin-1")
