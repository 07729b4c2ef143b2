"""A scratch cell at the end gives the function's name to its result."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own", shown=("array([2., 4.])",)
)


def broken(notebook):
    notebook["cells"].append(code("double = double(np.array([1.0, 2.0]))\ndouble"))
    return notebook
