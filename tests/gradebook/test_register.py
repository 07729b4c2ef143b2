import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.preprocessors import OverwriteCells

from grader.errors import CourseError
from grader.gradebook import open_gradebook, register_assignment, save_report

from .conftest import DUE, make_class, write
from .course import RIGHT, cell, release, report, submission
from .rows import CELLS, SCORES, rows

TASK = cell("markdown", "essay", "Draw it.", task=True, locked=True, points=3)


def test_same_rows_as_nbgrader(tmp_path: Path, database: Path, nbgrader: Callable[..., str]) -> None:
    """A release enters exactly the rows that `nbgrader generate_assignment` enters for the same notebook."""
    folder = make_class(tmp_path / "class")
    write(folder / "release/attention/attention.ipynb", release(extra=(TASK,)))
    with open_gradebook(f"sqlite:///{database}", course="nlp") as book:
        register_assignment(book, release(extra=(TASK,)), "attention", duedate=None)

    nbgrader(folder, "generate_assignment", "attention")

    assert rows(database, CELLS) == rows(folder / "gradebook.db", CELLS)


def test_again_changes_nothing(book: Any, database: Path) -> None:
    """Releasing the same notebook twice leaves every row as it is, ids included."""
    everything = {table: f"SELECT * FROM {table}" for table in ("base_cell", "source_cell", "notebook")}
    before = rows(database, everything)

    register_assignment(book, release(), "attention", duedate=DUE)

    assert rows(database, everything) == before


def test_duedate_is_kept_in_utc(book: Any) -> None:
    """A due date in a time zone is stored as nbgrader wants it: UTC, without a zone."""
    duedate = datetime.fromisoformat("2026-07-01T12:00+02:00")

    register_assignment(book, release(), "attention", duedate=duedate)

    assert book.find_assignment("attention").duedate == datetime(2026, 7, 1, 10)


def test_points_change_and_marks_stay(book: Any) -> None:
    """A release with other points updates them, and keeps what was marked by hand."""
    save_report(book, report(), timestamp=None, comments={})
    mark(book, manual_score=4.0)

    register_assignment(book, release(points=15), "attention", duedate=None)

    assert book.find_assignment("attention").max_score == 25
    assert book.find_grade("bottleneck", "attention", "attention", "ada").manual_score == 4


def test_prose_may_come_and_go_after_submissions(book: Any, database: Path) -> None:
    """Cells that nobody is marked on can be added and removed while submissions exist."""
    save_report(book, report(), timestamp=None, comments={})
    scores = rows(database, SCORES)
    changed = release(extra=(cell("markdown", "note", "A typo is mended.", locked=True),))
    del changed.cells[0]

    register_assignment(book, changed, "attention", duedate=DUE)

    assert {row[0] for row in rows(database, CELLS)["source"]} == {
        "softmax",
        "softmax-check",
        "bottleneck",
        "note",
    }
    assert rows(database, SCORES) == scores


def test_question_without_marks_can_be_dropped(book: Any, database: Path) -> None:
    """A question that only machines have marked disappears from the gradebook with its scores."""
    save_report(book, report(), timestamp=None, comments={"bottleneck": "machine-made"})
    shorter = release()
    del shorter.cells[4]

    register_assignment(book, shorter, "attention", duedate=None)

    assert [row[1] for row in rows(database, SCORES)["grade"]] == ["softmax-check"]
    assert [row[1] for row in rows(database, SCORES)["comment"]] == ["softmax"]


@pytest.mark.parametrize("by_hand", [{"manual_score": 0.0}, {"extra_credit": 1.0}])
def test_marked_question_cannot_be_dropped(book: Any, database: Path, by_hand: dict[str, float]) -> None:
    """A release that would lose a mark given by hand is refused as a whole."""
    save_report(book, report(), timestamp=None, comments={})
    mark(book, **by_hand)
    before = rows(database, CELLS | {"scores": SCORES["grade"]})
    shorter = release(points=99)
    del shorter.cells[4]

    with pytest.raises(CourseError, match="bottleneck is not in the new release, but has 1 marks"):
        register_assignment(book, shorter, "attention", duedate=None)

    assert rows(database, CELLS | {"scores": SCORES["grade"]}) == before


def test_tasks_are_entered(book: Any, database: Path) -> None:
    """nbgrader's task cells are entered as such, with their points."""
    register_assignment(book, release(extra=(TASK,)), "attention", duedate=None)

    assert rows(database, CELLS)["task"] == [("essay", 3.0, "markdown")]


def test_nbgrader_can_restore_a_locked_cell(book: Any, database: Path) -> None:
    """nbgrader's OverwriteCells finds in the gradebook what it needs to undo a change to a locked cell."""
    tampered = submission(softmax=RIGHT)
    tampered.cells[3].source = "12"
    tampered.cells[3].metadata.nbgrader.points = 1000
    about = {"notebook": "attention", "assignment": "attention", "db_url": f"sqlite:///{database}"}

    restored, _ = OverwriteCells().preprocess(tampered, {"nbgrader": about})

    assert restored.cells[3].source == 'selfcheck("softmax")'
    assert restored.cells[3].metadata.nbgrader.points == 12
    assert restored.cells[2].source == RIGHT


def mark(book: Any, **by_hand: float) -> None:
    """Mark ada's answer, as formgrader does."""
    grade = book.find_grade("bottleneck", "attention", "attention", "ada")
    for column, value in by_hand.items():
        setattr(grade, column, value)
    book.db.commit()


def test_database_of_another_process_is_seen(book: Any, database: Path) -> None:
    """A mark that another process gave meanwhile counts."""
    save_report(book, report(), timestamp=None, comments={})
    other = sqlite3.connect(database)
    other.execute("UPDATE comment SET manual_comment = 'Well said.'")
    other.commit()
    other.close()
    shorter = release()
    del shorter.cells[4]

    with pytest.raises(CourseError, match="marks or comments by hand"):
        register_assignment(book, shorter, "attention", duedate=None)
