"""A cell at the end defines `double` anew, wrongly. As in a run, the last one counts."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    lost={"double": (1, "double(numbers)[0] is 9, expected 6")},
)


def broken(notebook):
    notebook["cells"].append(code("def double(numbers):\n    return numbers**2"))
    return notebook
