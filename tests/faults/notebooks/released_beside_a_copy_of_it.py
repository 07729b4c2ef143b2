"""The notebook of the right name is as released, and the work is in Colab's Copy of tiny: that counts."""

from fault import Folder, Graded, released

EXPECTED = Graded(
    repairs=(
        ("the file", "name", 'it was called "Copy of tiny.ipynb"; it counts as tiny.ipynb'),
        ("the file", "choice", '"Copy of tiny.ipynb" was taken; "tiny.ipynb" is as released'),
    )
)


def broken(notebook):
    return Folder({"tiny.ipynb": released(notebook), "Copy of tiny.ipynb": notebook})
