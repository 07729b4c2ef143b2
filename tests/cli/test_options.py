"""What commands say to a terminal, and to what is none."""

import io
import os
import pty
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cli.options import for_terminal, say, show

ERROR = f"grader: course.toml: there is no 'nope'; {'name one of them, ' * 4}\nor `grader new nope`"


def test_a_terminal_gets_lines_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, no word is broken, and a text's own lines begin at the margin."""
    monkeypatch.setenv("COLUMNS", "60")
    theirs, ours = pty.openpty()
    with os.fdopen(theirs), os.fdopen(ours, "w") as terminal:
        lines = for_terminal(ERROR, terminal)

    assert max(map(len, lines)) <= 60
    assert " ".join(lines).split() == ERROR.split()
    assert lines[-1] == "or `grader new nope`"


BAR = """
from grader.cli.options import say
from grader.cli.steps import steps
for one in steps(range(3), "drawing", 3):
    say("a remark")
"""


def test_a_remark_beside_a_bar() -> None:
    """It has a line of its own, above the bar."""
    theirs, ours = pty.openpty()
    environment = {**os.environ, "COLUMNS": "40", "TERM": "xterm"}
    with os.fdopen(ours, "w") as terminal:
        subprocess.run([sys.executable, "-c", BAR], stderr=terminal, env=environment, check=True)
    parts = []
    with os.fdopen(theirs, "rb", buffering=0) as seen, suppress(OSError):  # it has ended
        while part := seen.read(65_536):
            parts.append(part)
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", b"".join(parts).decode())

    assert re.findall(r"[^\r\n]*a remark[^\r\n]*", shown) == ["a remark"] * 3


def test_a_command_stays_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands between backticks can be copied out of a line."""
    monkeypatch.setenv("COLUMNS", "40")
    theirs, ours = pty.openpty()
    with os.fdopen(theirs), os.fdopen(ours, "w") as terminal:
        lines = for_terminal("grader: nothing of it is graded; run `grader autograde attention`", terminal)

    assert lines[1] == "    `grader autograde attention`"


def test_a_log_gets_the_text_as_it_is() -> None:
    """A program that reads standard error finds an error in one piece."""
    assert for_terminal(ERROR, io.StringIO()) == [ERROR]


@given(st.text(st.characters(codec="utf-8", categories=("L", "Cc", "Cf", "Zs"))))
def test_nothing_is_obeyed(text: str) -> None:
    """Whatever names of files and texts of exceptions hold, to a terminal it is text."""
    out, err = io.StringIO(), io.StringIO()

    with redirect_stdout(out), redirect_stderr(err):
        show([f"before {text} after"])
        say(f"before {text} after")

    for printed in (out.getvalue(), err.getvalue()):
        assert printed.startswith("before ") and printed.endswith(" after\n")
        assert re.findall("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed) == []
