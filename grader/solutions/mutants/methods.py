"""Methods that are taken for another: each its name, the other, what that does, and a question."""

METHODS = (
    ("imshow", "pcolormesh", "Draws cells by their corners", "Where is a cell's middle?"),
    ("imshow", "plot", "Draws lines instead of cells", "Which call draws a cell for every pair of words?"),
    ("set_xlabel", "set_title", "Writes a title where the axis is to be named", "Which call names an axis?"),
    ("set_ylabel", "set_title", "Writes a title where the axis is to be named", "Which call names an axis?"),
)

# What is said of who does not call one of these, whatever they call in its place.
LEFT_OUT = {
    f"set_{axis}label": (f"Leaves the {axis} axis without a name", "Which call of yours names which axis?")
    for axis in "xy"
}


def taken_for_others() -> frozenset[str]:
    """The names of methods that stand where another is wanted."""
    return frozenset(other for _, other, *_ in METHODS)
