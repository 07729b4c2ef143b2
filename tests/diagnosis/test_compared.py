"""Whether answers go wrong only where a whole number is beyond an array's length."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import pytest

from grader.diagnosis.borders import Labelled
from grader.diagnosis.compared import BEYOND, compared
from grader.values import Call

SIZES = [(rows, number) for rows, number in product((1, 2, 3, 5), (1, 2, 4)) if rows != 3 or number != 4]


def told(wrong: Callable[[int, int], bool], sizes: Sequence[tuple[int, int]] = SIZES) -> str:
    """Of a function that is wrong where `wrong` says so of the rows and the number."""
    calls = [Call("decode", (np.zeros(2), np.ones((rows, 2)), number)) for rows, number in sizes]

    def right(call: Call) -> bool:
        _, states, number = call.arguments
        return not wrong(len(states), number)  # type: ignore[arg-type]

    points: list[Labelled] = [(call, right(call)) for call in calls]
    return compared(points, ["state", "states", "n"], lambda more: [*map(right, more)])


def test_beyond() -> None:
    """Right up to as many as there are rows, wrong beyond."""
    assert told(lambda rows, number: number > rows) == BEYOND.format("n", "larger", "rows", "states")


def test_below() -> None:
    """Wrong for fewer than there are rows."""
    assert told(lambda rows, number: number < rows) == BEYOND.format("n", "smaller", "rows", "states")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda rows, number: number >= rows,
        lambda rows, number: number > rows + 1,
        lambda rows, number: number > rows and rows < 5,
        lambda rows, number: rows <= 3,
        lambda rows, number: number > 3,
        lambda rows, number: number != rows,
        lambda rows, number: True,
        lambda rows, number: False,
    ],
)
def test_another_border(wrong: Callable[[int, int], bool]) -> None:
    """Nothing is told of what turns wrong elsewhere."""
    assert told(wrong) == ""


def test_an_accident_of_the_inputs() -> None:
    """All wrong inputs lie beyond, and others, as soon as they are tried, do so, too, and are right."""
    sizes = [(1, 1), (2, 2), (3, 3), (2, 1), (3, 1), (1, 4), (2, 4)]

    assert told(lambda rows, number: number > 3, sizes) == ""
