"""A file that was not handed in is imported above the function, which does not need it."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        (
            "double",
            "salvaged",
            "its cell stopped with ModuleNotFoundError; the function in it was run by itself",
        ),
    ),
    shown=("ModuleNotFoundError: No module named 'my_plots'",),
)


def broken(notebook):
    cell(notebook, "double")["source"] = "import my_plots\n\n" + cell(notebook, "double")["source"]
    return notebook
