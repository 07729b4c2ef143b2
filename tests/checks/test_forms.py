"""An answer of which a part is missing, turned round or too many: a claim is about the parts it looks at."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.checks import CheckFailed, assert_part
from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import WrongForm

LOW, HIGH = np.arange(3.0), np.arange(4.0)


def answer(given: Any) -> Any:
    return StudentFunction("f", ("low", "high"), in_process({"f": lambda: given}), {})()


@pytest.mark.parametrize("given", [LOW, (LOW,), (LOW, None), [LOW, "nothing"]])
def test_the_part_that_came_back(given: Any) -> None:
    """It is there to be judged, and cannot be written to."""
    low, _ = answer(given)

    np.testing.assert_array_equal(low, LOW)
    assert not low.flags.writeable


@pytest.mark.parametrize(
    "use",
    [
        np.asarray, np.shape, np.ndim, np.abs, len, list, float,
        lambda high: high[0], lambda high: high.shape,
        lambda high: high - LOW, lambda high: LOW - high, lambda high: high @ LOW, lambda high: high == LOW,
    ],
)  # fmt: skip
def test_a_part_that_did_not_come_back(use: Callable[[Any], Any]) -> None:
    """Whoever looks at it reads how many things are due."""
    _, high = answer(LOW)

    with pytest.raises(
        WrongForm, match=r"is an array of shape .*, expected a tuple or a list of 2: low, high"
    ):
        use(high)


@pytest.mark.parametrize("given", [None, "text", (None, None), (LOW, HIGH, 1.0)])
def test_no_part_at_all(given: Any) -> None:
    """Nothing can be said of what has no array, or more parts than there should be."""
    with pytest.raises(WrongForm):
        answer(given)


@pytest.mark.parametrize("given", [(LOW, HIGH), (HIGH, LOW), HIGH, (HIGH,), (LOW, HIGH, 0.0), [1, HIGH]])
def test_a_part_wherever_it_stands(given: Any) -> None:
    """In another place, alone and beside others it is as right."""
    assert_part(given, HIGH, at=1, names="low high")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((LOW, LOW + 1), "the high: got an array of shape .3,., expected an array of shape .4,."),
        ((LOW, HIGH + 1), "the high: at .0., got 1, expected 0"),
        (HIGH + 1, "what came back: got one value, .*, expected 2 values: low, high"),
    ],
)
def test_a_part_that_is_wrong(given: Any, told: str) -> None:
    """It is told at its place; where that is not there, how many things are due."""
    with pytest.raises(CheckFailed, match=told):
        assert_part(given, HIGH, at=1, names="low high")


def test_what_does_alone() -> None:
    """Another value may do where nothing else came back, and only there."""
    assert_part(LOW, HIGH, at=1, names="low high", alone=LOW)

    with pytest.raises(CheckFailed):
        assert_part((LOW, LOW), HIGH, at=1, names="low high", alone=LOW)
