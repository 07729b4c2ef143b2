"""The audit runs counterexamples as scripts in fresh processes, below wrong solutions and the reference."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course
from grader.model import Assignment, Counterexample, Limits, Result, Verdict
from grader.solutions import counterexamples
from grader.solutions.counterexamples import of_counterexamples
from grader.solutions.faults import Case

LOST = Result("claim", "Every number is doubled.", Verdict.FAILED, 0, 1, False, "", "", "")
DEFAULT = Limits()
SQUARES = "wrong double_squares: the counterexample of claim, run as a script, "


@pytest.fixture
def tiny(small: Path) -> Assignment:
    assignment, _ = load_assignment(load_course(small), "tiny")
    return assignment


def problems(
    tiny: Assignment, code: str, *, expected: str = "6", alone: str = "", limits: Limits = DEFAULT
) -> list[str]:
    """What is said of this code below the solution that squares."""
    found = Counterexample("double(numbers)", "9", expected, code=code, alone=alone)
    case = Case("wrong", "double_squares", "double", frozenset(), (replace(LOST, counterexample=found),))
    return list(of_counterexamples(tiny, [case], limits=limits))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("print(double(3))", "6"),
        ("import numpy as np\n\ndouble(np.array([3.0]))", "6"),
        ("double(3) == 9 or 1 / 0", "a ZeroDivisionError"),
        ("import matplotlib.pyplot as plt\n\nplt.plot([1, double(3)])[0].figure", "6"),
    ],
    ids=["print", "value", "exception", "picture"],
)
def test_code_that_shows_what_is_wrong(tiny: Assignment, code: str, expected: str) -> None:
    """What is printed, the last value, an exception that is due, and a picture."""
    assert problems(tiny, code, expected=expected) == []


def test_a_value_is_not_what_is_printed(tiny: Assignment) -> None:
    """Below a solution that prints, and returns nothing, the same digits are shown, and no value."""
    assert tiny.solutions is not None
    prints = '"""Prints it."""\n\n\ndef double(numbers):\n    print(2 * numbers)\n'
    (tiny.solutions / "wrong" / "double_prints.py").write_text(prints, "utf-8")
    found = Counterexample("double(numbers)", "None", "6", code="double(3)")
    case = Case("wrong", "double_prints", "double", frozenset(), (replace(LOST, counterexample=found),))

    assert list(of_counterexamples(tiny, [case], limits=DEFAULT)) == []


def test_code_that_never_ends(tiny: Assignment) -> None:
    """It is ended, and shows that nothing comes of it."""
    assert problems(tiny, "while double(3) == 9:\n    pass", limits=Limits(cell_seconds=1)) == []


def test_what_comes_after_code_that_ends_its_process(tiny: Assignment) -> None:
    """It is run all the same, by itself, and so is what stands before it."""
    codes = (
        "print(double(2))",
        "import os\nos._exit(0) if double(3) == 9 else print(6)",
        "print(double(2) + 1)",
    )
    each = [replace(LOST, counterexample=Counterexample("double(2)", "4", "4", code=code)) for code in codes]
    case = Case("wrong", "double_squares", "double", frozenset(), tuple(each))

    first, last = of_counterexamples(tiny, [case], limits=DEFAULT)

    assert "shows the same for the reference: print(double(2)); " in first
    assert "shows the same for the reference: print(double(2) + 1); " in last


def test_a_script_finds_what_none_before_it_left(tiny: Assignment) -> None:
    """Below the same solution each runs as in a fresh notebook."""
    each = [replace(LOST, counterexample=Counterexample("a", "4", "4", code=code)) for code in ("a = 1", "a")]
    case = Case("wrong", "double_squares", "double", frozenset(), tuple(each))

    _, found = of_counterexamples(tiny, [case], limits=DEFAULT)

    assert "raises NameError for the reference, too: a; " in found


def test_code_that_shows_nothing(tiny: Assignment) -> None:
    """Where the reference shows the same, the author reads the code and what a check must be like."""
    (problem,) = problems(tiny, "print(double(2))")

    assert problem.startswith(
        f"{SQUARES}shows the same for the reference: print(double(2)); a check depends on"
    )


def test_code_that_cannot_run(tiny: Assignment) -> None:
    """A name that a fresh notebook does not have."""
    (problem,) = problems(tiny, "double(np.array([3.0]))")

    assert problem.startswith(f"{SQUARES}raises NameError for the reference, too: double(np.array([3.0])); ")


def test_what_comes_of_earlier_calls_is_left_out(tiny: Assignment) -> None:
    """There the words say that it is right in a fresh notebook."""
    assert problems(tiny, "print(double(2))", alone="In a fresh kernel this call is right.") == []


def test_it_is_run_once(tiny: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came of the same code below the same solutions is kept."""
    before = problems(tiny, "print(double(1) - double(1))")
    monkeypatch.setattr(counterexamples, "PROGRAM", Path("not there"))

    assert problems(tiny, "print(double(1) - double(1))") == before
