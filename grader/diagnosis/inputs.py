"""Further inputs to try: those of the checks, mixed with one another and changed.

Nothing is asked that checks would not ask: numbers stay between the smallest and the largest that they use
for this argument, weights that always add up to one still do, and shapes go together as theirs do.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from grader.values import Argument, Array, Call

SHARES = (1.0, 0.05, 0.02, 0.0015)  # of the largest number: where exp, float16 and the like give way
BASES = 4  # calls of different shapes that are changed
MIXED = 20  # calls made of the arguments of two
MOST = 160


@dataclass(frozen=True, slots=True)
class Range:
    """What an argument's numbers are like in all calls. whole: they add up to one."""

    low: float
    high: float
    whole: bool

    def holds(self, array: Array) -> bool:
        inside = bool(np.isfinite(array).all() and array.min() >= self.low and array.max() <= self.high)
        return inside and (not self.whole or abs(float(array.sum()) - 1) < 1e-6)


def plain(calls: Sequence[Call]) -> list[Call]:
    """The calls that ask what the function returns, and nothing else."""
    return [call for call in calls if call.reads == "result" and not call.step and not call.named]


def further(calls: Sequence[Call], order: Sequence[int]) -> list[Call]:
    """Calls beside these. order: of the places in `calls`, those first that tell most."""
    known = plain([calls[place] for place in order])
    ranges = _ranges(known)
    bases = list({shapes(call): call for call in reversed(known)}.values())[-BASES:]
    found = [*_mixed(known), *(one for base in bases for one in _changed(base, ranges))]
    return found[:MOST]


def shapes(call: Call) -> tuple[object, ...]:
    """Equal for calls whose arguments can be exchanged: lists are as long, and so are the arrays in them."""
    return tuple(map(_shape, call.arguments))


def _shape(argument: object) -> object:
    if isinstance(argument, np.ndarray):
        return argument.shape
    name = type(argument).__name__
    return (name, *map(_shape, argument)) if isinstance(argument, list | tuple) else name


def numeric(argument: Argument) -> bool:
    return isinstance(argument, np.ndarray) and argument.dtype.kind in "iuf" and argument.size > 0


def _ranges(calls: Sequence[Call]) -> dict[int, Range]:
    """By position, of arguments that are arrays of finite numbers in every call."""
    columns: dict[int, list[Array]] = defaultdict(list)
    for call in calls:
        for at, argument in enumerate(call.arguments):
            if isinstance(argument, np.ndarray) and numeric(argument):
                columns[at].append(argument)
    return {
        at: Range(
            float(min(array.min() for array in arrays)),
            float(max(array.max() for array in arrays)),
            all(abs(float(array.sum()) - 1) < 1e-6 for array in arrays),
        )
        for at, arrays in columns.items()
        if len(arrays) == len(calls)
    }


def _mixed(calls: Sequence[Call]) -> Iterator[Call]:
    """Calls of the same shapes that exchange one argument, whatever it is."""
    alike: dict[object, list[Call]] = defaultdict(list)
    for call in calls:
        alike[shapes(call)].append(call)
    pairs = [pair for group in alike.values() for pair in pairwise(group)]
    for number, (one, other) in enumerate(pairs[:MIXED]):
        if len(one.arguments) > 1:
            yield with_argument(one, number % len(one.arguments), other.arguments)


def with_argument(call: Call, at: int, arguments: Sequence[Argument]) -> Call:
    """`call` with the argument at this place from these."""
    return replace(call, arguments=(*call.arguments[:at], arguments[at], *call.arguments[at + 1 :]))


def _changed(call: Call, ranges: Mapping[int, Range]) -> Iterator[Call]:
    for at, within in ranges.items():
        given = call.arguments[at]
        if isinstance(given, np.ndarray) and given.dtype.kind == "f":
            for array in _arrays(given, max(abs(within.low), abs(within.high))):
                if within.holds(array):
                    arguments = (*call.arguments[:at], array, *call.arguments[at + 1 :])
                    yield replace(call, arguments=arguments)


def _arrays(given: Any, largest: float) -> Iterator[Array]:
    """The same shape, other numbers. largest: that may be used."""
    small = given / max(1.0, float(np.abs(given).max()))
    yield from (given[::-1].copy(), -given, np.zeros_like(given), np.full_like(given, given.flat[0]))
    for share in SHARES:
        size = share * largest
        for sign in (-1, 1):
            yield small + sign * (size - np.abs(small).max())  # all of them far out
            yield small * sign * size
            for index in (0, -1):
                alone = small.copy()
                alone.flat[index] = sign * size
                yield alone
