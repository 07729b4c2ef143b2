"""The browser saved it as tiny.ipynb.txt."""

from fault import Folder, Graded

EXPECTED = Graded(repairs=(("the file", "name", 'it was called "tiny.ipynb.txt"; it counts as tiny.ipynb'),))


def broken(notebook):
    return Folder({"tiny.ipynb.txt": notebook})
