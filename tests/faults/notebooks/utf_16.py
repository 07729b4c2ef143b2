"""Saved as UTF-16, which an old editor of Windows calls Unicode."""

from fault import Graded, saved

EXPECTED = Graded()


def broken(notebook):
    return saved(notebook).decode().encode("utf-16")
