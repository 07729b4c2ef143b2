"""The file is there and has no byte in it."""

from fault import Unreadable

EXPECTED = Unreadable("the file is empty; save the notebook and hand it in again")


def broken(notebook):
    return b""
