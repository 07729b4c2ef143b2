"""Methods that are taken for another: each its name, the other, what that does, and a question."""

METHODS = (
    ("imshow", "pcolormesh", "Draws cells by their corners", "Where is a cell's middle?"),
    ("imshow", "plot", "Draws lines instead of cells", "Which call draws a cell for every pair of words?"),
    ("set_xlabel", "set_title", "Writes a title where the axis is to be named", "Which call names an axis?"),
    ("set_ylabel", "set_title", "Writes a title where the axis is to be named", "Which call names an axis?"),
)


def taken_for_others() -> frozenset[str]:
    """The names of methods that stand where another is wanted."""
    return frozenset(other for _, other, *_ in METHODS)
