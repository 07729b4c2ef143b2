"""The function is imported from a file that was not handed in."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        (
            "my_functions",
            "lacking",
            "it is not installed where this was graded, and no file of its name came along; what needs it "
            "could not run here and earns nothing yet; all else was judged, and your instructor is told",
        ),
    ),
    lost={
        "double": (0, "double(numbers) raised ModuleNotFoundError: No module named 'my_functions'"),
        "spread": (1, "double(numbers) raised ModuleNotFoundError: No module named 'my_functions'"),
    },
    shown=(
        "my_functions is not here: it is not installed, and no file of its name came along; "
        "what needs it is left out",
    ),
)


def broken(notebook):
    cell(notebook, "double")["source"] = "from my_functions import double"
    return notebook
