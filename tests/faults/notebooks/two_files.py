"""Two notebooks were handed in, and one of them has the right name: that one counts."""

from fault import Folder, Graded

EXPECTED = Graded()


def broken(notebook):
    return Folder({"tiny.ipynb": notebook, "tiny-old.ipynb": {**notebook, "cells": []}})
