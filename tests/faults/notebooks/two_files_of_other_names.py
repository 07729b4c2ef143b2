"""Two notebooks were handed in, and neither has the right name."""

from fault import Folder, Unreadable

EXPECTED = Unreadable(
    'there are 2 notebooks, such as "final-2.ipynb" and "final.ipynb", and none is called '
    "tiny.ipynb; hand in one"
)


def broken(notebook):
    return Folder({"final.ipynb": notebook, "final-2.ipynb": {**notebook, "cells": []}})
