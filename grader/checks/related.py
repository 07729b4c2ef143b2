"""Inputs that have much in common with another, for who keeps answers by a part of what an input is."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np


def related(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The case, and others that differ from it in one array or list alone: turned around, along each axis; with
    the first and the last in place and the rest turned around; with other signs, if a number is below 0.

    So a function that finds its answers again by a sum, the largest, absolute numbers, the ends or the shape
    of an argument, or does not look at it at all, gives the answer to another case.
    """
    others = [{**case, name: other} for name, value in case.items() for other in _relatives(value)]
    return [dict(case), *others]


def _relatives(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        turned = [value[::-1], [*value[:1], *value[-2:0:-1], *value[-1:]]]
        yield from (other for place, other in enumerate(turned) if other not in [value, *turned[:place]])
    elif isinstance(value, np.ndarray):
        seen = [value]
        for other in _turned(value):
            if not any(np.array_equal(other, one) for one in seen):
                seen.append(other)
                yield other


def _turned(array: Any) -> Iterator[Any]:
    for axis in range(array.ndim):
        yield np.flip(array, axis)
        if array.shape[axis] > 3:  # two at least between the first and the last
            first, between, last = np.split(array, [1, array.shape[axis] - 1], axis)
            yield np.concatenate([first, np.flip(between, axis), last], axis)
    if array.dtype.kind in "if" and (array < 0).any():
        yield -array
