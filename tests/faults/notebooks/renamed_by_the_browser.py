"""A second download, so the browser called it tiny (1).ipynb, and nothing else was handed in."""

from fault import Folder, Graded

EXPECTED = Graded(repairs=(("the file", "name", 'it was called "tiny (1).ipynb"; it counts as tiny.ipynb'),))


def broken(notebook):
    return Folder({"tiny (1).ipynb": notebook, "timestamp.txt": b"2026-12-19 20:00:00 UTC\n"})
