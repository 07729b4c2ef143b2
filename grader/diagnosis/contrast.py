"""What sets wrong answers apart where no known mistake explains them: the sentence that leads on.

Every call that was asked is a point: the arguments, what the student's function gave, what was due. `where`
finds what the inputs with wrong answers have in common, `differences` how wrong answers differ from right
ones. Both say only what is so for every input that was tried.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.checks.parts import knowing_parts
from grader.checks.play import Parked
from grader.checks.run import attempt, quiet
from grader.diagnosis.answers import Form
from grader.diagnosis.borders import Tried
from grader.diagnosis.changes import Point
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.differences import differences
from grader.diagnosis.doubts import Doubts, apart, as_one
from grader.diagnosis.learn import One, alike
from grader.diagnosis.on_the_way import drawn, on_the_way
from grader.diagnosis.where import MOSTLY, OFTEN, Found, where
from grader.model import Contrast, QuestionReport, Result, Verdict
from grader.solutions import codes
from grader.values import FIGURE, Call, Hung, Reply
from grader.wording import BEFORE

FURTHER = 16  # calls beyond those of the checks
CALLS, PICTURES = 80, 16  # to find borders; a picture is dear
LIKE, DRAWN = 3, 4  # inputs that go wrong, and how many are made like each, where these are few
EXAMPLES = 10  # of a check about one kind of input: the first few, and others from all over its pool
FIRST = 4
_THERE = "What does your code do there, and not elsewhere?"
_TYPES = "Print the `dtype` of what you are given, and of each result. Which line counts on one type alone?"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input, and on how many of the examples tried its check failed; 0: that is not known."""

    inputs: str
    failed: int
    tried: int


def contrast(
    using: Diagnoser,
    question: str,
    given: Sequence[One],
    doubts: Doubts,
    reports: Mapping[str, QuestionReport],
    *,
    named: bool,
) -> Contrast | None:
    """What to say about this question, if anything. given: the answers to its first calls.

    named: a known mistake explains the answers, and only the kind of input is left to be told.
    """
    lost = [result for result in reports[question].results if result.lost]
    if not callable(using.functions[question]) or not _can_be_told(lost) or _waits(using, question, reports):
        return None
    of_kinds = all(result.inputs for result in lost)
    if named and not of_kinds:
        return None
    points = [*_first(using, question, given), *_further(doubts)]
    kinds: list[Kind] = []
    for result in lost if of_kinds else ():
        kind, more = _played(using, question, result, doubts)
        kinds, points = [*kinds, kind], [*points, *more]
    names = list(inspect.signature(using.functions[question]).parameters)
    if not _steady(points, doubts):
        return None
    points += like_wrong(points, doubts)
    tried = _trying(doubts, PICTURES if doubts.tried.returns == FIGURE else CALLS)
    way = on_the_way(using.functions, question, names)
    found = where([(one.call, one.right and not one.spoilt) for one in points], names, tried=tried, way=way)
    there = _told(found, kinds)
    seen = None if named else differences(points, question, names, using.returns[question], doubts)
    if seen is None:
        return Contrast(there) if there else None
    if seen.explains and not kinds:
        there = found.sentence if found and not found.of_sizes else ""
    asked = seen.question or ((_TYPES if by_type(points) else _THERE) if there else "")
    return Contrast(" ".join(filter(None, [there, seen.text])), asked)


def _can_be_told(lost: Sequence[Result]) -> bool:
    """Who remembers, or has not written anything, is told that."""
    stopped = {Verdict.NOT_WRITTEN, Verdict.TIMED_OUT, Verdict.BROKEN}
    examples = [result.counterexample for result in lost if result.counterexample]
    unsteady = any(example.alone or example.beside == BEFORE for example in examples)
    return bool(lost) and not unsteady and not any(result.verdict in stopped for result in lost)


def _waits(using: Diagnoser, question: str, reports: Mapping[str, QuestionReport]) -> bool:
    """Whether it uses another question's function, as the reference does, that lost points itself."""
    uses = {name for code in codes(using.functions[question]) for name in code.co_names}
    others = uses & reports.keys() - {question}
    return any(result.lost for name in others for result in reports[name].results)


def _steady(points: Sequence[Point], doubts: Doubts) -> bool:
    """Whether a call that was answered wrongly is answered so again: what remembers is told of otherwise."""
    wrong = next((one for one in points if not one.right and one.call.reads == "result"), None)
    replies = doubts.ask([wrong.call, wrong.call]) if wrong else []
    again = [as_one(reply, doubts.tried.returns) for reply in replies]
    return all(one and wrong and not apart(_without_changes(one), wrong.own) for one in again)


# --- points ---


def _first(using: Diagnoser, question: str, given: Sequence[One]) -> Iterator[Point]:
    right = using.reference[question].each()
    for call, own, due in zip(using.asked[question].calls, given, right, strict=True):
        if call.reads in ("result", "figure") and not call.step:
            yield point(call, own, due)


