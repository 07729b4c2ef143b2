"""One grading at a time in a class folder, and no longer than it lives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.files.lock import locked

HOLDER = """
import sys
from pathlib import Path
from grader.files.lock import locked

with locked(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that is grading in tmp_path."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"in\n"
        yield process


def test_second_process_is_told_of_the_first(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    """The folder, the process that is in there, and what to do."""
    with pytest.raises(CourseError) as error, locked(tmp_path):
        pass

    assert str(error.value) == (
        f"{tmp_path}: process {holder.pid} is grading here already; "
        "wait until it is done, or end it; then run the command again"
    )


def test_a_kill_opens_the_folder(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    """What was killed keeps nobody out, though its file is there."""
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with locked(tmp_path):
        held = (tmp_path / ".grader/lock").read_text()

    assert held.strip() == str(os.getpid())


def test_once_more(tmp_path: Path) -> None:
    """The lock is free again after use."""
    with locked(tmp_path):
        pass

    with locked(tmp_path):
        held = (tmp_path / ".grader/lock").read_text()

    assert held.strip() == str(os.getpid())


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """A slip in the folder's name makes no folder."""
    with locked(tmp_path / "clas"):
        pass

    assert [*tmp_path.iterdir()] == []
