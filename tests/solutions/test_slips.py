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


@pytest.mark.parametrize(
    "imports",
    ["import numpy as there", "import numpy.testing as there", "from numpy.testing import assert_equal"],
)
def test_an_assertion_imported_where_it_is_used(small: Path, imports: str) -> None:
    """What a check imports for itself is known as what the file imports."""
    written = {
        "import numpy as there": "there.testing.assert_equal",
        "import numpy.testing as there": "there.assert_equal",
    }
    called = written.get(imports, "assert_equal")
    lines = f"{imports}\n    {called}(double(numbers), 2 * numbers)"

    (slip,) = slips_of(small, PUBLIC.replace(CLAIM, lines, 1))

    assert slip.text.endswith(
        f"{called} does not say what was called; "
        'write assert_equal(double(numbers), 2 * numbers, what="double(numbers)")'
    )


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        ("try:", "    except Exception:\n        return", "except Exception"),
        ("try:", "    except (ValueError, BaseException):\n        return", "except BaseException"),
        ("try:", "    except:\n        return", "except"),
        ("import contextlib\n    with contextlib.suppress(Exception):", "", "suppress Exception"),
    ],
    ids=["one", "among others", "bare", "suppress"],
)
def test_a_check_that_catches_everything(small: Path, begin: str, end: str, found: str) -> None:
    """It would pass whoever's function raises, and whatever does not hold."""
    (slip,) = slips_of(small, PUBLIC.replace(CLAIM, f"{begin}\n        {CLAIM}\n{end}", 1))

    assert f", check twice_every_number: {found} also catches a call that failed" in slip.text
    assert slip.text.endswith(
        "name the exception that you mean; `with raises(ValueError):` claims that a call raises it"
    )


def test_a_check_that_catches_and_raises(small: Path) -> None:
    """Nothing is lost by it."""
    lines = f"try:\n        {CLAIM}\n    except Exception as error:\n        raise ValueError from error"

    assert slips_of(small, PUBLIC.replace(CLAIM, lines, 1)) == []


def test_an_exception_that_nothing_raises(small: Path) -> None:
    """`raises` in a line of its own, with nothing to call, claims nothing."""
    imported = "from grader.checks import raises\n" + PUBLIC

    (slip,) = slips_of(small, imported.replace(CLAIM, "raises(ValueError)", 1))

    assert ", check twice_every_number: raises(ValueError) calls nothing, so it claims nothing" in slip.text
    assert slip.text.endswith("write raises(ValueError, function, ...), or with raises(ValueError):")
    assert slips_of(small, imported.replace(CLAIM, "raises(ValueError, double, None)", 1)) == []
    assert slips_of(small, imported.replace(CLAIM, "with raises(ValueError):\n        double(None)", 1)) == []


def test_a_name_that_is_misspelt(small: Path) -> None:
    """What is there in place of what is missing is named, too."""
    (slip,) = slips_of(small, PUBLIC.replace(CLAIM, CLAIM.replace("what=", "wath="), 1))

    assert slip.text.endswith('assert_close lacks what=, and has wath=; add what="double(numbers)"')
