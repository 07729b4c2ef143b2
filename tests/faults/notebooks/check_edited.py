"""The check of `double` was edited to say what it should say."""

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
    shown=(
        "all checks passed",
        "6",
    ),
)


def broken(notebook):
    cell(notebook, "double-check")["source"] = "print('all checks passed')\n6"
    return notebook
