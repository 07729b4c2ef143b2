"""The disk was full: the file breaks off in the middle of a cell."""

from fault import Unreadable, saved

EXPECTED = Unreadable(
    "the file breaks off at line 77, column 6; save the notebook again and hand in the whole file"
)


def broken(notebook):
    whole = saved(notebook)
    return whole[: len(whole) // 2]
