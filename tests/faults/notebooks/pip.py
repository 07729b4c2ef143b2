"""Packages are installed in the middle of an answer."""

from fault import Graded, cell

EXPECTED = Graded(
    shown=(
        (
            "!pip install -q numpy\nThis line was skipped: no program can be started or installed "
            "during grading.\n%pip install scipy\nThis line was skipped: no program can be started or "
            "installed during grading."
        ),
    )
)


def broken(notebook):
    stub = cell(notebook, "double")
    stub["source"] = "!pip install -q numpy\n%pip install scipy\n" + stub["source"]
    return notebook
