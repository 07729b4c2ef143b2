"""The function was copied from a web page: tabs, and blanks that do not break."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        (
            "double",
            "blanks",
            ("its code held blanks that Python does not read, as web pages have; they are plain blanks now"),
        ),
    )
)


def broken(notebook):
    cell(notebook, "double")["source"] = (
        "def double(numbers):\n\u00a0\u00a0\u00a0\u00a0return\u00a02 * numbers"
    )
    return notebook
