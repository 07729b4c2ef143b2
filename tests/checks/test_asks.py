"""What a claim that fails asks, if its author has it found out."""

import re

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import attempt
from grader.errors import CheckFailed, CourseError

from .conftest import RETURNS, Load

CLAIM = """
from grader.checks import asks

def about(failed, double, numbers):
    if double(numbers).shape == (2,):
        raise IndexError
    return f"Why is {failed.what} not zero?" * bool(double(numbers)[0] == 1)

@check("double", points=1, hint="What is twice 3?")
@given(numbers=NUMBERS)
@asks(about)
def doubled(double, numbers):
    "Every number is doubled."
    found = double(numbers)
    assert_that(found.size < 4, what="how many", got=4, expected=3, question="Why so many?")
    assert_close(found, 2 * numbers, what="it")
"""


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [
        ([0.0], "Why is it[0] not zero?"),
        ([2.0], ""),  # `about` has no question
        ([0.0, 0.0], ""),  # it raises
        ([0.0] * 4, "Why so many?"),  # the assertion has its own
    ],
)
def test_what_is_asked(load: Load, numbers: list[float], asked: str) -> None:
    """It is found out by calls that the example does not show; where it is not, the claim's hint is asked."""
    made: list[RecordedCall] = []
    ask = in_process({"double": lambda x: x + 1})

    error = attempt(load(CLAIM)["doubled"], {"numbers": np.array(numbers)}, RETURNS, ask, calls=made)

    assert isinstance(error, CheckFailed)
    assert error.question == asked
    assert len(made) == 1


def test_above_the_examples(load: Load) -> None:
    """There it would be passed over, so the author is told where to put it."""
    text = re.sub(r"(@given.*\n)(@asks.*\n)", r"\2\1", CLAIM)

    with pytest.raises(CourseError, match="doubled: @asks stands above @given; put it below"):
        load(text)
