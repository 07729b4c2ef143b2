"""The written answer was typed into the first cell."""

from fault import Graded, cell

EXPECTED = Graded(
    cells="title own setup double double-check spread spread-check why",
    repairs=(
        (
            '"Numbers"',
            "rewritten",
            (
                "this cell is read-only and was not as released; now it is; what you wrote in it "
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
