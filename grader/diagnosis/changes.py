"""What a wrong answer makes of changes to its input: which it does not notice, and which count otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.diagnosis.doubts import Doubts, as_one
from grader.diagnosis.learn import One, alike
from grader.diagnosis.on_the_way import drawn
from grader.diagnosis.pictured import is_one_heat_map
from grader.values import Call

MOST = 12  # changes of one input
_PASSED_OVER = "What is special about {} here{}? Which line leaves that out?"
_COUNTS = "How much does each row count in your answer, and which line sets that?"


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A call, what the student's function answered, what was due, and whether that is the same.

    spoilt: an argument is another after the call, and should not be.
    """

    call: Call
    own: One
    due: One
    right: bool
    spoilt: bool = False


def arrays(one: One) -> list[Numbers]:
    """What an answer is made of: arrays, or a picture of one heat map and nothing else. Otherwise none."""
    form, numbers = one
    if form[0] == "returned":
        sizes = list(form[1:])
    elif form[0] == "array":
        sizes = [form[1]]
    elif is_one_heat_map(form):
        sizes = [form[5][0]]
    else:
        return []
    found, start = [], 0
    for shape in sizes:
        end = start + int(np.prod(shape))
        found.append(numbers[start:end].reshape(shape))
        start = end
    return found


def unlike(
    point: Point, names: Sequence[str], doubts: Doubts, *, picture: bool = False
) -> tuple[str, str] | None:
    """Words and a question for a change that makes no difference, or another than it should.

    Nothing makes a difference to nan.
    """
    if not np.isfinite(point.own[1]).all():
        return None
    answer = "picture" if picture else "answer"
    if ignored := _ignored(point, names, doubts):
        rows = [one for one in ignored if _is_row(one, point.call, names)]
        ignored = rows or ignored  # where a row goes nowhere, so may what it would meet
        if len(ignored) == 1:
            return (
                f"There, {ignored[0]} changes nothing in your {answer}.",
                f"Where does {ignored[0]} go in your code?",
            )
        told = " and ".join(ignored[:2])
        return f"There, {told} change nothing in your {answer}.", _PASSED_OVER.format(
            told, _beside(point.call, names, ignored[:2])
        )
    if counted := _counted(point, names, doubts):
        return counted, _COUNTS
    return None


def _is_row(words: str, call: Call, names: Sequence[str]) -> bool:
    """Whether it is a row of a table, as `_changes` calls it."""
    name, _, place = words.partition("[")
    return not place.startswith(":") and np.ndim(dict(zip(names, call.arguments, strict=False))[name]) == 2


def _ignored(point: Point, names: Sequence[str], doubts: Doubts) -> list[str]:
    """The entries, rows and columns that change what is due, and not what the student's function gives,
    by whatever they are changed.
    """
    found = _unseen(point, list(_changes(point.call, names, 1.0))[:MOST], doubts)
    for size in (-6.75, 2.6) if found else ():
        every = _changes(point.call, names, size, evenly=False)
        more = [change for change in every if change[0] in found]
        found = _unseen(point, more, doubts)
    if found and all(words in _numbers(point.call, names) for words in found):
        found = _unseen_elsewhere(point.call, names, found, doubts)
    return found if len(found) < sum(1 for _ in _changes(point.call, names, 1.0)) else []


def _beside(call: Call, names: Sequence[str], ignored: Sequence[str]) -> str:
    """ ", or about weights[1] and weights[2]": the numbers of vectors that belong to rows of a table."""
    given = dict(zip(names, call.arguments, strict=False))
    tables = {one.partition("[")[0] for one in ignored if "[:" not in one}
    rows = [len(given[one]) for one in tables if np.ndim(given[one]) == 2]
    places = [one[one.index("[") :] for one in ignored]
    vectors = [name for name, one in given.items() if rows and np.shape(one) == (rows[0],)]
    told = [" and ".join(name + place for place in places) for name in vectors if len(tables) == 1]
    return "".join(f", or about {one}" for one in told)


