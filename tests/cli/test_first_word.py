"""Whoever types a command sees at once that it has begun: before anything large is loaded."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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
