"""Whoever types a command sees at once that it has begun, before anything large is loaded."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import hand_in

from grader.cli import COMMANDS

ALONE = ("demo", "doctor", "totals")  # take no assignment

FIRST_WORD = """
import io, os, sys
class Terminal(io.StringIO):
    def write(self, said):
        text = said if isinstance(said, str) else said.decode()
        if text:  # an empty one tries whether bytes are wanted
            os.write(1, f"{text.strip()} {'numpy' in sys.modules}".encode())
            os._exit(0)
sys.stderr = Terminal()
sys.argv[0] = "grader"
from grader.cli import main
main()
"""


MORE = {"collect": ["."], "export": ["--format", "canvas"]}  # what a command needs besides its first word


@pytest.mark.parametrize("name", [command.__name__ for command in COMMANDS])
def test_first_word(small: Path, name: str) -> None:
    """NumPy stands for all that is large."""
    words = [{"check": ".", "new": "more"}.get(name, "tiny"), *MORE.get(name, [])]
    command = [sys.executable, "-c", FIRST_WORD, name, *([] if name in ALONE else words)]
    said = subprocess.run(command, cwd=small, capture_output=True, text=True, check=True).stdout

    assert re.fullmatch("(Reading|Writing|Looking at) .* … False", said)


FIRST_VERDICT = """
import sys
from grader.course import load_course
from grader.grading import grade_class
def watch(graded, total):
    for one in graded:
        print(one.report.student, "nbgrader" in sys.modules)
        yield one
list(grade_class(load_course("."), "tiny", "class", watch=watch))
"""


def test_first_verdict(small: Path) -> None:
    """What enters it into the gradebook is loaded while others are graded."""
    hand_in(small / "class", small, ada="", bob="")
    command = [sys.executable, "-c", FIRST_VERDICT]

    said = subprocess.run(command, cwd=small, capture_output=True, text=True, check=True).stdout

    assert said == "ada False\nbob True\n"
