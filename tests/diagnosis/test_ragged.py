"""Whether answers go wrong only where sentences are not equally long."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.borders import Labelled
from grader.diagnosis.ragged import EQUAL, ragged
from grader.values import Call


def sentences(*lengths: int) -> list[tuple[Any, Any]]:
    return [(np.ones(2), np.arange(3.0 * length).reshape(length, 3)) for length in lengths]


def told(wrong: Callable[[Any, int], bool], *lengths: tuple[int, ...]) -> str:
    """Of a function that is called by name, and for no steps is right."""
    calls = [
        Call("train", (sentences(*some),), named=(("steps", steps),)) for some in lengths for steps in (0, 2)
    ]

    def right(call: Call) -> bool:
        given, steps = (*call.arguments, dict(call.named).get("steps"))[:2]
        return not (steps and wrong([len(rows) for _, rows in given], steps))

    points: list[Labelled] = [(call, right(call)) for call in calls]

    def tried(more: Sequence[Call]) -> list[bool]:
        return [*map(right, more)]

    return ragged(points, ["sentences", "steps"], tried)


def test_padding_that_counts() -> None:
    """Inputs are made equally long, and are right then."""
    found = told(lambda lengths, _: len({*lengths}) > 1, (3, 2), (1, 4, 2), (2, 2))

    assert found == EQUAL.format("sentences")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda lengths, _: True,
        lambda lengths, _: max(lengths) > 1,
        lambda lengths, _: lengths[0] > lengths[-1],
        lambda lengths, _: len(lengths) > 1,
    ],
)
def test_what_has_another_cause(wrong: Callable[[Any, int], bool]) -> None:
    """Where inputs of equal lengths go wrong, too, or no unequal ones do, nothing is told."""
    assert told(wrong, (3, 2), (4, 1, 2)) == ""


def test_other_arguments() -> None:
    """Lists of words, or of arrays that are equally long, tell nothing."""
    points: list[Labelled] = [(Call("plot", (["a", "bc"], [np.ones(2)] * 2, 3)), False)] * 3

    assert ragged(points, ["words", "rows", "n"], lambda calls: [False] * len(calls)) == ""
