"""The answers are in R."""

from fault import Graded, cell

EXPECTED = Graded(
    lost={
        "double": (
            0,
            ("double is not defined, for its cell stopped: SyntaxError: invalid syntax (line 1 of its cell)"),
        ),
        "spread": (
            0,
            ("spread is not defined, for its cell stopped: SyntaxError: invalid syntax (line 1 of its cell)"),
        ),
    },
    shown=(
        "SyntaxError: invalid syntax",
        "SyntaxError: invalid syntax",
    ),
)


def broken(notebook):
    cell(notebook, "double")["source"] = "double <- function(numbers) {\n  2 * numbers\n}"
    cell(notebook, "spread")["source"] = "spread <- function(numbers) {\n  range(numbers)\n}"
    return {**notebook, "metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}
