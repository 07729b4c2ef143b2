"""Two notebooks were handed in with something in them, and one has the right name: that one counts."""

from fault import Folder, Graded

EXPECTED = Graded(
    repairs=(("the file", "choice", '"tiny.ipynb" was taken, by its name, and not "tiny-old.ipynb"'),)
)


def broken(notebook):
    return Folder({"tiny.ipynb": notebook, "tiny-old.ipynb": {**notebook, "cells": []}})
