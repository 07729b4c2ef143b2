"""A cell at the end defines `double` anew, wrongly. At its check cell it is right, and that counts."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    repairs=(
        (
            "double",
            "stands",
            "it has 6 of 6 points where its check cell stands, and these count; at the end it has 1 of 6, "
            'as the cell that begins with "def double(numbers):" gives double another value',
        ),
    ),
)


def broken(notebook):
    notebook["cells"].append(code("def double(numbers):\n    return numbers**2"))
    return notebook
