"""Audit prints every mutant that no check catches, and none that is as right as the reference."""

from pathlib import Path

from small_course import PUBLIC

from grader.checks.judge import prepare
from grader.course.load import load_assignment, load_course
from grader.diagnosis.survivors import Tried, tried


def tries(root: Path) -> dict[str, Tried]:
    course = load_course(root)
    assignment, _ = load_assignment(course, "tiny")
    found = tried(assignment, prepare(assignment, course.key), limits=course.limits)
    return {one.question: one for one in found}


def test_checks_that_leave_nothing_open(small: Path) -> None:
    """Every mutant that answers otherwise is caught; those that do not are no fault of the checks."""
    found = tries(small)

    assert [one.survivors for one in found.values()] == [(), ()]
    assert all(0 < one.differ < one.count for one in found.values())


def test_a_check_that_forgets_signs(small: Path) -> None:
    """What the claim lets through is named by what it does."""
    claim = "assert_close(double(numbers), 2 * numbers, "
    loose = "assert_close(abs(double(numbers)), 2 * abs(numbers), "
    (small / "assignments/tiny/checks.py").write_text(PUBLIC.replace(claim, loose))

    found = tries(small)["double"]

    assert "Takes the absolute value of what it returns." in found.survivors
    assert "Sorts what it returns." not in found.survivors
