"""No version is stated at all, and no metadata either."""

from fault import Graded

EXPECTED = Graded()


def broken(notebook):
    return {"cells": notebook["cells"]}
