"""The notebook of the right name is as released, and the work is in a browser's tiny (1): that counts."""

from fault import Folder, Graded, released

EXPECTED = Graded(
    repairs=(
        ("the file", "name", 'it was called "tiny (1).ipynb"; it counts as tiny.ipynb'),
        ("the file", "choice", '"tiny (1).ipynb" was taken; "tiny.ipynb" is as released'),
    )
)


def broken(notebook):
    return Folder({"tiny.ipynb": released(notebook), "tiny (1).ipynb": notebook})
