"""A file that was not handed in is imported above the function, which does not need it."""

from fault import Graded, cell

EXPECTED = Graded(
    shown=(
        "my_plots is not here: it is not installed, and no file of its name came along; "
        "what needs it is left out",
    ),
)


def broken(notebook):
    cell(notebook, "double")["source"] = "import my_plots\n\n" + cell(notebook, "double")["source"]
    return notebook
