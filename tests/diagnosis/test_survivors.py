"""Audit prints every mutant that no check catches, and none that is as right as the reference."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from small_course import PUBLIC

from grader.checks.judge import prepare
from grader.cores import watched_by
from grader.course.load import load_assignment, load_course
from grader.diagnosis.answers import answers
from grader.diagnosis.survivors import Tried, tried
from grader.values import VALUE, Exact, Returned


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

    assert "Takes the absolute value of what it should return." in found.survivors
    assert "Sorts what it should return." not in found.survivors


def test_once(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits sees how far it is; what is known is not tried again; one core finds what many find."""
    seen: list[tuple[str, bool]] = []

    def watch(found: Iterable[Any], what: str, total: int) -> Iterable[Any]:
        seen.append((what, total > 10))
        return found

    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    with watched_by(watch):
        first = tries(small)
        again = tries(small)
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "another"))
    monkeypatch.setattr("grader.cores.CORES", 1)

    assert seen == [("trying mutants of double", True), ("trying mutants of spread", True)]
    assert tries(small) == again == first


def test_a_survivor_as_right_as_a_right_solution(small: Path) -> None:
    """What the author has saved as a right solution is not reported again; before, its code is."""
    loose = "assert_close(sorted(double(numbers)), sorted(2 * numbers), "
    claim = "assert_close(double(numbers), 2 * numbers, "
    (small / "assignments/tiny/checks.py").write_text(PUBLIC.replace(claim, loose))
    before = tries(small)["double"]
    right = '"""In order."""\nimport numpy as np\n\n\ndef double(numbers):\n    return np.sort(2 * numbers)\n'
    (small / "solutions/tiny/right/in_order.py").write_text(right)

    after = tries(small)["double"]

    told = dict(zip(before.survivors, before.codes, strict=True))
    assert "sort" in told["Sorts what it should return."]
    assert set(before.survivors) - set(after.survivors) == {"Sorts numbers.", "Sorts what it should return."}


def test_the_order_of_a_dict() -> None:
    """It makes no other answer, as it makes none for assert_equal."""
    one, other = (
        answers([Returned(Exact(value))], VALUE) for value in ({"a": 1, "b": [2]}, {"b": [2], "a": 1})
    )

    assert one.form == other.form
    assert one.numbers.tolist() == other.numbers.tolist() == [1, 2]
