"""The function has another name than the task gives it."""

from fault import Graded, cell

EXPECTED = Graded(
    lost={
        "double": (
            0,
            "double is not defined; the notebook has doubled: call it double everywhere",
        ),
        "spread": (
            1,
            "double is not defined; the notebook has doubled: call it double everywhere",
        ),
    }
)


def broken(notebook):
    cell(notebook, "double")["source"] = "def doubled(numbers):\n    return 2 * numbers"
    return notebook
