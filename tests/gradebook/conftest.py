import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.course.late import penalty
from grader.gradebook import open_gradebook, register_assignment
from grader.gradebook.nbgrader_config import config_text
from grader.model import LateRule

from .course import ANSWERED, RIGHT, release, submission

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
ON_TIME = "2026-03-01 11:00:00.000000 UTC"
LATE = "2026-03-01 14:30:00.000000 UTC"
STAND_IN = '\nc.SandboxedExecute.grade = "gradebook.stand_in.grade"\n'


COURSE = '[course]\nid = "nlp"\nname = "Language"\n[late]\npercent = 10\nper = "hour"\n'
RULE = LateRule(percent=10, per="hour")


def ten_percent(student: str, score: float, seconds: float) -> float:
    """What COURSE says."""
    return penalty(RULE, score, seconds)


def all_points(student: str, score: float, seconds: float) -> float:
    """nbgrader's penalty_method "zero"."""
    return score


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture
def book(database: Path) -> Iterator[Any]:
    """An open gradebook with the assignment in it, due at noon."""
    with open_gradebook(f"sqlite:///{database}", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
        yield book


def make_class(folder: Path) -> Path:
    """A class folder: a release, two submissions (bob's is late and half empty), nothing graded."""
    folder.mkdir()
    (folder.parent / "course.toml").write_text(COURSE)
    (folder / "nbgrader_config.py").write_text(config_text("nlp") + STAND_IN)
    write(folder / "release/attention/attention.ipynb", release())
    write(folder / "submitted/ada/attention/attention.ipynb", submission(softmax=RIGHT, bottleneck=ANSWERED))
    write(folder / "submitted/bob/attention/attention.ipynb", submission())
    (folder / "submitted/ada/attention/timestamp.txt").write_text(ON_TIME)
    (folder / "submitted/bob/attention/timestamp.txt").write_text(LATE)
    return folder


def write(path: Path, notebook: nbformat.NotebookNode) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Nothing of this machine's own Jupyter settings."""
    home = str(tmp_path_factory.mktemp("home"))
    names = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return os.environ | dict.fromkeys(names, home) | {"PYTHONPATH": str(Path(__file__).parents[1])}


@pytest.fixture(scope="module")
def nbgrader(environment: dict[str, str]) -> Callable[..., str]:
    """Runs a real nbgrader command in a class folder, and returns what it said."""

    def run(folder: Path, *arguments: str) -> str:
        status, said = command(folder, arguments, environment)
        assert status == 0, said
        return said

    return run


@pytest.fixture(scope="module")
def nbgrader_fails(environment: dict[str, str]) -> Callable[..., str]:
    """The same for a command that has to end in failure."""

    def run(folder: Path, *arguments: str) -> str:
        status, said = command(folder, arguments, environment)
        assert status == 1, said
        return said

    return run


def command(folder: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[int, str]:
    words = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr
