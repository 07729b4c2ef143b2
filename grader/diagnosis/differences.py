"""How wrong answers differ from right ones: by one of the `rules`, or by what they do not look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.diagnosis.doubts import Doubts, apart, as_one
from grader.diagnosis.learn import One
from grader.diagnosis.rules import OTHER_SHAPE, Pair, equal, rule_of
from grader.values import Call

LEAST = 3  # wrong answers that a rule must explain, and it explains all
LONGEST = 12  # numbers of an array that is shown
MOST_CHANGES = 12  # of one input


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A call, what the student's function answered, what was due, and whether that is the same."""

    call: Call
    own: One
    due: One
    right: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """How wrong answers differ from right ones. explains: by what is so in all of them."""

    text: str
    question: str
    explains: bool


def differences(
    points: Sequence[Point], question: str, names: Sequence[str], returns: Sequence[str], doubts: Doubts
) -> Seen | None:
    """names: of the parameters. None: no answer can be compared with the right one."""
    wrong = [point for point in points if not point.right and arrays(point.own) and arrays(point.due)]
    several = returns if len(returns) > 1 else [""]
    parts = [list(_pairs(wrong, index, part)) for index, part in enumerate(several)]
    pairs = [pair for part in parts for pair in part]
    if not pairs:
        return None
    for part in parts:
        if len(part) >= LEAST and (rule := rule_of(part)):
            words, asked = rule
            told = f"{words}: {_example(part, question)}"
            return Seen(told, asked, explains=rule[0] != OTHER_SHAPE)
    for pair in _small(pairs):
        point = next(point for point in wrong if point.call is pair.call)
        if ignored := _ignored(point, names, doubts):
            changes = " and ".join(ignored[:2])
            verb = "change" if len(ignored) > 1 else "changes"
            told = f"{_example([pair], question)} There, {changes} {verb} nothing in your answer."
            return Seen(told, "How far do your loops run?", explains=False)
    return Seen(f"{_counted(pairs)}{_example(pairs, question)}", "", explains=False)


def arrays(one: One) -> list[Numbers]:
    """What an answer is made of: arrays, or a picture of one heat map and nothing else. Otherwise none."""
    form, numbers = one
    if form[0] == "returned":
        sizes = list(form[1:])
    elif form[0] == "array":
        sizes = [form[1]]
    elif form[0] == "picture" and len(form) == 6 and isinstance(form[5][0], tuple):
        sizes = [form[5][0]]
    else:
        return []
    found, start = [], 0
    for shape in sizes:
        end = start + int(np.prod(shape))
        found.append(numbers[start:end].reshape(shape))
        start = end
    return found


def _pairs(wrong: Sequence[Point], index: int, part: str) -> Iterator[Pair]:
    """Where this part of the answer is wrong. part: its name, if there are several."""
    for point in wrong:
        got, due = arrays(point.own), arrays(point.due)
        if len(got) == len(due) > index and due[index].size and not equal(got[index], due[index]):
            yield Pair(point.call, got[index], due[index], part)


def _counted(pairs: Sequence[Pair]) -> str:
    """How many numbers of the smallest example are right, if some are."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape or pair.due.ndim != 1:
        return ""
    right = int(close(pair.got, pair.due).sum())
    return f"{right} of {pair.due.size} numbers {'is' if right == 1 else 'are'} right: " if right else ""


def _example(pairs: Sequence[Pair], question: str) -> str:
    """The smallest one: the call, what came back and what is expected, in full."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape:
        given = " and ".join(str(one.shape) for one in pair.call.arguments if isinstance(one, np.ndarray))
        gave = f"{question} gave {pair.part or 'an array'} of shape {pair.got.shape}"
        return f"{gave}, expected {pair.due.shape}, for arguments of shape {given}."
    if pair.due.size > LONGEST:
        return f"{question} gave other numbers than expected."
    digits = 3 if shown(pair.got) != shown(pair.due) else 9
    got, due = shown(pair.got, digits=digits), shown(pair.due, digits=digits)
    return f"{_written(pair.call)} gave {pair.part}{' ' if pair.part else ''}{got}, expected {due}."


def _written(call: Call) -> str:
    """The call, where it is short enough to be read in a sentence."""
    plain = all(isinstance(one, np.ndarray) and one.size <= LONGEST for one in call.arguments)
    inside = ", ".join(shown(one) for one in call.arguments if isinstance(one, np.ndarray)) if plain else "…"
    return f"{call.function}({inside})"


def shown(array: Any, *, digits: int = 3) -> str:
    """Its numbers: whole ones as they are, others to so many digits."""
    if np.ndim(array):
        return f"[{', '.join(shown(one, digits=digits) for one in array)}]"
    number = float(array) + 0.0  # no -0
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e6 else f"{number:.{digits}g}"


def _size(call: Call) -> tuple[int, int]:
    given = [one for one in call.arguments if isinstance(one, np.ndarray)]
    return sum(one.size for one in given), sum(len(shown(one)) for one in given)


# --- what is not looked at ---


def _small(pairs: Sequence[Pair]) -> list[Pair]:
    """The smallest, and the smallest that has two of everything: in a single one, all or nothing is seen."""
    whole = [
        pair
        for pair in pairs
        if all(min(one.shape, default=2) > 1 for one in pair.call.arguments if isinstance(one, np.ndarray))
    ]
    return [min(some, key=lambda pair: _size(pair.call)) for some in (pairs, whole) if some]


def _ignored(point: Point, names: Sequence[str], doubts: Doubts) -> list[str]:
    """The entries, rows and columns that change what is due, and not what the student's function gives,
    by whatever they are changed.
    """
    found = _unseen(point, list(_changes(point.call, names, 1.0))[:MOST_CHANGES], doubts)
    for size in (-6.75, 2.6) if found else ():
        more = [change for change in _changes(point.call, names, size) if change[0] in found]
        found = _unseen(point, more, doubts)
    return found if len(found) < sum(1 for _ in _changes(point.call, names, 1.0)) else []


def _unseen(point: Point, changes: Sequence[tuple[str, Call]], doubts: Doubts) -> list[str]:
    """Those of these changes that make no difference to the student's function, and should."""
    replies = doubts.ask([call for _, call in changes])
    asking = replace(doubts.tried, calls=tuple(call for _, call in changes))
    found = []
    with asking.asking() as timed:
        for place, ((words, _), reply) in enumerate(zip(changes, replies, strict=False)):
            own, due = as_one(reply, asking.returns), asking.one(timed, doubts.right, place)
            if own and due and not apart(own, point.own) and apart(due, point.due):
                found.append(words)
    return found


def _changes(call: Call, names: Sequence[str], size: float) -> Iterator[tuple[str, Call]]:
    """One row, column or number moved by `size`, and what it is called."""
    for at, (name, given) in enumerate(zip(names, call.arguments, strict=False)):
        if not isinstance(given, np.ndarray) or given.dtype.kind != "f" or given.ndim not in (1, 2):
            continue
        for axis in range(given.ndim):
            for index in range(given.shape[axis]):
                changed: Any = given.copy()
                changed[(slice(None),) * axis + (index,)] += size
                place = f"[:, {index}]" if axis else f"[{index}]"
                arguments = (*call.arguments[:at], changed, *call.arguments[at + 1 :])
                yield f"{name}{place}", replace(call, arguments=arguments)
