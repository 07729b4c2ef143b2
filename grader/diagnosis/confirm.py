"""Whether a rule about inputs holds for new ones, made for that on either side of it.

New inputs are others turned around: with all signs changed, in reverse order, with other numbers in the same
shapes. A rule that was read off inputs of one kind, such as large numbers above zero, fails here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

import numpy as np

from grader.diagnosis.borders import Labelled, Side, Tried
from grader.diagnosis.inputs import numeric
from grader.diagnosis.on_the_way import drawn, shares
from grader.values import Call

Turn = Callable[[Any], Any]

OUTSIDE, INSIDE, LEAST = 12, 4, 2  # new inputs on either side
BASES = 8  # wrong inputs, and as many right ones, that new ones are made of
MARGIN = 0.05  # of a bound: what lies as near to it is on neither side


@dataclass(frozen=True, slots=True)
class Again:
    """How many new inputs there were where wrong answers are said to lie, and how many were wrong."""

    inside: int
    wrong: int


def confirmed(side: Side, bound: float, points: Sequence[Labelled], tried: Tried) -> Again | None:
    """None: not all new inputs outside are answered rightly, or not most of those inside wrongly."""
    inside: list[Call] = []
    outside: list[Call] = []
    for call in _turned(points):
        place = _place(side, bound, call)
        if place:
            (inside if place > 0 else outside).append(call)
    inside, outside = inside[:INSIDE], outside[:OUTSIDE]
    answered = [*tried([*outside, *inside])]
    ended = len(answered) == len(outside) + len(inside)
    wrong = answered[len(outside) :].count(False)
    few = min(len(inside), len(outside)) < LEAST
    if few or not ended or not all(answered[: len(outside)]) or 2 * wrong < len(inside):
        return None
    return Again(len(inside), wrong)


def _place(side: Side, bound: float, call: Call) -> int:
    """1: where answers are said to be wrong; -1: where not; 0: at the border."""
    number, whole = side.of(call), side.feature.make or side.feature.of_sizes
    margin = 0.0 if whole else MARGIN * abs(bound)
    beyond = side.edge > side.near
    if (number >= bound + margin) if beyond else (number <= bound - margin):
        return 1
    return -1 if ((number < bound - margin) if beyond else (number > bound + margin)) else 0


def _turned(points: Sequence[Labelled]) -> Iterator[Call]:
    """The opposite of wrong ones first; then wrong and right ones in turn, in all ways."""
    generator = np.random.default_rng(1)
    kinds = [[call for call, is_right in points if is_right is right] for right in (False, True)]
    some = [calls[:: max(1, len(calls) // BASES)][:BASES] for calls in kinds]
    known = {_key(call) for call, _ in points}
    opposites = (_turned_by(call, turn) for call in some[0] for turn in (np.negative, _far_away))
    both = (call for pair in zip_longest(*some) for call in pair if call)
    for new in chain(opposites, (new for call in both for new in _ways(call, generator))):
        if _key(new) not in known:
            known.add(_key(new))
            yield new


def _ways(call: Call, generator: np.random.Generator) -> Iterator[Call]:
    for turn in (np.negative, np.flip, lambda one: drawn(one, generator)):
        yield _turned_by(call, turn)


def _turned_by(call: Call, turn: Turn) -> Call:
    return replace(call, arguments=tuple(_turn(one, turn) for one in call.arguments))


def _turn(one: Any, turn: Turn) -> Any:
    """Shares of one stay shares."""
    signs = turn in (np.negative, _far_away)
    if not numeric(one) or (signs and shares(one)):
        return one
    return np.asarray(turn(one), one.dtype)


def _far_away(one: Any) -> Any:
    """All numbers where the opposite of the largest is."""
    return np.full_like(one, -one.flat[np.abs(one).argmax()])


def _key(call: Call) -> tuple[object, ...]:
    return tuple(one.tobytes() if isinstance(one, np.ndarray) else repr(one) for one in call.arguments)
