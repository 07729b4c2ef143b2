"""Whoever types a command sees at once that it has begun: before anything large is loaded."""

import subprocess
import sys

import pytest

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


@pytest.mark.parametrize(
    "words", [("demo",), ("audit", "tiny"), ("release", "tiny"), ("autograde", "tiny"), ("mark", "tiny")]
)
def test_first_word(words: tuple[str, ...]) -> None:
    """NumPy stands for all that is large."""
    command = [sys.executable, "-c", FIRST_WORD, *words]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert said.startswith("Reading ")
    assert said.endswith(" False")
