"""`double` was written into its check cell."""

from fault import UNWRITTEN, Graded, cell

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
        ("double", "left", "its cell was left as released; the definition in another cell counts"),
    ),
)


def broken(notebook):
    answer = cell(notebook, "double")["source"]
    cell(notebook, "double")["source"] = UNWRITTEN
    cell(notebook, "double-check")["source"] = f'{answer}\n\nselfcheck("double")'
    return notebook
