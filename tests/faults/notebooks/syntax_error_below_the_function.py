"""The function is right, and a line below it in the same cell is no Python."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        ("double", "salvaged", "its cell stopped with SyntaxError; the function in it was run by itself"),
    ),
    shown=("SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",),
)


def broken(notebook):
    cell(notebook, "double")["source"] += "\nprint double([1])"
    return notebook
