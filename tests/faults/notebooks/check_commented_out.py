"""The check was commented out."""

from fault import Graded, cell

EXPECTED = Graded(
    cells="title setup double double-check own spread spread-check why",
    repairs=(
        (
            "the check of double",
            "rewritten",
            (
                "this read-only cell is not as in the release; the released one counts; what yours adds "
                "has a cell of its own in the copy that was graded"
            ),
        ),
    ),
)


def broken(notebook):
    cell(notebook, "double-check")["source"] = '# selfcheck("double")'
    return notebook
