"""The cell of `double` became Markdown, and its function was put between the marks of a code block."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        ("double", "retyped", "it had become a Markdown cell, and is a code cell again"),
        (
            "double",
            "unfenced",
            "it stood between the marks of a Markdown code block; it is a code cell again",
        ),
    )
)


def broken(notebook):
    stub = cell(notebook, "double")
    stub["cell_type"], stub["source"] = "markdown", f"```python\n{stub['source'].rstrip()}\n```"
    return notebook
