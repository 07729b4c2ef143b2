"""Every second cell lost its label and its id."""

from fault import Graded

EXPECTED = Graded(
    repairs=(
        ('"Numbers"', "text", "it has no label; it was recognised by its text"),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    )
)


def broken(notebook):
    for one in notebook["cells"][::2]:
        one["metadata"] = {}
        del one["id"]
    return notebook
