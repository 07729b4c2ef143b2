"""The notebook of the right name is as released, and the work is in another name: that counts."""

from fault import Folder, Graded, released

EXPECTED = Graded(
    repairs=(
        ("the file", "name", 'it was called "homework final.ipynb"; it counts as tiny.ipynb'),
        ("the file", "choice", '"homework final.ipynb" was taken; "tiny.ipynb" is as released'),
    )
)


def broken(notebook):
    return Folder({"tiny.ipynb": released(notebook), "homework final.ipynb": notebook})
