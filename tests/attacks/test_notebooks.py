"""Hostile notebooks and files, graded with the rest of a class: autograde, gradebook, feedback page."""

import re
import sqlite3
from pathlib import Path

import nbformat
import pytest
from hostile_class import ATTACKS, CANARY, Graded, active, expected, graded_class, student_of
from nbconvert import HTMLExporter

from grader.wording import printable

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return graded_class(tmp_path_factory.mktemp("hostile"), ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_comes_to_what_it_deserves(attack: str, graded: Graded) -> None:
    """Status and points, or the reason why it cannot be read, as its header says."""
    assert re.fullmatch(expected(attack), graded.outcome(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_is_told_no_secret(attack: str, graded: Graded) -> None:
    """No canary, and nothing carried out of a hidden check, is in anything a student or nbgrader is given."""
    files = {name: text for name, text in graded.files(attack).items() if name != "report.json"}

    assert [name for name, text in files.items() if CANARY in text or "ESCAPED" in text] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_in_a_browser(attack: str, graded: Graded) -> None:
    """Neither on the feedback page nor where formgrader and nbgrader show the graded notebook."""
    files = graded.files(attack)
    notebook = nbformat.reads(
        files.get("tiny.ipynb", nbformat.writes(nbformat.v4.new_notebook())), as_version=4
    )
    shown, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)

    assert active(shown) == []
    assert set(active(files["tiny.html"])) <= {"style", "svg"}  # the page's own


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_obeyed_by_a_terminal(attack: str, graded: Graded) -> None:
    """What is written about a submission holds nothing but text."""
    files = graded.files(attack)

    assert [name for name, text in files.items() if printable(text) != text] == []


def test_nothing_printed_is_obeyed_by_a_terminal(graded: Graded) -> None:
    """Neither data nor talk."""
    said = graded.autograde.out + graded.autograde.err + graded.feedback.out + graded.feedback.err

    assert printable(said) == said


@pytest.mark.parametrize("attack", ATTACKS)
def test_stays_small(attack: str, graded: Graded) -> None:
    """Megabytes of output are neither kept nor shown."""
    assert {name: len(text) for name, text in graded.files(attack).items() if len(text) > 7_000_000} == {}


@pytest.mark.parametrize("number", range(len(ATTACKS) + 1))
def test_honest_students_are_graded_as_alone(number: int, graded: Graded) -> None:
    """Whoever was graded before them."""
    report = graded.reports[f"honest-{number:02}"]

    assert (report["status"], report["score"], report["repairs"]) == ("graded", 8, [])
    assert report["questions"] == graded.reports["honest-00"]["questions"]


def test_nothing_was_written_elsewhere(graded: Graded) -> None:
    """Where links led to and where names pointed, all is as it was."""
    assert CANARY in (graded.root / "solutions/tiny/tiny.py").read_text()
    assert sorted(path.name for path in graded.root.iterdir()) == [
        "assignments",
        "class",
        "course.toml",
        "solutions",
    ]
    assert not Path("/tmp/owned").exists()


def test_everybody_is_in_the_gradebook_under_their_own_name(graded: Graded) -> None:
    """One row a student, whatever a notebook claims."""
    with sqlite3.connect(graded.root / "class/gradebook.db") as database:
        names = {name for (name,) in database.execute("SELECT id FROM student")}

    assert names == set(graded.reports)
    assert {student_of(attack) for attack in ATTACKS} < names


def test_commands_say_how_it_went(graded: Graded) -> None:
    """Some could not be read: status 1, with a line for each. Every student has a page."""
    unreadable = [attack for attack in ATTACKS if expected(attack).startswith("unreadable")]

    assert (graded.autograde.status, graded.feedback.status) == (1, 0)
    assert [name for name in unreadable if student_of(name)[:20] not in graded.autograde.err] == []
    assert len(graded.feedback.out.splitlines()) == len(graded.reports)
