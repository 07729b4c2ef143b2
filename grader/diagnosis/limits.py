"""Up to which size answers are right, where they go wrong for some larger inputs and not for others.

A wrong input is made shorter and longer, and filled with other numbers: counted up, counted down, all equal.
Only where two kinds of numbers turn wrong at the same size is that size told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.diagnosis.borders import Labelled, Tried
from grader.diagnosis.inputs import numeric
from grader.diagnosis.on_the_way import drawn, shares
from grader.values import Call

LEAST_RIGHT = 5  # inputs of at most that size
SMALLEST = 3  # size that is told to be wrong
WRONG, TRIED = 3, 6  # inputs that are filled anew, and how many of these are made shorter
AGREEING = 2  # kinds of numbers that have to turn wrong at the same size
UP_TO = "Right for all {} inputs tried where {} has at most {} {}, wrong for some with more."
SINGULAR = {"rows": "row", "columns": "column", "numbers": "number", "entries": "entry"}

Place = tuple[int, int]  # which argument, and which of its axes; of a list 0
Fill = Callable[[Any, int, int], Any]  # (argument, its axis, size) -> an argument of that size


@dataclass(frozen=True, slots=True)
class Limit:
    """The first size that is wrong; of what, in words."""

    sentence: str
    first: int


def limit(points: Sequence[Labelled], names: Sequence[str], tried: Tried) -> Limit | None:
    """names: of the parameters. tried: asks the student's function."""
    known = [(call, right) for call, right in points if len(call.arguments) == len(points[0][0].arguments)]
    for places in _linked([call for call, _ in known], len(names)):
        sizes = [_size(call, places[0]) for call, _ in known]
        least = min((size for size, (_, right) in zip(sizes, known, strict=True) if not right), default=0)
        below = sum(size < least for size in sizes)
        if least < SMALLEST or below < LEAST_RIGHT:
            continue
        wrong = [call for call, right in known if not right][:WRONG]
        first = _first(wrong, places, tried)
        right = [size for size in sizes if size < (first or 0)]
        if first and len(right) >= LEAST_RIGHT:
            name, kind = _words(wrong[0], places[0], names)
            return Limit(UP_TO.format(len(right), name, first - 1, kind), first)
    return None


def _linked(calls: Sequence[Call], names: int) -> Iterator[list[Place]]:
    """Places that are equally long in every call, tables first."""
    found: dict[tuple[int, ...], list[Place]] = {}
    for at, one in sorted(
        enumerate(calls[0].arguments if calls else ()),
        key=lambda at: -np.ndim(at[1]) if isinstance(at[1], np.ndarray) else 0,
    ):
        for axis in range(one.ndim if isinstance(one, np.ndarray) else 1 if type(one) is list else 0):
            sizes = tuple(_size(call, (at, axis)) for call in calls)
            if at < names and min(sizes) >= 0 and len({*sizes}) > 1:
                found.setdefault(sizes, []).append((at, axis))
    yield from found.values()


def _size(call: Call, place: Place) -> int:
    """-1: this argument has none there."""
    one, axis = call.arguments[place[0]], place[1]
    if isinstance(one, np.ndarray):
        return one.shape[axis] if axis < one.ndim else -1
    return len(one) if type(one) is list and not axis else -1


def _words(call: Call, place: Place, names: Sequence[str]) -> tuple[str, str]:
    one = call.arguments[place[0]]
    axes = np.ndim(one) if isinstance(one, np.ndarray) else 0
    kind = ("rows", "columns")[place[1]] if axes == 2 else "numbers" if axes == 1 else "entries"
    return names[place[0]], kind


# --- where it begins ---


