import math
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.errors import CourseError
from grader.gradebook import register_assignment, save_report
from grader.model import QuestionReport, Report, Verdict

from .conftest import DUE, all_points
from .course import cell, release, report
from .rows import SCORES, rows


def entered(book: Any, name: str) -> tuple[float | None, bool]:
    """ada's automatic score, and whether a person has to look at it."""
    grade = book.find_grade(name, "attention", "attention", "ada")
    return grade.auto_score, grade.needs_manual_grade


def commented(book: Any, name: str) -> str | None:
    comment: str | None = book.find_comment(name, "attention", "attention", "ada").auto_comment
    return comment


def submitted(book: Any) -> Any:
    return book.find_submission("attention", "ada")


def test_machine_marked_question(book: Any) -> None:
    """A stub's score is entered at its check cell, and needs nobody."""
    save_report(book, report(softmax=7.5), timestamp=None, comments={})

    assert entered(book, "softmax-check") == (7.5, False)


def test_written_answer(book: Any) -> None:
    """A written answer has no score until a person marks it."""
    save_report(book, report(answered=True), timestamp=None, comments={})

    assert entered(book, "bottleneck") == (None, True)
    assert commented(book, "bottleneck") is None


def test_empty_answer(book: Any) -> None:
    """An answer left as released gets 0 and nbgrader's words, and needs nobody."""
    save_report(book, report(answered=False), timestamp=None, comments={})

    assert entered(book, "bottleneck") == (0, False)
    assert commented(book, "bottleneck") == "No response."


def test_check_cell_that_awaits_a_marker(book: Any) -> None:
    """Where a person adds to what machines found, the score is entered and flagged."""
    found = report(softmax=7.5)
    both = replace(found.questions["softmax"], awaits_marker=True)

    save_report(
        book, replace(found, questions=found.questions | {"softmax": both}), timestamp=None, comments={}
    )

    assert entered(book, "softmax-check") == (7.5, True)


@pytest.mark.parametrize("status", ["graded", "broken"])
def test_broken_check_costs_nobody_points(book: Any, status: str) -> None:
    """Where a check of ours broke, no score is entered and a person is asked; other questions keep theirs."""
    save_report(
        book,
        report(softmax=0.0, answered=False, verdict=Verdict.BROKEN, status=status),
        timestamp=None,
        comments={},
    )

    assert entered(book, "softmax-check") == (None, True)
    assert entered(book, "bottleneck") == (0, False)


def test_score_an_ulp_too_high(book: Any) -> None:
    """Shares that add up to a hair more than the points are full marks, as nbgrader wants them."""
    save_report(book, report(softmax=12.000000000000002), timestamp=None, comments={})

    assert entered(book, "softmax-check") == (12, False)


def test_score_that_is_no_number(book: Any) -> None:
    """A score of NaN is our mistake, and treated as one."""
    save_report(book, report(softmax=math.nan), timestamp=None, comments={})

    assert entered(book, "softmax-check") == (None, True)


@pytest.mark.parametrize("known", [True, False])
def test_broken_as_a_whole(book: Any, known: bool) -> None:
    """When grading itself broke, every question waits for a person, and no answer is called empty."""
    found = report(softmax=0.0, answered=False, status="broken")

    save_report(book, found if known else replace(found, questions={}), timestamp=None, comments={})

    assert entered(book, "softmax-check") == (None, True)
    assert entered(book, "bottleneck") == (None, True)
    assert commented(book, "bottleneck") is None


def test_stub_without_checks_is_not_called_empty(book: Any) -> None:
    """Only a written answer that was left as released is one without a response."""
    found = report()
    unchecked = QuestionReport(0.0, 12.0)

    save_report(
        book, replace(found, questions=found.questions | {"softmax": unchecked}), timestamp=None, comments={}
    )

    assert commented(book, "softmax") is None


def test_unreadable(book: Any) -> None:
    """A notebook that cannot be read gets 0 everywhere, and the student is told why."""
    save_report(book, report(status="unreadable", reason="it is not JSON"), timestamp=None, comments={})

    assert entered(book, "softmax-check") == (0, False)
    assert commented(book, "softmax") == "This notebook could not be graded: it is not JSON"


def test_comments(book: Any) -> None:
    """A comment is entered at the stub or answer it is about, and taken away by a regrade without it."""
    save_report(book, report(), timestamp=None, comments={"softmax": "Sum over the words."})
    first = commented(book, "softmax")

    save_report(book, report(), timestamp=None, comments={})

    assert (first, commented(book, "softmax")) == ("Sum over the words.", None)


def test_text_that_no_database_stores(book: Any) -> None:
    """A student's NUL or half a surrogate pair in a comment does not stop the class."""
    save_report(book, report(), timestamp=None, comments={"softmax": "got '\0\ud800'"})

    assert commented(book, "softmax") == "got '\N{REPLACEMENT CHARACTER}?'"


def test_again_changes_nothing(book: Any, database: Path) -> None:
    """Saving the same report twice leaves every row as it is."""
    save_report(book, report(), timestamp=DUE, comments={"softmax": "Good."})
    before = rows(database, SCORES)

    save_report(book, report(), timestamp=DUE, comments={"softmax": "Good."})

    assert rows(database, SCORES) == before


