"""From which size of the right answer on answers go wrong, whatever the inputs are.

Large answers come of large inputs, so that a threshold in an argument looks like the cause as well. So inputs
are made smaller and larger, one argument at a time: only a threshold in the answer is then always met where
the answer has the same size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from grader.diagnosis.borders import AGREE, NEAR, Labelled, Tried
from grader.diagnosis.inputs import numeric
from grader.diagnosis.on_the_way import ANSWER, Way, shares
from grader.values import Call

WRONG, RIGHT = 2, 3  # inputs that are made smaller, and larger
STEPS = 9  # of one path
BEYOND = 1.1  # times the threshold: where a larger input has to be wrong


def height(points: Sequence[Labelled], tried: Tried, way: Way) -> float | None:
    """How far away from 0 a number of the right answer is where answers begin to go wrong, if that is so."""
    sizes = [(call, is_right, _size(way, call)) for call, is_right in points]
    right = [size for _, is_right, size in sizes if is_right]
    wrong = [size for _, is_right, size in sizes if not is_right]
    if len(wrong) < WRONG or not right or not max(right) < min(wrong):  # nor with nan
        return None
    nearest = sorted((one for one in sizes if not one[1]), key=lambda one: one[2])
    paths = [(call, at) for call, _, _ in nearest[:WRONG] for at in _scalable(call)]
    if len({at for _, at in paths}) < 2:  # an answer grows with its only argument
        return None
    found = [_border(call, at, max(right), tried, way) for call, at in paths]
    borders = [one for one in found if one is not None]
    if len(borders) < len(found) or max(borders) - min(borders) > AGREE * max(borders):
        return None
    larger = [*islice(_larger(points, max(borders), way), RIGHT)]
    return min(borders) if [*tried(larger)] == [False] * len(larger) else None


def _size(way: Way, call: Call) -> float:
    """nan: there is no right answer, or it is no array of numbers."""
    due = way.of(call).get(ANSWER)
    return float(np.abs(due).max()) if due is not None else np.nan


def _scalable(call: Call) -> list[int]:
    """The arguments whose numbers may be larger or smaller."""
    floats = [at for at, one in enumerate(call.arguments) if numeric(one) and _is_float(one)]
    return [at for at in floats if not shares(call.arguments[at])]


def _is_float(argument: Any) -> bool:
    return bool(argument.dtype.kind == "f")


def _times(call: Call, places: Sequence[int], factor: float) -> Call:
    given: list[Any] = list(call.arguments)
    return replace(
        call, arguments=tuple(one * factor if at in places else one for at, one in enumerate(given))
    )


def _border(call: Call, at: int, right: float, tried: Tried, way: Way) -> float | None:
    """The smallest answer that is wrong, where this argument becomes smaller; None: none becomes right."""
    small, large = 0.5 * right / _size(way, call), 1.0
    if [*tried([_times(call, [at], small)])] != [True]:
        return None
    for _ in range(STEPS):
        if large - small <= NEAR * large:
            break
        middle = (small + large) / 2
        answered = [*tried([_times(call, [at], middle)])]
        if not answered:
            return None
        small, large = (middle, large) if answered[0] else (small, middle)
    return _size(way, _times(call, [at], large))


def _larger(points: Sequence[Labelled], border: float, way: Way) -> Iterator[Call]:
    """Inputs that are answered rightly, made so large that they should not be, with no number beyond those of
    the inputs known.
    """
    most = [
        max(float(np.abs(one).max()) if numeric(one) else 0.0 for one in column)
        for column in zip(*(call.arguments for call, _ in points), strict=False)
    ]
    for call, is_right in points:
        places = _scalable(call) if is_right else []
        given: list[Any] = list(call.arguments)
        room = [most[at] / max(float(np.abs(given[at]).max()), 1e-9) for at in places if at < len(most)]
        new = _times(call, places, min(room)) if room else call
        if places and _size(way, new) > BEYOND * border:
            yield new
