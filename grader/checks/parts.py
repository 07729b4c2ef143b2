"""Whether a student's own parts are answers at all, so that what builds on them can be judged by them.

A part is tried on inputs made from its stand-in's axes, without those that may be None. Its answers are of
use if they are finite, of the right shape, follow every input, come again for the same input, and stay what
they were when the part is called once more. Of a class, that goes for what each method gives, once an object
has been told all that its methods take. That is found out once for each submission, however many claims want
to know.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np

from grader.values import (
    OPTIONAL,
    Array,
    Ask,
    Call,
    Exact,
    Raised,
    Reads,
    Reply,
    Returned,
    StandIn,
    Step,
    Word,
    describe,
)

ALIKE = 1e-5  # answers that differ by no more, times their size, are the same
NAN = "gives numbers that are not finite"
OVERWRITTEN = "what {} gave is overwritten when it is called again"
SMALLEST = 3  # elements along the first axis; each further axis has one more, to be told from the others

Inputs = Mapping[str, Array]  # by parameter


def knowing_parts(ask: Ask, of_part: Ask | None = None) -> Ask:
    """Answers as `ask` does, and to a Call that reads "usable" why parts are of no use: a text, "" where they
    are. of_part: what a part is tried by, where it is not `ask`.
    """
    known: dict[tuple[str, StandIn], str] = {}

    def reason(part: tuple[str, StandIn]) -> str:
        if part not in known:
            known[part] = _fault(of_part or ask, *part)
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


Answers = Callable[[Inputs], tuple[Array, ...]]


def _fault(ask: Ask, name: str, part: StandIn) -> str:
    """What keeps the answers of a part from being of use; "" if nothing does."""
    try:
        if not part.methods:
            return _of_function(ask, name, part)
        return next(filter(None, (_of_method(ask, name, part, one) for one in part.methods)), "")
    except _NoAnswer as problem:
        return f"{name} {problem}"


def _of_function(ask: Ask, name: str, part: StandIn) -> str:
    sizes = _sizes(part)
    wanted = _given_shapes(part.axes, sizes)

    def answers(inputs: Inputs, reads: Reads = "result", then: Sequence[Array] = ()) -> tuple[Array, ...]:
        return _taken(ask(Call(name, (*inputs.values(), *then), reads)), wanted)

    base, others = _inputs(part.of, part.axes, sizes, 1), _inputs(part.of, part.axes, sizes, 2)
    if fault := _unmoved(name, answers, base, others):
        return fault
    if not all(map(_alike, answers(base), answers(base, "kept", tuple(others.values())))):
        return OVERWRITTEN.format(name)
    return ""


def _of_method(ask: Ask, name: str, part: StandIn, method: tuple[str, tuple[str, ...], str]) -> str:
    """Of one that gives something, called after those that give nothing, in their order."""
    asked, of, axes = method
    if axes.endswith("->"):
        return ""
    sizes = _sizes(part)
    before = [(other, takes, letters) for other, takes, letters in part.methods if letters.endswith("->")]
    acts = [("", part.of, part.axes), *before, method]
    wanted = _given_shapes(axes, sizes)

    def answers(inputs: Inputs, later: Inputs | None = None) -> tuple[Array, ...]:
        """later: what the method is given after that; its first answer is what counts."""
        steps = [Step(act, _by_position(inputs, takes)) for act, takes, _ in acts]
        if later:
            steps += [Step(asked, _by_position(later, of)), Step("", called=False, of=len(acts) - 1)]
        return _taken(_asked(ask, name, steps), wanted)

    base, others = (
        {
            one: array
            for _, takes, letters in acts
            for one, array in _inputs(takes, letters, sizes, power).items()
        }
        for power in (1, 2)
    )
    which = f"an object of {name}" if asked.startswith("__") else f"{name}.{asked}"
    if fault := _unmoved(which, answers, base, others):
        return fault
    return "" if all(map(_alike, answers(base), answers(base, others))) else OVERWRITTEN.format(which)


def _by_position(inputs: Inputs, takes: Sequence[str]) -> tuple[Array, ...]:
    return tuple(inputs[one] for one in takes if not one.endswith(OPTIONAL))


def _asked(ask: Ask, name: str, steps: Sequence[Step]) -> Reply:
    """The reply to the last step of a story. The first makes an object.

    Raises: _NoAnswer: there is none, to that or to one before.
    """
    call = Call(name, steps[0].arguments, "made")
    reply = ask(call)
    for step in steps[1:]:
        if not isinstance(reply, Returned):
            raise _NoAnswer(_unanswered(reply))
        call = call.then(step, "kept" if step.looks_back else "value")
        reply = ask(call)
    return reply


def _unmoved(name: str, answers: Answers, base: Inputs, others: Inputs) -> str:
    """What says that answers do not follow their inputs, or do not come again; "" if they do."""
    first = answers(base)
    for parameter in base:
        moved = answers({**base, parameter: others[parameter]})
        if any(map(_alike, first, moved)):
            return f"{name} gives the same whatever {parameter} is"
    if not all(map(_alike, first, answers(base))):
        return f"{name} gives another answer for the same input"
    return ""


def _inputs(of: Sequence[str], axes: str, sizes: Mapping[str, int], power: int) -> dict[str, Array]:
    """Positive numbers, and for the power 1 adding up to one: they will do for scores, weights and states.

    power: 2 for numbers that differ from the first ones each, in their order and in their sum.
    """
    takes = axes.partition("->")[0].split(",")
    return {
        name: _numbers(tuple(sizes[letter] for letter in letters), power)
        for name, letters in zip(of, takes, strict=False)
        if not name.endswith(OPTIONAL)
    }


def _numbers(shape: tuple[int, ...], power: int) -> Array:
    numbers = np.arange(1.0, np.prod(shape) + 1)
    found: Array = (numbers**power / numbers.sum())[:: 1 if power == 1 else -1].reshape(shape)
    return found


def _sizes(part: StandIn) -> dict[str, int]:
    """Of each axis."""
    takes = "".join(axes.partition("->")[0] for axes in (part.axes, *(axes for *_, axes in part.methods)))
    return dict(zip(dict.fromkeys(takes.replace(",", "")), count(SMALLEST), strict=False))


def _given_shapes(axes: str, sizes: Mapping[str, int]) -> list[tuple[int, ...]]:
    return [(sizes[letter],) for letter in axes.partition("->")[2].split(",")]


def _unanswered(reply: Reply) -> str:
    return "raises an exception when it is tried" if isinstance(reply, Raised) else "does not answer"


def _taken(reply: Reply, wanted: Sequence[tuple[int, ...]]) -> tuple[Array, ...]:
    """A part's answer as arrays of these shapes.

    Raises: _NoAnswer.
    """
    if not isinstance(reply, Returned):
        raise _NoAnswer(_unanswered(reply))
    value: Any = reply.value
    value = value.value if isinstance(value, Exact) else value
    values = value if isinstance(value, tuple | list) and len(wanted) > 1 else (value,)
    try:
        arrays = tuple(np.asarray(one, float) for one in values)
    except (TypeError, ValueError):
        raise _NoAnswer(f"gives {describe(reply.value)}") from None
    if [array.shape for array in arrays] != wanted:
        raise _NoAnswer(f"gives {describe(reply.value)}")
    if not all(np.isfinite(array).all() for array in arrays):
        raise _NoAnswer(NAN)
    return arrays


def _alike(first: Array, second: Array) -> bool:
    return bool(np.allclose(first, second, ALIKE, ALIKE / 10))
