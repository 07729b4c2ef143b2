"""Inputs that have much in common with another, for who keeps answers by a part of what an input is."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

VERY_LITTLE = 2.0**-10


def related(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The case, and others that differ from it in one array or plain list alone: in the order of its items,
    all of them turned around, or all but the first and the last. Of arrays that is done along each axis, and
    where a number is below 0, the signs change, too, or all numbers by very little.

    So a function that finds its answers again by a sum, the largest, absolute or rounded numbers, the ends or
    the shape of an argument, or does not look at it at all, gives the answer to another case.
    """
    others = [{**case, name: other} for name, value in case.items() for other in _relatives(value)]
    return [dict(case), *others]


def _relatives(value: Any) -> Iterator[Any]:
    plain = isinstance(value, list) and all(isinstance(one, str | int | float) for one in value)
    if not (plain or isinstance(value, np.ndarray)):
        return
    seen = [np.asarray(value, object) if plain else value]
    for other in _turned(seen[0]):
        if not any(np.array_equal(other, one) for one in seen):
            seen.append(other)
            yield other.tolist() if plain else other


def _turned(array: Any) -> Iterator[Any]:
    for axis in range(array.ndim):
        yield np.flip(array, axis)
        if array.shape[axis] > 3:  # two at least between the first and the last
            first, between, last = np.split(array, [1, array.shape[axis] - 1], axis)
            yield np.concatenate([first, np.flip(between, axis), last], axis)
    if array.dtype.kind in "if" and (array < 0).any():
        yield -array
        if array.dtype.kind == "f":
            yield array + VERY_LITTLE
