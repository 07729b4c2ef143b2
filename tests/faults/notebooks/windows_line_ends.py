"""Every line of every cell ends in \\r\\n, and so does every line of the file."""

from fault import Graded, saved

EXPECTED = Graded()


def broken(notebook):
    for one in notebook["cells"]:
        one["source"] = one["source"].replace("\n", "\r\n")
    return saved(notebook).replace(b"\n", b"\r\n")
