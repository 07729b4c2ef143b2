"""The same gradebook on a PostgreSQL server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from machine import postgresql
from sqlalchemy import inspect, text

from grader.errors import CourseError
from grader.gradebook import open_gradebook, register_assignment, save_report
from grader.model import Verdict

from .conftest import DUE, all_points
from .course import release, report


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """An empty database, on a server that lives as long as these tests."""
    with postgresql(durable=False) as address:
        yield address.format(name="postgres")


@pytest.fixture
def book(url: str) -> Iterator[Any]:
    """An open gradebook with the assignment in it, and nothing else."""
    with open_gradebook(url, course="nlp") as book:
        tables = "submitted_assignment, submitted_notebook, grade, comment, student, base_cell, source_cell"
        book.db.execute(text(f"TRUNCATE {tables} CASCADE"))
        book.db.commit()
        register_assignment(book, release(), "attention", duedate=DUE)
        yield book


def test_version_is_stamped_once(book: Any, url: str) -> None:
    """Opening the gradebook again neither adds nor loses the version of its tables."""
    with open_gradebook(url, course="nlp") as again:
        versions = again.db.execute(text("SELECT version_num FROM alembic_version")).all()

    assert len(versions) == 1


def test_scores(book: Any) -> None:
    """Scores, flags and penalties are those that SQLite keeps."""
    found = report(softmax=7.5)

    save_report(
        book, found, timestamp=DUE + timedelta(hours=2), comments={"softmax": "Good."}, late=all_points
    )

    submission = book.find_submission("attention", "ada")
    assert (submission.score, submission.max_score, submission.late_submission_penalty) == (7.5, 22, 7.5)
    assert submission.needs_manual_grade
    assert book.find_comment("softmax", "attention", "attention", "ada").comment == "Good."


def test_text_that_postgresql_refuses(book: Any) -> None:
    """A student's NUL or half a surrogate pair in a comment does not stop the class."""
    save_report(book, report(), timestamp=None, comments={"softmax": "got '\0\ud800'"})

    comment = book.find_comment("softmax", "attention", "attention", "ada")
    assert comment.auto_comment == "got '\N{REPLACEMENT CHARACTER}?'"


def test_regrade_and_new_release(book: Any) -> None:
    """Marks given by hand survive a regrade and a release with other points."""
    save_report(book, report(verdict=Verdict.BROKEN), timestamp=None, comments={})
    grade = book.find_grade("bottleneck", "attention", "attention", "ada")
    grade.manual_score = 4.0
    book.db.commit()

    register_assignment(book, release(points=15), "attention", duedate=None)
    save_report(book, report(softmax=9.5), timestamp=None, comments={})

    assert book.find_submission("attention", "ada").score == 13.5


def test_longer_name_than_its_column(book: Any) -> None:
    """A name that PostgreSQL has no room for is refused in words, and leaves nothing behind."""
    with pytest.raises(CourseError, match="too long"):
        save_report(book, replace(report(), student="a" * 200), timestamp=None, comments={})

    assert book.students == []


def test_server_that_goes_away(book: Any, url: str) -> None:
    """The message names the database, nothing of the submission is there, and a new connection goes on."""
    backend = book.db.execute(text("SELECT pg_backend_pid()")).scalar()
    with open_gradebook(url, course="nlp") as other:
        other.db.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})

    with pytest.raises(CourseError, match=r"gradebook: postgresql.*check that it exists"):
        save_report(book, report(softmax=7.5), timestamp=None, comments={})

    with open_gradebook(url, course="nlp") as again:
        students = [*again.students]
        save_report(again, report(softmax=7.5), timestamp=None, comments={})
        assert (students, again.find_submission("attention", "ada").score) == ([], 7.5)


def test_index(book: Any) -> None:
    """The rows of one submission are found by an index, as in SQLite; tests/grading/test_growth counts."""
    found = {one["name"] for one in inspect(book.engine).get_indexes("grade")}

    assert "grader_grade_notebook_id" in found
