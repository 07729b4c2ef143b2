"""The function was copied from a web page, with marks in it that nobody sees."""

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
        "\ufeffdef double(numbers):\n    return\u200b 2 * \u2060numbers\u200b"
    )
    return notebook
