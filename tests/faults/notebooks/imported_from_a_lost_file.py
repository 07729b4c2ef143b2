"""The function is imported from a file that was not handed in."""

from fault import Graded, cell

EXPECTED = Graded(
    lost={
        "double": (
            0,
            (
                "double is not defined, for its cell stopped: ModuleNotFoundError: No module named "
                "'my_functions' (cell 2, line 1)"
            ),
        ),
        "spread": (
            1,
            (
                "double is not defined, for its cell stopped: ModuleNotFoundError: No module named "
                "'my_functions' (cell 2, line 1)"
            ),
        ),
    },
    shown=("ModuleNotFoundError: No module named 'my_functions'",),
)


def broken(notebook):
    cell(notebook, "double")["source"] = "from my_functions import double"
    return notebook