def test_marks_given_by_hand_survive(book: Any) -> None:
    """A regrade keeps all that a person gave, and asks for another look, as nbgrader does."""
    save_report(book, report(softmax=3.0), timestamp=None, comments={})
    grade = book.find_grade("softmax-check", "attention", "attention", "ada")
    grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 4.0, 0.5, False
    book.find_comment("softmax", "attention", "attention", "ada").manual_comment = "See me."
    book.db.commit()

    save_report(book, report(softmax=12.0), timestamp=None, comments={"softmax": "Right."})

    comment = book.find_comment("softmax", "attention", "attention", "ada")
    assert (grade.auto_score, grade.score, grade.needs_manual_grade) == (12, 4.5, True)
    assert comment.comment == "See me."


def test_new_question_after_a_submission(book: Any) -> None:
    """A question that a later release adds is entered for those who had handed in before."""
    save_report(book, report(), timestamp=None, comments={})
    extra = cell("code", "score-check", "", grade=True, locked=True, points=5)
    register_assignment(book, release(extra=(extra,)), "attention", duedate=None)
    found = report()

    regraded = replace(found, questions=found.questions | {"score": QuestionReport(5.0, 5.0)})
    save_report(book, regraded, timestamp=None, comments={})

    assert entered(book, "score-check") == (5, False)
    assert submitted(book).score == 17


def test_time_is_kept_in_utc(book: Any) -> None:
    """The time of submission is stored as nbgrader wants it: UTC, without a zone."""
    save_report(book, report(), timestamp=datetime.fromisoformat("2026-07-01T12:00+02:00"), comments={})

    assert submitted(book).timestamp == datetime(2026, 7, 1, 10)


def test_late(book: Any) -> None:
    """The late policy is asked with the student, the score, and nbgrader's own count of seconds."""
    asked: list[tuple[str, float, float]] = []
    save_report(
        book,
        report(softmax=8.0),
        timestamp=DUE + timedelta(hours=2),
        comments={},
        late=lambda *about: asked.append(about),
    )

    assert asked == [("ada", 8.0, 7200.0)]
    assert submitted(book).late_submission_penalty == 0


@pytest.mark.parametrize(("asked", "given"), [(3.0, 3.0), (100.0, 8.0), (-1.0, 0.0)])
def test_penalty_stays_between_nothing_and_the_score(book: Any, asked: float, given: float) -> None:
    """A late penalty takes at most the score, and never adds to it."""
    save_report(
        book,
        report(softmax=8.0),
        timestamp=DUE + timedelta(seconds=1),
        comments={},
        late=lambda student, score, seconds: asked,
    )

    assert submitted(book).late_submission_penalty == given


def test_penalty_counts_marks_given_by_hand(book: Any) -> None:
    """The penalty of a regrade is taken from the score with the marks given since."""
    save_report(book, report(softmax=8.0), timestamp=DUE + timedelta(1), comments={}, late=all_points)
    book.find_grade("bottleneck", "attention", "attention", "ada").manual_score = 6.0
    book.db.commit()

    save_report(book, report(softmax=8.0), timestamp=DUE + timedelta(1), comments={}, late=all_points)

    assert submitted(book).late_submission_penalty == 14


def test_on_time_resubmission_lifts_the_penalty(book: Any) -> None:
    """A penalty goes when the submission turns out not to be late."""
    save_report(book, report(), timestamp=DUE + timedelta(1), comments={}, late=all_points)

    save_report(book, report(), timestamp=DUE, comments={}, late=all_points)

    assert submitted(book).late_submission_penalty == 0


def test_extension_counts(book: Any) -> None:
    """A student with an extension is late only after it."""
    save_report(book, report(), timestamp=DUE, comments={})
    book.grant_extension("attention", "ada", days=1)

    save_report(book, report(), timestamp=DUE + timedelta(hours=23), comments={}, late=all_points)

    assert submitted(book).late_submission_penalty == 0


def test_extension_of_no_due_date(book: Any) -> None:
    """Where the due date was taken away again, an extension does not stop grading; nobody is late."""
    save_report(book, report(), timestamp=DUE, comments={})
    book.grant_extension("attention", "ada", days=1)
    register_assignment(book, release(), "attention", duedate=None)

    save_report(book, report(), timestamp=DUE + timedelta(9), comments={}, late=all_points)

    assert submitted(book).late_submission_penalty == 0


def test_unknown_assignment(book: Any) -> None:
    """A report on an assignment that was never released says which command releases it."""
    with pytest.raises(CourseError, match="essay: no such assignment; run `grader release essay`"):
        save_report(book, replace(report(), assignment="essay"), timestamp=None, comments={})


@pytest.mark.parametrize("questions", [{}, {"softmax", "bottleneck", "attend"}])
def test_other_questions_than_released(book: Any, database: Path, questions: set[str]) -> None:
    """A report about other questions than the gradebook's is refused, and leaves nothing behind."""
    other: Report = replace(report(), questions={name: QuestionReport(1.0, 1.0) for name in questions})

    with pytest.raises(CourseError, match="expected bottleneck, softmax; run `grader release attention`"):
        save_report(book, other, timestamp=None, comments={})

    assert rows(database, SCORES)["student"] == []


def test_failure_leaves_nothing_behind(book: Any, database: Path) -> None:
    """A late policy that raises half way through undoes the submission, and the next one is recorded."""

    def fails(student: str, score: float, seconds: float) -> float:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_report(book, report(), timestamp=DUE + timedelta(1), comments={}, late=fails)

    assert rows(database, SCORES)["student"] == []
    save_report(book, report("bob"), timestamp=None, comments={})
    assert rows(database, SCORES)["student"] == [("bob",)]
