"""A cell asks its reader for a number, and one in the stub's cell does, below the function."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        ("double", "salvaged", "its cell stopped with RuntimeError; the function in it was run by itself"),
    ),
    shown=(
        (
            "RuntimeError: input() cannot be used during grading, as nobody is there to answer; "
            "assign a value instead"
        ),
    ),
)


def broken(notebook):
    cell(notebook, "double")["source"] += "\nprint(double(float(input('A number: '))))"
    return notebook