def _further(doubts: Doubts) -> Iterator[Point]:
    """Every so many of the further calls, and those that were asked already."""
    order = list(doubts.tried.order)
    doubts.ask_for(order[:: max(1, len(order) // FURTHER)])
    right = doubts.beyond.row("", lambda: doubts.right)
    for place, own in doubts.own.items():
        due = right[place]
        if own is not None and due is not None:
            yield point(doubts.tried.calls[place], own, due)


def like_wrong(points: Sequence[Point], doubts: Doubts) -> list[Point]:
    """Inputs like those that go wrong, where these are few: what a single one has in common tells nothing."""
    wrong = [one.call for one in points if not one.right and one.call.reads == "result"]
    if len(wrong) >= OFTEN:
        return []
    generator = np.random.default_rng(0)
    calls = [
        replace(call, arguments=tuple(drawn(one, generator) for one in call.arguments))
        for call in wrong[:LIKE]
        for _ in range(DRAWN)
    ]
    return _points(list(zip(calls, doubts.ask(calls), strict=False)) if calls else [], doubts)


def _played(using: Diagnoser, question: str, result: Result, doubts: Doubts) -> tuple[Kind, list[Point]]:
    """A check on more of its examples, and what it asks of this question's function."""
    seen: list[tuple[Call, Reply]] = []

    def ask(call: Call) -> Reply:
        reply = next(iter(doubts.ask([call])), Hung(0.0))
        seen.append((call, reply))
        return reply

    runs = _spread(using.runs.get(result.check, ()))
    with quiet():
        failed = [
            attempt(run.check, run.example, using.returns, knowing_parts(ask)) is not None for run in runs
        ]
    unanswered = any(isinstance(reply, Hung) for _, reply in seen)
    plain = [(call, reply) for call, reply in seen if call.function == question and call.reads == "result"]
    return Kind(result.inputs, 0 if unanswered else sum(failed), len(failed)), _points(plain, doubts)


def _points(answered: Sequence[tuple[Call, Reply]], doubts: Doubts) -> list[Point]:
    asking = replace(doubts.tried, calls=tuple(call for call, _ in answered))
    points = []
    with asking.asking() as timed:
        for place, (call, reply) in enumerate(answered):
            own, due = as_one(reply, asking.returns), asking.one(timed, doubts.right, place)
            if own is not None and due is not None:
                points.append(point(call, own, due))
    return points


def _spread(runs: Sequence[Parked]) -> list[Parked]:
    rest = runs[FIRST:]
    return [*runs[:FIRST], *rest[:: max(1, len(rest) // (EXAMPLES - FIRST))]][:EXAMPLES]


def point(call: Call, own: One, due: One) -> Point:
    """Whether it changed its arguments is another matter."""
    whole = alike(own, due)
    own, due = _without_changes(own), _without_changes(due)
    right = alike(own, due)
    return Point(call, own, due, right, spoilt=right and not whole)


def _without_changes(one: One) -> One:
    form, numbers = one
    if "changed" not in form:
        return one
    at = form.index("changed")
    changed = sum(map(_size, form[at + 2 :: 3]))
    return form[:at], numbers[: len(numbers) - changed]


def _size(form: Form) -> int:
    """How many numbers an argument has that was changed."""
    if form[0] == "tuple":
        return sum(map(_size, form[1:]))
    shapes = form[1:] if form[0] in ("array", "returned") else ()
    return sum(int(np.prod(shape)) for shape in shapes)


# --- where ---


def by_type(points: Sequence[Point]) -> bool:
    """Whether only inputs with an array of another type than float64 go wrong, and most of these do."""
    other = [one for one in points if any(map(_is_other, one.call.arguments))]
    wrong = sum(not one.right for one in points)
    return 0 < sum(not one.right for one in other) == wrong > MOSTLY * len(other)


def _is_other(argument: object) -> bool:
    return isinstance(argument, np.ndarray) and argument.dtype.kind in "iuf" and argument.dtype != np.float64


def _trying(doubts: Doubts, most: int) -> Tried:
    """Asks whether calls are answered rightly, so many in all."""
    left = most

    def tried(calls: Sequence[Call]) -> list[bool]:
        nonlocal left
        left -= len(calls)
        return _answered(doubts, calls) if left >= 0 else []

    return tried


def _answered(doubts: Doubts, calls: Sequence[Call]) -> list[bool]:
    """Whether these are answered rightly, as far as answers come."""
    replies = doubts.ask(calls)
    asking = replace(doubts.tried, calls=tuple(calls))
    found = []
    with asking.asking() as timed:
        for place, reply in enumerate(replies):
            own, due = as_one(reply, asking.returns), asking.one(timed, doubts.right, place)
            if own is None or due is None:
                break
            found.append(alike(own, due))
    return found


def _told(found: Found | None, kinds: Sequence[Kind]) -> str:
    """The author's word for the kind of input, where it is the whole truth; otherwise what is found."""
    every = bool(kinds) and all(kind.failed == kind.tried for kind in kinds)
    words = list(dict.fromkeys(kind.inputs for kind in kinds))
    listed = " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
    if every and len(words) == 1 and (found is None or found.of_sizes):
        return f"Goes wrong only for {listed}."
    if found is not None:
        return found.sentence
    return f"Right for most inputs. What goes wrong is among these: {'; '.join(words)}." if kinds else ""
