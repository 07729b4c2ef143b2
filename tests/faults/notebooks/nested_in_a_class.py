"""The functions are methods of a class."""

from fault import Graded, cell

EXPECTED = Graded(
    lost={
        "double": (
            0,
            "double is not defined; in its cell it is part of something else: begin its def at the left edge",
        ),
        "spread": (
            1,
            "double is not defined; in its cell it is part of something else: begin its def at the left edge",
        ),
    }
)


def broken(notebook):
    cell(notebook, "double")["source"] = (
        "class Numbers:\n    def double(numbers):\n        return 2 * numbers"
    )
    return notebook