def _numbers(call: Call, names: Sequence[str]) -> set[str]:
    """What single numbers of vectors are called."""
    given = [one if isinstance(one, np.ndarray) and one.ndim == 1 else None for one in call.arguments]
    return {words for words, _ in _changes(replace(call, arguments=tuple(given)), names, 1.0)}


def _unseen_elsewhere(call: Call, names: Sequence[str], found: Sequence[str], doubts: Doubts) -> list[str]:
    """Those that make no difference beside other numbers either: one alone may do so by chance."""
    generator = np.random.default_rng(0)
    other = replace(call, arguments=tuple(drawn(one, generator) for one in call.arguments))
    own, due = next(iter(doubts.pairs([other], doubts.ask([other]))), (None, None))
    if own is None or due is None:
        return []
    at = Point(other, own, due, right=alike(own, due))
    return _unseen(at, [change for change in _changes(other, names, 1.0) if change[0] in found], doubts)


def _unseen(point: Point, changes: Sequence[tuple[str, Call]], doubts: Doubts) -> list[str]:
    """Those of these changes that make no difference to the student's function, and should."""
    calls = [call for _, call in changes]
    pairs = zip(changes, doubts.pairs(calls, doubts.ask(calls)), strict=False)
    return [
        words
        for (words, _), (own, due) in pairs
        if own and due and alike(own, point.own) and not alike(due, point.due)
    ]


def _changes(
    call: Call, names: Sequence[str], size: float, *, evenly: bool = True
) -> Iterator[tuple[str, Call]]:
    """One row, column or number moved by `size`, and what it is called.

    evenly: all numbers of a row by the same; otherwise each by more than the one before.
    """
    for at, (name, given) in enumerate(zip(names, call.arguments, strict=False)):
        if not isinstance(given, np.ndarray) or given.dtype.kind != "f" or given.ndim not in (1, 2):
            continue
        for axis in range(given.ndim):
            for index in range(given.shape[axis]):
                changed: Any = given.copy()
                place_of = (slice(None),) * axis + (index,)
                many = np.size(changed[place_of])
                changed[place_of] += size if evenly or many == 1 else size * (1 + 0.37 * np.arange(many))
                place = f"[:, {index}]" if axis else f"[{index}]"
                arguments = (*call.arguments[:at], changed, *call.arguments[at + 1 :])
                yield f"{name}{place}", replace(call, arguments=arguments)


# --- what each row counts ---


def _counted(point: Point, names: Sequence[str], doubts: Doubts) -> str:
    """How much a row adds to the answer, where that is the same for all numbers, and another than is due."""
    one, two = ([*_changes(point.call, names, size)][:MOST] for size in (1.0, 2.0))
    rows = [at for at, (words, _) in enumerate(one) if _is_row(words, point.call, names)]
    asked = [call for at in rows for call in (one[at][1], two[at][1])]
    own = [as_one(reply, doubts.tried.returns) for reply in doubts.ask(asked)]
    plan = replace(doubts.tried, calls=tuple(asked))
    with plan.asking() as timed:
        due = [plan.one(timed, doubts.right, place) for place in range(len(asked))]
    found = [
        (one[at][0], _rise(own[2 * k : 2 * k + 2], point.own), _rise(due[2 * k : 2 * k + 2], point.due))
        for k, at in enumerate(rows)
    ]
    if not found or any(None in rises for rises in found):
        return ""
    wrong = [row for row in found if not _near(row[1], row[2])]
    right = [row for row in found if _near(row[1], row[2])]
    if not wrong:
        return ""
    name, got, wanted = wrong[0]
    rest = f" For {right[-1][0]} it is right." if right else ""
    return f"There, adding 1 to {name} adds {got:.4g} to your answer, and should add {wanted:.4g}.{rest}"


def _rise(pair: Sequence[One | None], before: One) -> float | None:
    """By how much all numbers grow with 1, if they grow by twice that with 2."""
    if len(pair) < 2 or any(one is None or one[0] != before[0] for one in pair):
        return None
    first, second = (one[1] - before[1] for one in pair if one)
    linear = bool(close(second, 2 * first).all()) and len(first) > 0
    return float(first[0]) if linear and np.ptp(first) < 1e-6 else None


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < 1e-5
