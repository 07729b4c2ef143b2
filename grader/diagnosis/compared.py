"""Whether answers go wrong just where a whole number is larger, or smaller, than an array has rows.

What decides lies between two arguments, so that a threshold for either holds by accident alone. The number
is set to that of the rows, and to one beyond: the first has to be right, and the second wrong, for arrays of
several lengths.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.borders import Labelled, Tried, with_argument
from grader.values import Call

LENGTHS = 3  # of the array, different from each other, for which it has to be so
LEAST_RIGHT = 5  # inputs on the other side
BEYOND = "Wrong for every input tried where {} is {} than the number of {} in {}, right for all others tried."


@dataclass(frozen=True, slots=True)
class _Pair:
    """Which argument is the number, which the array, and on which side it goes wrong: 1 above, -1 below."""

    number: int
    array: int
    side: int

    def is_beyond(self, call: Call) -> bool:
        """Whether the number lies on that side of how long the array is."""
        return (_number(call, self.number) - _length(call, self.array)) * self.side > 0

    def at(self, call: Call, beyond: int) -> Call:
        """The call with the number so far on that side."""
        return with_argument(call, self.number, _length(call, self.array) + beyond * self.side)


def compared(points: Sequence[Labelled], names: Sequence[str], tried: Tried) -> str:
    """The sentence that says so; "" where it is not so. names: of the parameters."""
    for pair in _pairs([call for call, _ in points], names):
        beside = [call for call, right in points if right and not pair.is_beyond(call)]
        if (
            all(right != pair.is_beyond(call) for call, right in points)
            and len(beside) >= LEAST_RIGHT
            and _turns(pair, [call for call, _ in points], tried)
        ):
            axes = np.ndim(points[0][0].arguments[pair.array])
            side, kind = "larger" if pair.side > 0 else "smaller", "rows" if axes > 1 else "numbers"
            return BEYOND.format(names[pair.number], side, kind, names[pair.array])
    return ""


def _pairs(calls: Sequence[Call], names: Sequence[str]) -> Iterator[_Pair]:
    count = min((len(names), *(len(call.arguments) for call in calls)))
    numbers = [at for at in range(count) if all(_number(call, at) >= 0 for call in calls)]
    arrays = [at for at in range(count) if all(_length(call, at) > 0 for call in calls)]
    yield from (_Pair(one, other, side) for one in numbers for other in arrays for side in (1, -1))


def _number(call: Call, at: int) -> int:
    """-1: it is none."""
    one = call.arguments[at]
    return one if type(one) is int else -1


def _length(call: Call, at: int) -> int:
    """0: it has none."""
    one = call.arguments[at]
    return len(one) if isinstance(one, np.ndarray) and one.ndim else 0


def _turns(pair: _Pair, calls: Sequence[Call], tried: Tried) -> bool:
    """Whether it is right up to just that number, and wrong beyond. No number below one is tried."""
    lengths = {_length(call, pair.array): call for call in calls if _length(call, pair.array) + pair.side > 0}
    if len(lengths) < LENGTHS:
        return False
    some = [lengths[length] for length in (*sorted(lengths)[: LENGTHS - 1], max(lengths))]
    asked = [pair.at(call, beyond) for call in some for beyond in (0, 1)]
    return [*tried(asked)] == [True, False] * len(some)
