"""What a command prints about a class."""

import os
from pathlib import Path

from grader.grading.tables import where_to_look


def test_jupyter_is_there() -> None:
    """The command that opens formgrader can be pasted into a shell whose PATH lacks our environment."""
    lines = list(where_to_look(Path("class"), "attention"))

    program = Path(lines[-1].partition("&& ")[2].split()[0])

    assert program.is_absolute() and os.access(program, os.X_OK)