def _first(wrong: Sequence[Call], places: Sequence[Place], tried: Tried) -> int:
    """The smallest size at which two fillings are wrong, and below which all are right; 0: there is none."""
    kinds = [(call, fill) for call in wrong for fill in FILLS]

    def answered(some: Sequence[tuple[Call, Fill]], size: int) -> list[bool]:
        return [*tried([_filled(call, places, fill, size or _size(call, places[0])) for call, fill in some])]

    telling = [kind for kind, right in zip(kinds, answered(kinds, 0), strict=False) if not right][:TRIED]
    found = [
        _between(lambda size, kind=kind: answered([kind], size), _size(kind[0], places[0]))  # type: ignore[misc]
        for kind in telling
    ]
    first = min(found, default=0)
    if found.count(first) < AGREEING or first < SMALLEST:
        return 0
    return first if answered(kinds, first - 1) == [True] * len(kinds) else 0


def _between(answered: Callable[[int], list[bool]], longest: int) -> int:
    right, wrong = 0, longest
    while wrong - right > 1:
        middle = (wrong + right) // 2
        found = answered(middle)
        if not found:
            return 0
        right, wrong = (middle, wrong) if found[0] else (right, middle)
    return wrong


def _filled(call: Call, places: Sequence[Place], fill: Fill, size: int) -> Call:
    arguments = list(call.arguments)
    for at, axis in places:
        arguments[at] = fill(arguments[at], axis, size)
    return replace(call, arguments=tuple(arguments))


# --- what is filled in ---


def _some(one: Any, axis: int, size: int) -> Any:
    """Of its own, from all over."""
    if not isinstance(one, np.ndarray):
        return [one[at] for at in np.linspace(0, len(one) - 1, size).round().astype(int)]
    taken = np.take(one, np.linspace(0, one.shape[axis] - 1, size).round().astype(int), axis)
    total = taken.sum(-1, keepdims=True) if numeric(one) and shares(one) else 0
    return taken / total if np.all(total) else taken


def _counted(one: Any, axis: int, size: int, *, down: bool = False) -> Any:
    taken = _some(one, axis, size)
    if not isinstance(one, np.ndarray) or not numeric(one):
        return taken
    along = np.arange(size, 0, -1) if down else np.arange(1, size + 1)
    along = along.reshape([size if at == axis else 1 for at in range(one.ndim)])
    if shares(one):
        return np.broadcast_to(along / along.sum(), taken.shape).copy() if axis == one.ndim - 1 else taken
    spread = one.min() + (one.max() - one.min()) * along / size
    return np.broadcast_to(spread, taken.shape).astype(one.dtype)


def _equal(one: Any, axis: int, size: int) -> Any:
    taken = _some(one, axis, size)
    if not isinstance(one, np.ndarray) or not numeric(one):
        return taken
    return np.full(taken.shape, 1 / taken.shape[-1] if shares(one) else one.max(), one.dtype)


def _drawn(one: Any, axis: int, size: int) -> Any:
    taken = _some(one, axis, size)
    return drawn(taken, np.random.default_rng(0)).astype(one.dtype) if numeric(taken) else taken


def _down(one: Any, axis: int, size: int) -> Any:
    return _counted(one, axis, size, down=True)


FILLS: tuple[Fill, ...] = (_some, _counted, _down, _equal, _drawn)


# --- what to ask ---


def asks_of_limit(sentence: str, code: str) -> str:
    """A question about the first that goes wrong, where the sentence says from which size on; else ""."""
    more = re.search(r"has (\d+) or more (\w+s)\b", sentence)
    up_to = re.search(r"has at most (\d+) (\w+), wrong for some with more", sentence)
    found = more or up_to
    if found is None:
        return ""
    first = int(found[1]) + (found is up_to)
    written = next((size for size in (first - 1, first) if re.search(rf"(?<![\w.]){size}(?![\w.])", code)), 0)
    known = f"The number {written} stands in your code. " if first >= SMALLEST and written else ""
    if re.search(r"^\s*(?:for|while)\b", code, re.MULTILINE):
        return f"{known}What has your code in each round, for such an input? Which round is wrong?"
    kind = found[2] if found[2] in SINGULAR else ""
    return f"{known}What does that line make of {first} {kind}?" if known and kind else ""
