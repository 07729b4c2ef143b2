"""Whoever answers wrongly is told what there is on the way to the right answer."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.checks.way import found_on_the_way, last_wrong
from grader.errors import CourseError
from grader.model import Intermediate
from grader.values import Call, Returned

from .conftest import RETURNS, Load

CHECKS = '''
from grader.checks import assert_agrees, on_the_way

@on_the_way("double")
def _(numbers):
    yield "the largest number", numbers.max()
    yield "all of them and themselves", numbers + numbers


@check("double", points=2, hint="What is twice 3?")
@example(numbers=np.array([3.0, 1.0]))
@given(numbers=NUMBERS)
def moved(double, numbers):
    """Every number is doubled."""
    assert_agrees(double(numbers + 1), 2 * numbers + 2, what="double(numbers + 1)", beside="2 * numbers + 2")
'''


def way(load: Load, double: Callable[..., Any]) -> tuple[Intermediate, ...]:
    checks = [*load("", CHECKS).values()]
    failures = play_one_by_one(checks, draw(checks, "", size=2), RETURNS, in_process({"double": double}))
    (result,) = results(checks, failures, RETURNS, reference=in_process({"double": lambda x: 2 * x}))
    return result.counterexample.way if result.counterexample else ()


def test_other_numbers(load: Load) -> None:
    """The call's own argument stands before, where the example has another."""
    assert way(load, lambda numbers: numbers**2 + 7) == (
        Intermediate("numbers", "[4, 2]"),
        Intermediate("the largest number", "4"),
        Intermediate("all of them and themselves", "[8, 4]"),
    )


@pytest.mark.parametrize(
    "double", [lambda numbers: (numbers, 1), lambda numbers: numbers[:1], lambda numbers: "8"]
)
def test_another_form(load: Load, double: Callable[..., Any]) -> None:
    """Who returns something else is told of that; numbers on the way would lead astray."""
    assert way(load, double) == ()


def test_no_such_question(load: Load) -> None:
    """A way to what students are not asked for is refused, with its line."""
    with pytest.raises(CourseError, match=r"on_the_way: question 'dubble'.*did you mean 'double'"):
        load("", CHECKS.replace('on_the_way("double")', 'on_the_way("dubble")'))


def test_too_long_to_be_read(load: Load) -> None:
    """Arrays of more than a dozen numbers tell nobody anything."""
    long = CHECKS.replace("np.array([3.0, 1.0])", "np.ones(13)")

    checks = [*load("", long).values()]
    failures = play_one_by_one(checks, draw(checks, "", size=1), RETURNS, in_process({"double": abs}))
    (result,) = results(checks, failures, RETURNS, reference=in_process({"double": lambda x: 2 * x}))

    assert result.counterexample is not None
    assert result.counterexample.way == ()


def test_too_many_to_be_read() -> None:
    """More than a dozen values tell nobody anything, and a way without an end ends."""

    def endless(numbers: Any) -> Iterator[tuple[str, Any]]:
        while True:
            yield "the same again", numbers

    assert found_on_the_way(endless, Call("double", (np.ones(2),)), {}) == ()


def test_rows_in_a_list() -> None:
    """A list of rows is compared as the array that it may be written as."""
    call, rows = Call("double", (np.ones(2),)), np.ones((2, 3))
    right, wrong = Returned(((rows[0], rows[1]), rows)), Returned((2 * rows, rows))

    assert last_wrong("double", [RecordedCall(call, wrong)], lambda _: right) is call
    assert last_wrong("double", [RecordedCall(call, Returned((rows, rows)))], lambda _: right) is None


def test_scores_are_shown_with_the_digits_that_count() -> None:
    """What is cut off a large score would change the weights on the next line."""

    def of(numbers: Any) -> Iterator[tuple[str, Any]]:
        yield "the scores", numbers
        yield "their total", numbers.sum() / 3

    numbers = np.array([16384.125, 16384.0])

    found = found_on_the_way(of, Call("f", (numbers,)), {"numbers": numbers})

    assert [one.value for one in found] == ["[16384.125, 16384]", "10922.70833"]
