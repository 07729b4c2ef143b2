"""How wrong answers differ from right ones: in shape, in order, by a rule, or by what they do not look at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.diagnosis.doubts import Doubts, apart, as_one
from grader.diagnosis.learn import One
from grader.values import Call

LEAST = 3  # wrong answers that a rule must explain, and it explains all
LONGEST = 12  # numbers of an array that is shown
MOST_CHANGES = 12  # of one input

_EXACT = "Which type of number does your code keep them in?"
_STEP = "Which step does that, and does the task ask for it?"
_DIVIDED = "is divided by its largest number, which becomes 1"
_PLACES = "The numbers are right, their places are not"
_ORDER = "Which number belongs to which word, and where does the order change?"


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


@dataclass(frozen=True, slots=True)
class _Pair:
    call: Call
    got: Numbers
    due: Numbers


@dataclass(frozen=True, slots=True)
class _Rule:
    holds: Callable[[Any, Any], bool]
    words: str
    question: str


def _equal(got: Any, due: Any) -> bool:
    return np.shape(got) == np.shape(due) and bool(close(np.asarray(got), np.asarray(due)).all())


def _one_factor(got: Any, due: Any) -> bool:
    ratios = _ratios(got, due)
    return len(ratios) > 0 and bool(np.ptp(ratios) < 1e-5)


def _ratios(got: Any, due: Any) -> Any:
    """Of all numbers that are not zero; none where one is that should be zero."""
    there = np.abs(due) > 1e-9
    return got[there] / due[there] if _equal(got[~there], due[~there]) else np.empty(0)


RULES = tuple(
    _Rule(*row)
    for row in (
        (lambda g, d: _equal(g, d[::-1]), "The numbers are right, but in reverse order", _ORDER),
        (lambda g, d: d.ndim == 2 and _equal(g, d.T), "Rows and columns are exchanged", _ORDER),
        (lambda g, d: _equal(np.sort(g, None), np.sort(d, None)), _PLACES, _ORDER),
        (lambda g, d: _equal(g, -d), "Each number has the opposite sign", _STEP),
        (lambda g, d: _equal(g, np.abs(d)), "Numbers have lost their minus sign", _STEP),
        (lambda g, d: _equal(g, np.maximum(d, 0)), "Numbers below zero have become zero", _STEP),
        (lambda g, d: _equal(g, np.trunc(d)), "Each number has lost the digits after its point", _EXACT),
        (lambda g, d: _equal(g, np.round(d)), "Each number is rounded to a whole one", _EXACT),
        (lambda g, d: _equal(g, np.floor(d)), "Each number is rounded down", _EXACT),
        (lambda g, d: _equal(g, d / d.max()), f"The whole answer {_DIVIDED}", _STEP),
        (lambda g, d: _equal(g, d / d.sum()), "The whole answer is divided by its total", _STEP),
        (lambda g, d: _equal(g, d / d.max(axis=-1, keepdims=True)), f"Each row {_DIVIDED}", _STEP),
        (lambda g, d: _equal(g, d / d.sum(axis=-1, keepdims=True)), "Each row is divided by its sum", _STEP),
        (lambda g, d: _equal(g, d**2), "Each number is squared", _STEP),
        (lambda g, d: _equal(g[:-1], d[:-1]), "Only the last number is wrong", "Where does your loop stop?"),
        (lambda g, d: _equal(g[1:], d[1:]), "Only the first number is wrong", "Where does your loop begin?"),
        (_one_factor, "The numbers of each answer are wrong by one common factor", _STEP),
    )
)  # fmt: skip


def differences(
    points: Sequence[Point], question: str, names: Sequence[str], returns: Sequence[str], doubts: Doubts
) -> Seen | None:
    """names: of the parameters. None: no answer can be compared with the right one."""
    wrong = [point for point in points if not point.right and arrays(point.own) and arrays(point.due)]
    parts = [list(_pairs(wrong, index)) for index in range(max(1, len(returns)))]
    pairs = [pair for part in parts for pair in part]
    if not pairs:
        return None
    for number, part in enumerate(parts):
        if len(part) >= LEAST and (rule := _rule(part)):
            words, asked = rule
            where = f"In the {returns[number]}: " if len(returns) > 1 else ""
            words = f"{words[0].lower()}{words[1:]}" if where else words
            return Seen(f"{where}{words}: {_example(part, question)}", asked, explains=True)
    smallest = min(pairs, key=lambda pair: _size(pair.call))
    point = next(point for point in wrong if point.call is smallest.call)
    if ignored := _ignored(point, names, doubts):
        changes = " and ".join(ignored[:2])
        verb = "change" if len(ignored) > 1 else "changes"
        told = f"{changes} {verb} nothing in your answer: {_example(pairs, question)}"
        return Seen(told, "How far do your loops run?", explains=True)
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


def _pairs(wrong: Sequence[Point], index: int) -> Iterator[_Pair]:
    """Where this part of the answer is wrong."""
    for point in wrong:
        got, due = arrays(point.own), arrays(point.due)
        if len(got) == len(due) > index and due[index].size and not _equal(got[index], due[index]):
            yield _Pair(point.call, got[index], due[index])


def _rule(pairs: Sequence[_Pair]) -> tuple[str, str] | None:
    """Words and a question for what is so in all of them."""
    with np.errstate(all="ignore"):
        if all(pair.got.shape != pair.due.shape for pair in pairs):
            same = all(_equal(pair.got.ravel(), pair.due.ravel()) for pair in pairs)
            words = "The numbers are right, the shape is not" if same else "The shape is not right"
            return words, "What is the shape of each step of yours, and what should it be?"
        if any(pair.got.shape != pair.due.shape or not pair.due.ndim for pair in pairs):
            return None
        telling = max(pair.due.size for pair in pairs) > 1
        ratios = [_ratios(pair.got, pair.due) for pair in pairs]
        if all(map(len, ratios)) and np.ptp(every := np.concatenate(ratios)) < 1e-5:
            return f"Each number is {every[0]:.3g} times the right one", _STEP
        for rule in RULES:
            if telling and all(rule.holds(pair.got, pair.due) for pair in pairs):
                return rule.words, rule.question
    return None


def _counted(pairs: Sequence[_Pair]) -> str:
    """How many numbers of the smallest example are right, if some are."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape or pair.due.ndim != 1:
        return ""
    right = int(close(pair.got, pair.due).sum())
    return f"{right} of {pair.due.size} numbers {'is' if right == 1 else 'are'} right: " if right else ""


