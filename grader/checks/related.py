"""Inputs that have much in common with another, for who keeps answers by a part of what an input is."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

VERY_LITTLE = 2.0**-10
EQUAL = 2e-5  # numbers that are no farther apart may be taken for the same


def related(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The case, and others that differ from it in one array or plain list alone: in the order of its items,
    all of them turned around, or all but the first and the last. Of arrays that is done along each axis, and
    where a number is below 0, the signs change, too, or all numbers by very little. Where none is, as among
    weights, the numbers of a row come very near to their mean, in this order and turned around.

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
    below = array.dtype.kind in "if" and (array < 0).any()
    if below:
        yield -array
    if array.dtype.kind == "f":
        yield from [array + VERY_LITTLE] if below else _near_their_mean(array)


def _near_their_mean(array: Any) -> Iterator[Any]:
    """Unless two of a row would then be as good as equal."""
    if not (array.ndim and array.size):
        return
    gaps = VERY_LITTLE * np.diff(np.sort(array, axis=-1), axis=-1)
    if gaps.size and not ((gaps > 0) & (gaps < EQUAL)).any():
        mean = array.mean(axis=-1, keepdims=True)
        near = mean + VERY_LITTLE * (array - mean)
        yield from (near, np.flip(near, axis=-1))
