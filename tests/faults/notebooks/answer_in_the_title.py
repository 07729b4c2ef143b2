"""The written answer was typed into the first cell."""

from fault import Graded, cell

EXPECTED = Graded(
    cells="title own setup double double-check spread spread-check why",
    repairs=(
        (
            '"Numbers"',
            "rewritten",
            (
                "this read-only cell is not as in the release; the released one counts; what yours adds "
                "has a cell of its own in the copy that was graded"
            ),
        ),
    ),
    written="",
)


def broken(notebook):
    cell(notebook, "title")["source"] += f"\n\n{cell(notebook, 'why')['source']}"
    cell(notebook, "why")["source"] = "*Your answer here.*"
    return notebook
