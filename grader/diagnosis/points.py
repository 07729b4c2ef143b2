"""Every call that was asked, as a point: its arguments, what the student's function gave, what was due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.checks.parts import knowing_parts
from grader.checks.play import Parked
from grader.checks.run import attempt, quiet
from grader.diagnosis.answers import Form
from grader.diagnosis.changes import Point
from grader.diagnosis.diagnoser import Diagnoser, right_answers
from grader.diagnosis.doubts import Doubts
from grader.diagnosis.learn import One, alike
from grader.diagnosis.on_the_way import drawn
from grader.diagnosis.pictured import as_labelled
from grader.diagnosis.where import OFTEN
from grader.model import Result
from grader.values import Call, Hung, Reply

FURTHER = 16  # calls beyond those of the checks
LIKE, DRAWN = 3, 4  # inputs that go wrong, and how many are made like each, where these are few
EXAMPLES = 10  # of a check about one kind of input: the first few, and others from all over its pool
FIRST = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input, and on how many of the examples tried its check failed; 0: that is not known."""

    inputs: str
    failed: int
    tried: int


def first(using: Diagnoser, question: str, given: Sequence[One]) -> Iterator[Point]:
    right = right_answers(using, question).each()
    for call, own, due in zip(using.plans[question].calls, given, right, strict=True):
        if call.reads in ("result", "figure") and not call.step:
            yield point(call, own, due)


def further(doubts: Doubts) -> Iterator[Point]:
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


def played(using: Diagnoser, question: str, result: Result, doubts: Doubts) -> tuple[Kind, list[Point]]:
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
    calls, replies = [call for call, _ in answered], [reply for _, reply in answered]
    pairs = zip(calls, doubts.pairs(calls, replies), strict=True)
    return [point(call, own, due) for call, (own, due) in pairs if own is not None and due is not None]


def _spread(runs: Sequence[Parked]) -> list[Parked]:
    rest = runs[FIRST:]
    return [*runs[:FIRST], *rest[:: max(1, len(rest) // (EXAMPLES - FIRST))]][:EXAMPLES]


def point(call: Call, own: One, due: One) -> Point:
    """Whether it changed its arguments is another matter; and a picture may stand either way round."""
    whole = alike(own, due)
    if whole and "changed" not in own[0]:  # nearly always
        return Point(call, own, due, True, spoilt=False)
    spoilt = "changed" in own[0] and not whole
    own, due = without_changes(own), without_changes(due)
    own = as_labelled(own, due)
    return Point(call, own, due, alike(own, due), spoilt=spoilt)


def without_changes(one: One) -> One:
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
