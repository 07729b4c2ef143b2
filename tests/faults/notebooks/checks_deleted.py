"""Both check cells were deleted."""

from fault import Graded, at

EXPECTED = Graded(
    repairs=(("the check of double, the check of spread", "missing", "it was missing and has been put back"),)
)


def broken(notebook):
    for name in ("double-check", "spread-check"):
        del notebook["cells"][at(notebook, name)]
    return notebook
