"""The answer's cell was deleted, and the answer written in a new one."""

from fault import Graded, prose

EXPECTED = Graded(repairs=(("why", "place", "it has no label; it was recognised by its place"),))


def broken(notebook):
    answer = notebook["cells"].pop()
    notebook["cells"].append(prose(answer["source"]))
    return notebook
