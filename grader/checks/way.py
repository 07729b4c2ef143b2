"""What is computed on the way to a right answer, as the course's author writes it beside the hidden checks.

@on_the_way("mean")
def _(numbers):
    yield "the total", numbers.sum()
    yield "how many there are", len(numbers)

Whoever answers wrongly is told these values for the example that shows it, and can print their own.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np

from grader.checks.assertions import LISTED, shown
from grader.checks.recorded_calls import RecordedCall, with_due
from grader.checks.run import quiet
from grader.model import Intermediate
from grader.values import Array, Ask, Call, Plain, Returned, as_array

Way = Callable[..., Iterator[tuple[str, Any]]]

MOST = 12  # values; nobody reads more
FEWEST, DECIMALS = 6, 5  # digits of a number that is shown, and those after its point
HUGE = 1e9  # a number as large as that is told by its first digits
APART = 1e-5  # of a number, or of one: what is nearer is no other answer


@dataclass(frozen=True, slots=True)
class _Of:
    question: str


def on_the_way(question: str) -> Callable[[Way], Way]:
    """Declare what there is on the way to an answer of `question`: pairs of words and value, in order.

    The function takes the question's arguments. Values are numbers or small arrays.
    """

    def declare(function: Way) -> Way:
        function.way_of = _Of(question)  # type: ignore[attr-defined]
        return function

    return declare


def declared_ways(module: ModuleType) -> Mapping[str, Way]:
    """By question."""
    found = [(getattr(one, "way_of", None), one) for one in vars(module).values()]
    return {mark.question: one for mark, one in found if isinstance(mark, _Of)}


def last_wrong(question: str, calls: Iterable[RecordedCall], reference: Ask) -> Call | None:
    """The last of these calls whose answer is not the reference's, if all differ in their numbers alone.

    A claim tells of the call that it made last, as a rule; those before are what that one is compared with.
    """
    found = None
    for one, due in with_due(question, calls, reference, ["result"]):
        if one.shows != "answer":
            continue
        if not (isinstance(one.reply, Returned) and isinstance(due, Returned)) or one.call.stand_ins:
            return None
        own, right = arrays_of(one.reply.value), arrays_of(due.value)
        if [array.shape for array in own] != [array.shape for array in right]:
            return None
        if not all(map(_near, own, right)):
            found = one.call
    return found


def arrays_of(value: Plain) -> list[Array]:
    """The arrays that an answer is made of; none, where it is made of anything else."""
    parts = value if isinstance(value, tuple) else (value,)
    arrays = [array for part in parts if (array := as_array(part)) is not None]
    return arrays if len(arrays) == len(parts) else []


def _near(own: Array, due: Array) -> bool:
    return bool(np.allclose(own.astype(float), due.astype(float), APART, APART, equal_nan=True))


def found_on_the_way(function: Way, call: Call, example: Mapping[str, Any]) -> tuple[Intermediate, ...]:
    """What there is on the way to the right answer to a call; nothing, where that is too much to read.

    The arguments come first where they are not those of the example. Raises: what the author's function does.
    """
    with quiet():
        given = zip(inspect.signature(function).parameters, call.arguments, strict=False)
        moved = [(name, one) for name, one in given if _is_new(one, example.values())]
        found = [*moved, *islice(function(*call.arguments, **dict(call.named)), MOST + 1)]
    readable = len(found) <= MOST and all(np.size(value) <= LISTED for _, value in found)
    told = ((words, shown(value, digits=_digits(value))) for words, value in found)
    return tuple(Intermediate(*one) for one in told) if readable else ()


def _digits(value: Any) -> int:
    """So many that scores can be told apart: what is lost of a number counts in the next step by its size."""
    sizes = np.abs(np.asarray(value, float))
    largest = float(sizes[sizes < HUGE].max(initial=0.0))
    return max(FEWEST, len(f"{largest:.0f}") + DECIMALS)


def _is_new(one: Any, others: Iterable[Any]) -> bool:
    """Whether it is an array that is none of these."""
    arrays = [other for other in others if isinstance(other, np.ndarray)]
    return isinstance(one, np.ndarray) and not any(np.array_equal(one, other) for other in arrays)
