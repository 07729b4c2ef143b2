"""What the inputs that are answered wrongly have in common, and those answered rightly have not.

A feature reads one number off a call: how many rows, the largest number, whether two are equal. Where all
wrong answers lie on one side of a threshold, and right ones on the other, that is told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values import Call

LEAST_WRONG = 2
LEAST_RIGHT = 5
SHARE = 0.1  # of all inputs that have to lie on the right side of a threshold
TELLS = 0.25  # of the right answers, where some lie on the wrong side
TELLS_OF_NUMBERS = 0.9  # as this; a threshold is found for any numbers, if some may lie on the wrong side
MOSTLY = 0.5  # of what lies there is wrong

Labelled = tuple[Call, bool]  # and whether its answer is right


@dataclass(frozen=True, slots=True)
class Feature:
    """above, below: words for being so much or more, or less; "": that is not told. zero: the same two for a
    threshold at zero. of_sizes: it looks at sizes and types, not at numbers.
    """

    read: Callable[[Any], float]
    at: int
    above: str
    below: str = ""
    zero: tuple[str, str] = ("", "")
    of_sizes: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    sentence: str
    of_sizes: bool


@dataclass(frozen=True, slots=True)
class _Split:
    words: str
    of_sizes: bool
    outside: int
    inside: int
    wrong: int
    right: int

    @property
    def perfect(self) -> bool:
        return self.inside == self.wrong


def where(points: Sequence[Labelled], names: Sequence[str]) -> Found | None:
    """names: of the parameters."""
    splits = [split for feature in _features(points, names) for split in _splits(feature, points)]
    fitting = [split for split in splits if _worth(split, len(points))]
    best = max(fitting, key=lambda split: (split.outside, split.wrong / split.inside), default=None)
    if best is None:
        return None
    if best.perfect:
        return Found(f"Wrong for every input tried where {best.words}, right for all others.", best.of_sizes)
    count = f"{best.wrong} of {best.inside}"
    return Found(
        f"Right for every input tried, except where {best.words}: {count} such go wrong.", best.of_sizes
    )


def _worth(split: _Split, total: int) -> bool:
    if split.wrong < LEAST_WRONG or split.outside < max(LEAST_RIGHT, SHARE * total):
        return False
    tells = split.outside >= (TELLS if split.of_sizes else TELLS_OF_NUMBERS) * split.right
    return split.perfect or (tells and split.wrong >= MOSTLY * split.inside)


def _splits(feature: Feature, points: Sequence[Labelled]) -> Iterator[_Split]:
    numbers = np.array([feature.read(call.arguments[feature.at]) for call, _ in points], float)
    right = np.array([is_right for _, is_right in points])
    if right.all() or not right.any():
        return
    wrong = numbers[~right]
    for words, at_zero, edge, inside in (
        (feature.above, feature.zero[0], wrong.min(), numbers >= wrong.min()),
        (feature.below, feature.zero[1], wrong.max(), numbers <= wrong.max()),
    ):
        others = numbers[~inside]
        crosses = at_zero and edge != 0 and len(others) and (others * np.sign(edge) <= 0).all()
        if words:
            near = others[np.abs(others - edge).argmin()] if len(others) else edge
            bound = edge if feature.of_sizes else _roundest(edge, near)
            told = at_zero if crosses else _one(words.format(f"{bound:g}"))
            yield _Split(told, feature.of_sizes, len(others), int(inside.sum()), len(wrong), int(right.sum()))


def _roundest(edge: float, beyond: float) -> float:
    """The number with the fewest digits from `edge` on and short of `beyond`: it parts the same inputs."""
    towards = np.floor if beyond < edge else np.ceil
    for power in range(6, -6, -1):
        rounded = float(towards(edge / 10.0**power) * 10.0**power)
        if abs(rounded - edge) < abs(beyond - edge):
            return rounded + 0.0  # never -0
    return edge


def _one(words: str) -> str:
    return re.sub(r"at most 1 (\w+)s$", r"a single \1", words)


def _features(points: Sequence[Labelled], names: Sequence[str]) -> Iterator[Feature]:
    """Of arguments that are arrays of so many axes in every call, or whole numbers."""
    calls = [call for call, _ in points]
    count = min((len(call.arguments) for call in calls), default=0)
    for at in sorted(range(min(count, len(names))), key=lambda at: -np.ndim(calls[0].arguments[at])):
        values = [call.arguments[at] for call in calls]
        kinds = {_kind(value) for value in values}
        name = names[at]
        if kinds == {int}:
            yield Feature(float, at, f"{name} is {{}} or more", f"{name} is at most {{}}")
        elif kinds == {(2, True)}:
            yield from _of_rows(at, name)
            yield from _of_numbers(at, name)
        elif kinds == {(1, True)}:
            yield from _of_length(at, name)
            yield from _of_numbers(at, name)


def _kind(value: object) -> object:
    """Axes, and whether there are numbers along them; of all else the type."""
    if not isinstance(value, np.ndarray):
        return type(value)
    return value.ndim, value.dtype.kind in "iuf" and value.size > 0


def _of_rows(at: int, name: str) -> Iterator[Feature]:
    def compared(sign: int, words: str) -> Feature:
        return Feature(lambda x: float(np.sign(x.shape[0] - x.shape[1]) == sign), at, words)

    yield compared(1, f"{name} has more rows than columns")
    yield compared(-1, f"{name} has fewer rows than columns")
    yield compared(0, f"{name} has as many rows as columns")
    for axis, kind in enumerate(("row", "column")):
        words = f"{name} has {{}} or more {kind}s", f"{name} has at most {{}} {kind}s"
        yield Feature(lambda x, axis=axis: x.shape[axis], at, *words)  # type: ignore[misc]
        odd = f"{name} has an odd number of {kind}s"
        yield Feature(lambda x, axis=axis: x.shape[axis] % 2, at, odd)  # type: ignore[misc]


def _of_length(at: int, name: str) -> Iterator[Feature]:
    yield Feature(np.size, at, f"{name} has {{}} or more numbers", f"{name} has at most {{}} numbers")
    yield Feature(lambda x: x.size % 2, at, f"{name} has an odd number of numbers")


def _of_numbers(at: int, name: str) -> Iterator[Feature]:
    yield Feature(lambda x: x.dtype.kind in "iu", at, f"{name} holds whole numbers")
    yield Feature(lambda x: x.dtype.itemsize < 8, at, f"the numbers in {name} are of type float32")
    yield Feature(
        np.max,
        at,
        f"some number in {name} is {{}} or higher",
        f"every number in {name} is {{}} or lower",
        zero=(f"some number in {name} is above zero", f"every number in {name} is below zero"),
        of_sizes=False,
    )
    yield Feature(
        np.min,
        at,
        f"every number in {name} is {{}} or higher",
        f"some number in {name} is {{}} or lower",
        zero=(f"every number in {name} is above zero", f"some number in {name} is below zero"),
        of_sizes=False,
    )
    apart = f"the numbers in {name} lie {{}} or more apart", f"the numbers in {name} lie at most {{}} apart"
    yield Feature(np.ptp, at, *apart, of_sizes=False)
    yield Feature(lambda x: (x == 0).any(), at, f"a number in {name} is 0", of_sizes=False)
    yield Feature(_repeats, at, f"{name} has the same number, or row, twice", of_sizes=False)


def _repeats(array: Any) -> bool:
    return len(np.unique(array, axis=0)) < len(array)
