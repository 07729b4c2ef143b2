"""Whether a function could remember a call."""

import functools
import random
from typing import Any

import numpy as np
import pytest

from grader.solutions import is_stateful

SEEN: list[Any] = []
HALF = 0.5
LIMITS = (1, "two", None)


def halved(numbers: Any) -> Any:
    return HALF * numbers


def halved_twice(numbers: Any, times: int = 2) -> Any:
    return sum([halved(halved(one)) for one in numbers[:times]]) + np.linalg.norm(numbers) + len(LIMITS)


def itself(number: int) -> int:
    return itself(number - 1) if number else 0


def keeps_in_a_default(number: Any, seen: list[Any] = []) -> Any:  # noqa: B006
    seen.append(number)
    return seen[0]


def keeps_in_a_global(number: Any) -> Any:
    SEEN.append(number)
    return SEEN[0]


def keeps_on_itself(number: Any) -> Any:
    keeps_on_itself.last = number  # type: ignore[attr-defined]
    return number


def asks_who_keeps(number: Any) -> Any:
    return [keeps_in_a_global(one) for one in number]


def is_random(number: Any) -> Any:
    return number + random.random()


def is_random_by_numpy(number: Any) -> Any:
    return number + np.random.random()


def leaves_a_setting(number: Any) -> Any:
    np.seterr(all="raise")
    return number


def writes_a_file(number: Any) -> Any:
    with open("numbers", "a") as file:  # noqa: PTH123 (as students write it)
        file.write(str(number))


def closed_over() -> Any:
    seen: dict[int, int] = {}
    return lambda number: seen.setdefault(number, len(seen))


class Counting:
    def __call__(self, number: Any) -> Any:
        return number


@pytest.mark.parametrize("function", [halved, halved_twice, itself, np.exp, abs])
def test_a_function_of_its_arguments_alone(function: Any) -> None:
    """What reads fixed values and other such functions forgets each call."""
    assert not is_stateful(function)


@pytest.mark.parametrize(
    "function",
    [
        keeps_in_a_default,
        keeps_in_a_global,
        keeps_on_itself,
        asks_who_keeps,
        is_random,
        is_random_by_numpy,
        leaves_a_setting,
        writes_a_file,
        closed_over(),
        functools.cache(halved),
        Counting(),
        Counting,
    ],
)
def test_a_function_that_may_remember(function: Any) -> None:
    """A default, a global, an attribute, a closure, a file, chance, an object: each may carry over."""
    assert is_stateful(function)
