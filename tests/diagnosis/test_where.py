"""What the inputs that are answered wrongly have in common."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.where import Labelled, where
from grader.values import Call

GENERATOR = np.random.default_rng(7)
STATES = [
    (GENERATOR.integers(-9, 9, (rows, columns)) / 4, GENERATOR.integers(-9, 9, columns) / 4)
    for rows in (1, 2, 3, 5)
    for columns in (1, 2, 3, 4)
    for _ in range(2)
]
FAR = [(states + offset, state) for states, state in STATES[:12] for offset in (-1000, 1000)]


def told(wrong: Callable[[Any, Any], bool], inputs: list[tuple[Any, Any]]) -> str:
    points: list[Labelled] = [(Call("score", given), not wrong(*given)) for given in inputs]
    found = where(points, ["states", "state"])
    return found.sentence if found else ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda states, state: len(states) >= 3, "states has 3 or more rows"),
        (lambda states, state: states.shape[1] == 1, "states has a single column"),
        (lambda states, state: states.shape[1] % 2 == 1, "states has an odd number of columns"),
        (lambda states, state: len(states) > len(state), "states has more rows than columns"),
        (lambda states, state: len(states) == len(state), "states has as many rows as columns"),
    ],
)
def test_one_kind_of_input(wrong: Callable[[Any, Any], bool], words: str) -> None:
    """Whatever sets the wrong ones apart by their sizes is told as that."""
    assert told(wrong, STATES) == f"Wrong for every input tried where {words}, right for all others."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda states, state: states.max() < -700, "every number in states is -900 or lower"),
        (lambda states, state: states.max() > 700, "some number in states is 900 or higher"),
    ],
)
def test_a_threshold(wrong: Callable[[Any, Any], bool], words: str) -> None:
    """Of very large and very low numbers, only those that are wrong are named, by a round number."""
    found = told(wrong, [*STATES, *FAR])

    assert found == f"Wrong for every input tried where {words}, right for all others."


def test_an_exception_inside() -> None:
    """Where some such inputs are right, it is said how many are not."""
    found = told(lambda states, state: len(states) >= 3 and states[0, 0] != 0.25, STATES)

    assert found.startswith("Right for every input tried, except where states has 3 or more rows:")


@pytest.mark.parametrize("wrong", [lambda *_: True, lambda *_: False, lambda s, t: s[0, 0] * 4 % 2 == 0])
def test_nothing_in_common(wrong: Callable[[Any, Any], bool]) -> None:
    """Nothing is said where all is wrong, or all is right, or sizes and signs explain nothing."""
    assert told(wrong, STATES) == ""