def _example(pairs: Sequence[_Pair], question: str) -> str:
    """The smallest one: the call, what came back and what is expected, in full."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape:
        return f"shape {pair.got.shape} came back, {pair.due.shape} is expected."
    if pair.due.size > LONGEST:
        return f"{question} gave other numbers than expected."
    return f"{_written(pair.call)} gave {shown(pair.got)}, expected {shown(pair.due)}."


def _written(call: Call) -> str:
    """The call, where it is short enough to be read in a sentence."""
    plain = all(isinstance(one, np.ndarray) and one.size <= LONGEST for one in call.arguments)
    inside = ", ".join(shown(one) for one in call.arguments if isinstance(one, np.ndarray)) if plain else "…"
    return f"{call.function}({inside})"


def shown(array: Any) -> str:
    """Its numbers: whole ones as they are, others to three digits."""
    if np.ndim(array):
        return f"[{', '.join(shown(one) for one in array)}]"
    number = float(array) + 0.0  # no -0
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e6 else f"{number:.3g}"


def _size(call: Call) -> tuple[int, int]:
    given = [one for one in call.arguments if isinstance(one, np.ndarray)]
    return sum(one.size for one in given), sum(len(shown(one)) for one in given)


# --- what is not looked at ---


def _ignored(point: Point, names: Sequence[str], doubts: Doubts) -> list[str]:
    """The entries, rows and columns that change what is due, and not what the student's function gives."""
    changes = list(_changes(point.call, names))[:MOST_CHANGES]
    replies = doubts.ask([call for _, call in changes])
    asking = replace(doubts.tried, calls=tuple(call for _, call in changes))
    found = []
    with asking.asking() as timed:
        for place, ((words, _), reply) in enumerate(zip(changes, replies, strict=False)):
            own, due = as_one(reply, asking.returns), asking.one(timed, doubts.right, place)
            if own and due and not apart(own, point.own) and apart(due, point.due):
                found.append(words)
    return found if len(found) < len(changes) else []


def _changes(call: Call, names: Sequence[str]) -> Iterator[tuple[str, Call]]:
    """One row, column or number raised by one, and what it is called."""
    for at, (name, given) in enumerate(zip(names, call.arguments, strict=False)):
        if not isinstance(given, np.ndarray) or given.dtype.kind not in "iuf" or given.ndim not in (1, 2):
            continue
        for axis in range(given.ndim):
            for index in range(given.shape[axis]):
                changed: Any = given.copy()
                changed[(slice(None),) * axis + (index,)] += 1
                place = f"[:, {index}]" if axis else f"[{index}]"
                arguments = (*call.arguments[:at], changed, *call.arguments[at + 1 :])
                yield f"{name}{place}", replace(call, arguments=arguments)
