"""The folder was handed in without the notebook, with a file of data in it."""

from fault import Folder, Unreadable

EXPECTED = Unreadable("there is no file called tiny.ipynb")


def broken(notebook):
    return Folder({"numbers.csv": b"1,2\n"})
