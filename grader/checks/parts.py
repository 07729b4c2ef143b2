"""Whether a student's own parts are answers at all, so that what builds on them can be judged by them.

A part is tried on inputs made from its stand-in's axes, without those that may be None. Its answers are of
use if they are finite, of the right shape, follow every input, come again for the same input, and stay what
they were when the part is called once more. That is found out once for each submission, however many claims
want to know.
"""

from functools import lru_cache
from itertools import count

import numpy as np

from grader.checks.student_functions import Ask
from grader.values import Array, Call, Reads, Reply, Returned, StandIn, Word, describe

ALIKE = 1e-5  # answers that differ by no more, times their size, are the same
NAN = "gives numbers that are not finite"
SMALLEST = 3  # elements along the first axis; each further axis has one more, to be told from the others


def knowing_parts(ask: Ask) -> Ask:
    """Answers as `ask` does, and to a Call that reads "usable", from such answers, why parts are of no use.

    That is a text, "" where they are.
    """
    known: dict[tuple[str, StandIn], str] = {}

    def reason(part: tuple[str, StandIn]) -> str:
        if part not in known:
            known[part] = _fault(ask, *part)
        return known[part]

    def asking(call: Call) -> Reply:
        if call.reads != "usable":
            return ask(call)
        return _said(next(filter(None, map(reason, call.stand_ins)), ""))

    return asking


@lru_cache(maxsize=1_000)
def _said(reason: str) -> Reply:
    """The same object for the same words, so that a run that went the same way before is recognised."""
    return Returned(Word(reason))


class _NoAnswer(Exception):
    """What came back is none; the text says why."""


def _fault(ask: Ask, name: str, part: StandIn) -> str:
    """What keeps the answers of a part from being of use; "" if nothing does."""

    def answers(*inputs: Array, reads: Reads = "result") -> tuple[Array, ...]:
        return _taken(ask(Call(name, inputs, reads)), part)

    base, others = _inputs(part, 1), _inputs(part, 2)
    try:
        first = answers(*base)
        for at, parameter in enumerate(part.needed):
            moved = answers(*base[:at], others[at], *base[at + 1 :])
            if any(map(_alike, first, moved)):
                return f"{name} gives the same whatever {parameter} is"
        if not all(map(_alike, first, answers(*base))):
            return f"{name} gives another answer for the same input"
        if not all(map(_alike, first, answers(*base, *others, reads="kept"))):
            return f"what {name} gave is overwritten when it is called again"
    except _NoAnswer as problem:
        return f"{name} {problem}"
    return ""


def _inputs(part: StandIn, power: int) -> tuple[Array, ...]:
    """Positive numbers, and for the power 1 adding up to one: they will do for scores, weights and states.

    power: 2 for numbers that differ from the first ones each, in their order and in their sum.
    """
    shapes, _ = _shapes(part)
    return tuple(_numbers(shape, power) for shape in shapes)


def _numbers(shape: tuple[int, ...], power: int) -> Array:
    numbers = np.arange(1.0, np.prod(shape) + 1)
    found: Array = (numbers**power / numbers.sum())[:: 1 if power == 1 else -1].reshape(shape)
    return found


def _shapes(part: StandIn) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Of what it takes, and of what it gives."""
    takes, _, gives = part.axes.partition("->")
    sizes = dict(zip(dict.fromkeys(takes.replace(",", "")), count(SMALLEST), strict=False))
    both = [[tuple(sizes[letter] for letter in axes) for axes in side.split(",")] for side in (takes, gives)]
    return both[0][: len(part.needed)], both[1]


def _taken(reply: Reply, part: StandIn) -> tuple[Array, ...]:
    """A part's answer as arrays.

    Raises: _NoAnswer.
    """
    if not isinstance(reply, Returned):
        raise _NoAnswer("does not answer")
    _, wanted = _shapes(part)
    value = reply.value
    values = value if isinstance(value, tuple) and len(wanted) > 1 else (value,)
    try:
        arrays = tuple(np.asarray(one, float) for one in values)
    except (TypeError, ValueError):
        raise _NoAnswer(f"gives {describe(value)}") from None
    if [array.shape for array in arrays] != wanted:
        raise _NoAnswer(f"gives {describe(value)}")
    if not all(np.isfinite(array).all() for array in arrays):
        raise _NoAnswer(NAN)
    return arrays


def _alike(first: Array, second: Array) -> bool:
    return bool(np.allclose(first, second, ALIKE, ALIKE / 10))
