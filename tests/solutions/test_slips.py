"""Slips that can be read off the text of checks are named with their cures, before any solution is played."""

from pathlib import Path

import pytest
from small_course import PUBLIC

from grader.checks.judge import prepare
from grader.course.load import load_assignment, load_course
from grader.solutions.slips import Slip, slips

CLAIM = 'assert_close(double(numbers), 2 * numbers, what="double(numbers)")'


def slips_of(root: Path, checks: str) -> list[Slip]:
    """Those of the small course with these public checks."""
    (root / "assignments/tiny/checks.py").write_text(checks)
    course = load_course(root)
    assignment, _ = load_assignment(course, "tiny")
    return list(slips(prepare(assignment, course.key)))


@pytest.mark.parametrize(
    ("line", "found", "cure"),
    [
        (
            "assert double(numbers)[0] == 2 * numbers[0]",
            "a bare assert tells the student nothing",
            'write assert_equal(double(numbers)[0], 2 * numbers[0], what="double(numbers)[0]")',
        ),
        (
            "assert np.allclose(double(numbers), 2 * numbers), 'not twice'",
            "a bare assert tells the student nothing",
            'write assert_close(double(numbers), 2 * numbers, what="double(numbers)")',
        ),
        (
            "assert (double(numbers) > 0).any()",
            "a bare assert tells the student nothing",
            'write assert_that((double(numbers) > 0).any(), what="...", got=..., expected="...")',
        ),
        (
            "np.testing.assert_allclose(double(numbers), 2 * numbers)",
            "np.testing.assert_allclose does not say what was called",
            'write assert_close(double(numbers), 2 * numbers, what="double(numbers)")',
        ),
    ],
    ids=["equal", "close", "condition", "library"],
)
def test_an_assertion_that_tells_a_student_nothing(small: Path, line: str, found: str, cure: str) -> None:
    """Python's own and NumPy's are named, with the assertion that says what was called and expected."""
    (slip,) = slips_of(small, PUBLIC.replace(CLAIM, line, 1))

    place = PUBLIC[: PUBLIC.index(CLAIM)].count("\n") + 1
    assert slip.text.endswith(f"checks.py: line {place}, check twice_every_number: {found}; {cure}")


def test_an_assertion_in_what_checks_share(small: Path) -> None:
    """A function that a check calls makes claims, too; one that makes examples makes none."""
    shared = (
        "def claimed(numbers):\n    assert len(numbers)\n\n\ndef drawn(numbers):\n    assert len(numbers)"
    )

    found = slips_of(small, PUBLIC.replace(CLAIM, f"claimed(double(numbers))\n\n\n{shared}", 1))

    assert [slip.check for slip in found] == ["claimed"]
