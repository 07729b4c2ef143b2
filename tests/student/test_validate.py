"""nbgrader's Validate, which looks at nothing but errors, sees what selfcheck finds."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import REFERENCE, hand_in

from grader.course.load import load_assignment, load_course
from grader.release import write_release


@pytest.fixture
def home(small: Path) -> Path:
    """The folder that students of the small course receive."""
    course = load_course(small)
    assignment, source = load_assignment(course, "tiny")
    return write_release(course, assignment, source, small / "class")


def solved(home: Path, text: str) -> Path:
    """The notebook, all of it right but for what `text` does otherwise."""
    root = home.parents[2]
    notebook = hand_in(root / "class", root, ada=text) / "submitted/ada/tiny/tiny.ipynb"
    return Path(shutil.copy(notebook, home))


def run(notebook: Path, *command: str) -> str:
    """What a command of the notebook's folder prints, both ways."""
    words = [sys.executable, "-m", *command, notebook.name]
    found = subprocess.run(words, cwd=notebook.parent, capture_output=True, text=True, check=False)
    return found.stdout + found.stderr


def test_validate_names_a_failed_claim(home: Path) -> None:
    """The validator shows claim, example and hint, and nothing of our own code."""
    notebook = solved(home, "def double(numbers):\n    return numbers**2")

    said = run(notebook, "nbgrader", "validate")

    assert "✗ failed, 0 of 4 points: Every number is doubled." in said
    assert "selfcheck" in said
    assert "site-packages" not in said
    assert "Success" not in said


def test_validate_passes_what_is_right(home: Path) -> None:
    """A right function passes, as it does at home; what is left to answer is nbgrader's own finding."""
    notebook = solved(home, REFERENCE)

    said = run(notebook, "nbgrader", "validate")

    assert "You did not provide a response." in said
    assert "selfcheck" not in said


def test_a_run_of_all_cells_never_stops(home: Path) -> None:
    """Without nbgrader a failed check only prints, so that the cells below it run, too."""
    notebook = solved(home, "def double(numbers):\n    return numbers**2")

    said = run(notebook, "nbconvert", "--to", "notebook", "--execute", "--output", "ran")

    assert "Error" not in said
    assert (notebook.parent / "ran.ipynb").exists()
