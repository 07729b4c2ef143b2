"""nbgrader's own commands, in a class folder that we made."""

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from grader.gradebook import open_gradebook, register_assignment, save_report, write_autograded
from grader.notebooks.build import to_bytes

from .conftest import DUE, LATE, ON_TIME, make_class, ten_percent
from .course import RIGHT, release, report, submission
from .rows import SCORES, rows

HANDED_IN = {"ada": datetime.fromisoformat(ON_TIME[:19]), "bob": datetime.fromisoformat(LATE[:19])}
REPORTS = (report("ada", softmax=12.0, answered=True), report("bob", softmax=7.5, answered=False))
HINT = "Where did the other words go?"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class folder graded by us."""
    folder = make_class(tmp_path_factory.mktemp("ours") / "class")
    with open_gradebook(f"sqlite:///{folder}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
        for found in REPORTS:
            timestamp = HANDED_IN[found.student]
            save_report(book, found, timestamp=timestamp, comments={"softmax": HINT}, late=ten_percent)
            write_autograded(folder, found, to_bytes(submission(softmax=RIGHT)), b"{}", timestamp)
    return folder


@pytest.fixture(scope="module")
def autograded(tmp_path_factory: pytest.TempPathFactory, nbgrader: Callable[..., str]) -> Path:
    """A class folder graded by `nbgrader autograde`, with our preprocessor in it."""
    folder = make_class(tmp_path_factory.mktemp("nbgraders") / "class")
    with open_gradebook(f"sqlite:///{folder}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
    nbgrader(folder, "autograde", "attention")
    return folder


def test_autograde_enters_the_same_rows(graded: Path, autograded: Path) -> None:
    """`nbgrader autograde` and we leave the same scores, flags, times and penalties in the gradebook."""
    ours, nbgraders = rows(graded / "gradebook.db", SCORES), rows(autograded / "gradebook.db", SCORES)

    assert ours["grade"] == [
        ("ada", "bottleneck", None, None, None, 1),
        ("ada", "softmax-check", 12.0, None, None, 0),
        ("bob", "bottleneck", 0.0, None, None, 0),
        ("bob", "softmax-check", 7.5, None, None, 0),
    ]
    assert ours["penalty"] == [("ada", None), ("bob", 2.25)]
    for table in ("student", "submission", "penalty", "grade"):
        assert ours[table] == nbgraders[table]


def test_autograde_says_no_response_where_we_do(graded: Path, autograded: Path) -> None:
    """An empty answer is called that by both."""
    ours, nbgraders = rows(graded / "gradebook.db", SCORES), rows(autograded / "gradebook.db", SCORES)

    empty = ("bob", "bottleneck", "No response.", None)
    assert empty in ours["comment"]
    assert empty in nbgraders["comment"]


def test_autograde_leaves_the_files_that_we_leave(graded: Path, autograded: Path) -> None:
    """Both ways of grading leave notebook, report and time in the same place."""
    ours, nbgraders = graded / "autograded/bob/attention", autograded / "autograded/bob/attention"

    assert {path.name for path in nbgraders.iterdir()} == {path.name for path in ours.iterdir()}
    assert json.loads((nbgraders / "report.json").read_text())["score"] == 7.5


def test_autograde_again_after_us(graded: Path, nbgrader: Callable[..., str]) -> None:
    """Our files are in nobody's way: nbgrader can grade again over them, and we over nbgrader's."""
    before = rows(graded / "gradebook.db", SCORES)["grade"]

    nbgrader(graded, "autograde", "attention", "--student", "bob", "--force")
    home = write_autograded(graded, REPORTS[1], to_bytes(submission()), b"ours", HANDED_IN["bob"])

    assert (home / "report.json").read_bytes() == b"ours"
    assert rows(graded / "gradebook.db", SCORES)["grade"] == before


def test_feedback_shows_our_scores(graded: Path, nbgrader: Callable[..., str]) -> None:
    """`nbgrader generate_feedback` shows the score and the comment that we entered."""
    nbgrader(graded, "generate_feedback", "attention", "--student", "ada")

    page = (graded / "feedback/ada/attention/attention.html").read_text()
    assert "(Score: 12.0 / 22.0)" in page
    assert HINT in page


def test_export_reads_our_scores(graded: Path, nbgrader: Callable[..., str]) -> None:
    """`nbgrader export` writes what we entered, less the late penalty."""
    nbgrader(graded, "export")

    with (graded / "grades.csv").open() as file:
        found = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in found.items()} == {"ada": 12.0, "bob": 5.25}
    assert {name: float(row["raw_score"]) for name, row in found.items()} == {"ada": 12.0, "bob": 7.5}
    assert {row["max_score"] for row in found.values()} == {"22.0"}


def test_autograded_notebook_is_valid(autograded: Path) -> None:
    """The notebook that nbgrader leaves can be read, and shows the score where the check was."""
    notebook = nbformat.read(autograded / "autograded/bob/attention/attention.ipynb", as_version=4)

    nbformat.validate(notebook)
    assert notebook.cells[3].outputs[-1].data["text/plain"] == "7.5"
