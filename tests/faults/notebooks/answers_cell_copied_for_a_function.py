"""The answer's cell was copied, made a code cell, and `spread` written into it: it has that label."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(("spread", "function", "it has no label; it was recognised by the function it defines"),)
)


def broken(notebook):
    stub, answer = cell(notebook, "spread"), cell(notebook, "why")
    stub["metadata"], stub["id"] = answer["metadata"], "pasted"
    return notebook
