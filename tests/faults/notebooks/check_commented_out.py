"""The check was commented out."""

from fault import Graded, cell

EXPECTED = Graded(
    cells="title setup double double-check own spread spread-check why",
    repairs=(
        (
            "the check of double",
            "rewritten",
            (
                "this cell is read-only and was not as released; now it is; what you wrote in it "
                "has a cell of its own in the copy that was graded"
            ),
        ),
    ),
)


def broken(notebook):
    cell(notebook, "double-check")["source"] = '# selfcheck("double")'
    return notebook
