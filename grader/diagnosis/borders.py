"""Where exactly right answers end: the student's function is asked on either side.

Wrong inputs are led over to right ones, step by step: numbers by halves, sizes by cutting off what is last.
What is so or not, such as that two numbers are equal, is made so in right inputs, and undone in wrong ones.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from grader.checks.cut import shortened
from grader.diagnosis.features import Feature, furthest
from grader.values import Array, Call

PATHS = 2  # from wrong to right; where they meet different borders, none is told
STEPS = 14  # of one path
NEAR = 0.01  # of the border: how far its two sides lie apart at the end
AGREE = 0.05  # of the border: how far those of two paths may
TRIED = 2  # inputs in which something is made so, or undone

Labelled = tuple[Call, bool]  # and whether its answer is right
Tried = Callable[[Sequence[Call]], Sequence[bool]]  # whether answers are right, until one does not come


@dataclass(frozen=True, slots=True)
class Side:
    """Wrong answers lie at `edge` and beyond. near: what lies nearest to it on the other side."""

    feature: Feature
    edge: float
    near: float

    def of(self, call: Call) -> float:
        return float(self.feature.read(call.arguments[self.feature.at]))


@dataclass(frozen=True, slots=True)
class Border:
    """first: the first wrong number. about: it is only near that. either: where it is a distance from 0, and
    another on the other side: the number above 0, and the one below.
    """

    first: float
    about: bool = False
    either: tuple[float, float] | None = None


def border(side: Side, points: Sequence[Labelled], tried: Tried, *, all_wrong: bool) -> Border | None:
    """None: there is none. all_wrong: all answers beyond `edge` are wrong, and not only some."""
    feature = side.feature
    if feature.make and feature.undo:
        return Border(side.edge) if _holds(side, points, tried, all_wrong=all_wrong) else None
    if feature.axis is not None or _is_whole(side, points):
        return Border(_first_size(side, points, tried))
    if feature.of_sizes:
        return Border(side.edge)
    return _first_number(side, points, tried)


def _is_whole(side: Side, points: Sequence[Labelled]) -> bool:
    return all(type(call.arguments[side.feature.at]) is int for call, _ in points)


def with_argument(call: Call, at: int, argument: Any) -> Call:
    """The call with another argument in this place."""
    return replace(call, arguments=(*call.arguments[:at], argument, *call.arguments[at + 1 :]))


# --- what is so or not ---


def _holds(side: Side, points: Sequence[Labelled], tried: Tried, *, all_wrong: bool) -> bool:
    at, make, undo = side.feature.at, side.feature.make, side.feature.undo
    wrong = [call for call, is_right in points if not is_right][:TRIED]
    right = (call for call, is_right in points if is_right and side.of(call) != side.edge)
    undone = [with_argument(call, at, undo(call.arguments[at])) for call in wrong] if undo else []
    every = (
        (with_argument(call, at, make(call.arguments[at])) for call in right) if make and all_wrong else ()
    )
    made = [*islice((call for call in every if side.of(call) == side.edge), TRIED)]  # not of equal numbers
    answered = tried([*undone, *made])
    return list(answered) == [True] * len(undone) + [False] * len(made)


# --- numbers ---


def _first_number(side: Side, points: Sequence[Labelled], tried: Tried) -> Border | None:
    wrong = sorted(
        (call for call, is_right in points if not is_right and _is_float(side, call)),
        key=lambda call: abs(side.of(call) - side.edge),
    )
    nearest = wrong[:1]
    others = sorted(wrong[1:], key=lambda call: _sign(side, call) == _sign(side, nearest[0]))  # below 0, too
    paths = (
        (_path(side, call, points, tried), _sign(side, call)) for call in [*nearest, *others][: PATHS + 1]
    )
    met = [*islice(((one, sign) for one, sign in paths if one is not None), PATHS)]
    found = [one for one, _ in met]
    if not found or max(found) - min(found) > AGREE * max(map(abs, (*found, side.edge * NEAR))):
        return None
    by_sign = {sign: one for one, sign in met}
    above, below = by_sign.get(1.0, 0.0), by_sign.get(-1.0, 0.0)
    apart = above and below and abs(above - below) > 2 * NEAR * above
    return Border(found[0], about=True, either=(above, -below) if apart and side.feature.either else None)


def _sign(side: Side, call: Call) -> float:
    """Of the number that decides, or that lies furthest from 0."""
    given: Any = call.arguments[side.feature.at]
    return float(np.sign((side.feature.signed or furthest)(given)))


def _is_float(side: Side, call: Call) -> bool:
    given = call.arguments[side.feature.at]
    return isinstance(given, np.ndarray) and given.dtype.kind == "f"


def _path(side: Side, wrong: Call, points: Sequence[Labelled], tried: Tried) -> float | None:
    """The border between this wrong input and a right one that differs in one argument alone."""
    at = side.feature.at
    there: Any = wrong.arguments[at]
    for start in _starts(side, there, points):
        here: Any = start
        if [*tried([with_argument(wrong, at, here)])] != [True]:
            continue
        for _ in range(STEPS):
            ends = side.feature.read(here), side.feature.read(there)
            if abs(ends[1] - ends[0]) <= NEAR * max(map(abs, ends)):
                break
            middle = (here + there) / 2
            answered = [*tried([with_argument(wrong, at, middle)])]
            if not answered:
                return None
            here, there = (middle, there) if answered[0] else (here, middle)
        return float(side.feature.read(there))
    return None


def _starts(side: Side, given: Any, points: Sequence[Labelled]) -> Iterator[Array]:
    """Arrays of that shape on the right side."""
    at = side.feature.at
    shrunk = given / max(1.0, float(np.abs(given).max()))
    same = [call.arguments[at] for call, is_right in points if is_right]
    fitting = [one for one in same if isinstance(one, np.ndarray) and one.shape == given.shape]
    beyond = side.edge > side.near
    for one in [shrunk, *fitting][: 2 * PATHS]:
        number = side.feature.read(one)
        if (number < side.edge) if beyond else (number > side.edge):
            yield one


# --- sizes ---


def _first_size(side: Side, points: Sequence[Labelled], tried: Tried) -> float:
    """The smallest, or largest, that is wrong, as far as that can be found out."""
    upwards = side.edge > side.near
    longer = side.edge if upwards else side.near
    whole = next(call for call, is_right in points if side.of(call) == longer and is_right != upwards)
    wrong, right = int(side.edge), int(side.near)
    while abs(wrong - right) > 1:
        middle = (wrong + right) // 2
        call = _of_size(side.feature, whole, middle, points)
        answered = [*tried([call])] if call else []
        if not answered:
            break
        wrong, right = (wrong, middle) if answered[0] else (middle, right)
    return float(wrong)


def _of_size(feature: Feature, call: Call, size: int, points: Sequence[Labelled]) -> Call | None:
    """The call with what is last cut off, in all arguments that are as long as this one in every call."""
    if feature.axis is None:
        return with_argument(call, feature.at, size)
    long = _lengths(feature.at, feature.axis, points)
    arguments = list(call.arguments)
    for at, given in enumerate(call.arguments):
        for axis in range(np.ndim(given) if isinstance(given, np.ndarray) else 0):
            if _lengths(at, axis, points) == long:
                arguments[at] = shortened(arguments[at], axis, range(size))
    return None if any(one is None for one in arguments) else Call(call.function, tuple(arguments))


def _lengths(at: int, axis: int, points: Sequence[Labelled]) -> list[int]:
    given = [call.arguments[at] for call, _ in points]
    shapes = [one.shape if isinstance(one, np.ndarray) else () for one in given]
    return [shape[axis] if len(shape) > axis else -1 for shape in shapes]
