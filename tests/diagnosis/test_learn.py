"""Slips that nobody wrote a file for are named; nothing is asked of a known solution before it may match."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from grader.checks.run import quiet
from grader.checks.student_functions import in_process
from grader.course.load import load_course
from grader.diagnosis.diagnose import Diagnoser, diagnosed
from grader.grading.submission import Setup, set_up
from grader.model import QuestionReport, Result, Verdict

FAILED = Result("a_check", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)
LOST = QuestionReport(0.0, 1.0, (FAILED,))

Functions = Mapping[str, Callable[..., Any]]


@pytest.fixture
def fresh(small_setup: Setup) -> Diagnoser:
    """The small course's, which has learnt nothing yet."""
    return set_up(load_course(small_setup.course.root), "tiny", "bubblewrap").diagnoser


def spread(numbers: Any) -> Any:
    return numbers.min(), numbers.max()


def told(using: Diagnoser, functions: Functions, *lost: str) -> dict[str, QuestionReport]:
    ask = in_process({"spread": spread, **functions})
    with quiet():
        replies = {key: ask(call) for calls in using.calls.values() for key, call in calls.items()}
    return diagnosed(using, replies, dict.fromkeys(lost, LOST))


def names(report: QuestionReport) -> list[str]:
    return [one.name for one in report.diagnoses]


# --- named ---


@pytest.mark.parametrize(
    ("double", "name"),
    [
        (lambda numbers: abs(2 * numbers), "Takes the absolute value of what it returns."),
        (lambda numbers: [2 * number for number in sorted(numbers)], "Sorts what it returns."),
        (lambda numbers: numbers, "Leaves out a factor."),
        (lambda numbers: 2 + numbers, "Adds where it should multiply."),
        (lambda numbers: print(2 * numbers), "Returns nothing."),
    ],
)
def test_one_slip(fresh: Diagnoser, double: Callable[..., Any], name: str) -> None:
    """A mistake that nobody wrote down is called by what it does."""
    found = told(fresh, {"double": double}, "double")

    assert name in names(found["double"])


def test_two_slips(fresh: Diagnoser) -> None:
    """Two at once are told as two."""
    found = told(fresh, {"double": lambda numbers: np.sort(abs(2 * numbers))}, "double")

    assert names(found["double"])[0] == (
        "Takes the absolute value of what it returns, and sorts what it returns."
    )


def test_the_order_of_results(fresh: Diagnoser) -> None:
    """Of several things that are returned, it is said which is in whose place."""
    found = told(fresh, {"spread": lambda numbers: (numbers.min(), numbers.min())}, "spread")

    assert names(found["spread"])[0] == "Returns low in the place of all."


def test_written_solutions_come_first(fresh: Diagnoser) -> None:
    """What somebody wrote down is named in their words."""
    found = told(fresh, {"double": lambda numbers: numbers**2}, "double")

    assert names(found["double"]) == ["Squares."]


# --- not named ---


def unlike(numbers: Any) -> Any:
    return np.cbrt(numbers) + 0.1


def raising(numbers: Any) -> Any:
    raise ValueError("something")


@pytest.mark.parametrize("double", [unlike, raising], ids=["unlike", "raising"])
def test_no_name_without_evidence(fresh: Diagnoser, double: Callable[..., Any]) -> None:
    """Nothing is said where no slip answers so, nor where there are errors alone: many slips end in these."""
    found = told(fresh, {"double": double}, "double")

    assert names(found["double"]) == []


def test_right_answers_have_no_slip(fresh: Diagnoser) -> None:
    """Mutants that are right are not held against anybody, whatever a check made of the answers."""
    found = told(fresh, {"double": lambda numbers: numbers + numbers}, "double")

    assert names(found["double"]) == []


# --- learnt when somebody may match ---


def test_a_class_that_is_right(fresh: Diagnoser) -> None:
    """Nothing is found out about wrong solutions."""
    told(fresh, {"double": lambda numbers: 2 * numbers})

    assert fresh.shelves == {}


def test_a_slip_that_somebody_wrote(fresh: Diagnoser) -> None:
    """No mutant is made where a written solution explains the answers."""
    told(fresh, {"double": lambda numbers: numbers**2}, "double")

    assert list(fresh.shelves) == [("double", "written")]


def test_what_differs_is_dropped(fresh: Diagnoser) -> None:
    """After the first call, only who answered it alike is asked on."""
    told(fresh, {"double": lambda numbers: abs(2 * numbers)}, "double")

    shelf = fresh.shelves["double", "1"]
    assert len(shelf.learnt) < len(shelf.solutions) / 4


def test_who_came_before_makes_no_difference(small_setup: Setup, fresh: Diagnoser) -> None:
    """In whichever order a class is graded, each is told the same."""
    other = set_up(load_course(small_setup.course.root), "tiny", "bubblewrap").diagnoser
    first, second = {"double": lambda n: abs(2 * n)}, {"double": lambda n: np.sort(abs(2 * n))}

    forwards = told(fresh, first, "double"), told(fresh, second, "double")
    backwards = told(other, second, "double"), told(other, first, "double")

    assert forwards == backwards[::-1]
