"""Everyday names were given away: list, max, np."""

from fault import Graded, code

EXPECTED = Graded(cells="title setup double double-check spread spread-check why own")


def broken(notebook):
    notebook["cells"].append(code("list = [1, 2]\nmax = 7\nnp = None\nsum = min = print"))
    return notebook
