"""What known solutions answer, found out only as far as somebody still matches.

A question's calls are asked in one order, the most telling first. Thousands of solutions answer the first of
them once; whoever answers it otherwise is dropped, and the rest is asked on. The order is the same for
everybody, so that what is found does not depend on who came before.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import numpy as np

from grader.checks.folders import staying
from grader.checks.in_process import in_process
from grader.checks.run import quiet
from grader.diagnosis.answers import Answers, Form, Numbers, answer, answers, close
from grader.diagnosis.kept_answers import kept_answers
from grader.solutions import interrupting
from grader.values import FIGURE, Argument, Ask, Call, Hung, Reply

AGAIN = 5  # one call in so many is asked a second time, to see whether the answer stays
TELLING = 6  # different numbers in a call's arguments; more do not tell more

One = tuple[Form, Numbers]
Timed = Callable[[Ask], Ask]  # ends a call that takes too long
Make = Callable[[], Callable[..., Any] | str | None]  # None: there is no such solution


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """make: its function, new each time. source: the file, or the function alone, that it is written in.

    slip_of: the right function, as text, that this is with a slip in it; "": a person wrote it. foreign: that
    is not how the reference does it. stateful: it may remember a call.
    """

    id: str
    name: str
    hint: str
    make: Make
    source: Callable[[], str]
    slip_of: str = ""
    foreign: bool = False
    stateful: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CallPlan:
    """A question's calls, and how to ask a known solution. seconds: that one call may take. files: what is in
    those that a known solution finds in data/, and in that of the reference, which all of them build on.
    """

    question: str
    calls: tuple[Call, ...]
    order: tuple[int, ...]
    returns: tuple[str, ...]
    seconds: float
    files: tuple[str, ...] = ()

    @contextmanager
    def asking(self) -> Iterator[Timed]:
        """Around all asking: nothing is printed, warned of or waited for in vain."""
        with staying(), quiet(), redirect_stdout(StringIO()), interrupting(self.seconds) as timed:
            yield timed

    def one(self, timed: Timed, function: Any, place: int) -> One | None:
        """None: it did not return in time."""
        reply: Reply = timed(in_process({self.question: function}))(self.calls[place])
        if isinstance(reply, Hung):
            return None
        return answer(reply, self.returns)

    def all(self, function: Any) -> Answers | None:
        """None: a call did not return in time, and the rest was not asked."""
        replies = []
        with self.asking() as timed:
            ask = timed(in_process({self.question: function}))
            for call in self.calls:
                replies.append(ask(call))
                if isinstance(replies[-1], Hung):
                    return None
        return answers(replies, self.returns)

    def differs(self, function: Any, right: Answers) -> bool:
        """Whether it answers a call otherwise, or not in time."""
        each = list(right.each())
        with self.asking() as timed:
            return any(
                (one := self.one(timed, function, place)) is None or not alike(one, each[place])
                for place in self.order
            )


def call_plan(
    question: str,
    calls: Sequence[Call],
    returns: tuple[str, ...],
    seconds: float,
    files: tuple[str, ...] = (),
) -> CallPlan:
    """The calls in the order in which they tell: many different numbers, and among those the small ones."""
    sizes = [
        _numbers([*call.arguments, *(one for step in call.steps() for one in step.arguments)])
        for call in calls
    ]
    order = sorted(
        range(len(calls)), key=lambda place: (-min(TELLING, len(set(sizes[place]))), len(sizes[place]), place)
    )
    return CallPlan(question, tuple(calls), tuple(order), returns, seconds, files)


def _numbers(arguments: Sequence[Argument]) -> list[float]:
    arrays = [one for one in arguments if isinstance(one, np.ndarray) and one.dtype.kind in "iuf"]
    return [abs(float(number)) for one in arrays for number in one.ravel() if np.isfinite(number)]


def alike(own: One, given: One, *, wordy: bool = False) -> bool:
    """wordy: exceptions are compared by their texts, too."""
    form, due = (one[0] if wordy or one[0][0] != "raised" else one[0][:2] for one in (own, given))
    return form == due and bool(close(given[1], own[1]).all())


@dataclass(eq=False)
class Shelf:
    """Known solutions of one question, and what has been found out about them so far.

    stateful: they may remember a call, so that all are asked, in the order in which submissions are: they may
    answer so for no other. The others are asked first where it tells most. first: by form, whose first answer
    has it, and their numbers.
    """

    plan: CallPlan
    solutions: Sequence[Solution]
    stateful: bool = False
    first: Mapping[Form, tuple[list[int], Numbers]] | None = None
    learnt: dict[int, "Learnt"] = field(default_factory=dict)

    @property
    def order(self) -> Sequence[int]:
        return range(len(self.plan.calls)) if self.stateful else self.plan.order

    def learn_first(self) -> None:
        """Find out what each of them answers to the first call."""
        with self.plan.asking() as timed:
            self.first = self._firsts(timed)

    def matching(self, given: Sequence[One], wrong: Collection[int], *, wordy: bool) -> list[int]:
        """The solutions that answer every call so, and would again; by their place on the shelf.

        wrong: the places of the calls whose answer is not right.
        """
        if not self.solutions:
            return []
        if self.first is None:
            self.learn_first()
        with self.plan.asking() as timed:
            left = self._starting(given[self.order[0]], wordy=wordy)
            order = self.order
            for place in order if self.stateful else sorted(order, key=lambda place: place not in wrong):
                left = [
                    index
                    for index in left
                    if self._answers_so(timed, index, place, given[place], wordy=wordy)
                ]
            return [index for index in left if not self.stateful or self._stays(timed, index)]

    def _starting(self, given: One, *, wordy: bool) -> list[int]:
        form, numbers = given
        found = (
            index
            for own, (indices, rows) in (self.first or {}).items()
            if (own if wordy or own[0] != "raised" else own[:2]) == form
            for index in np.array(indices)[close(numbers, rows).all(axis=1)].tolist()
        )
        return sorted(found)

    def answers(self, index: int) -> Answers:
        """Of a solution that matched, all that it answered."""
        found = [one for _, one in sorted(self.learnt[index].answers.items()) if one is not None]
        numbers = np.concatenate([np.empty(0), *(numbers for _, numbers in found)])
        ends = np.cumsum([numbers.size for _, numbers in found], dtype=int)
        return Answers(tuple(form for form, _ in found), numbers, ends)

    def _firsts(self, timed: Timed) -> dict[Form, tuple[list[int], Numbers]]:
        rows: dict[Form, list[tuple[int, Numbers]]] = defaultdict(list)
        for index, one in enumerate(self._first_answers(timed)):
            if one is not None:
                rows[one[0]].append((index, one[1]))
        return {
            form: ([index for index, _ in found], np.stack([numbers for _, numbers in found]))
            for form, found in rows.items()
        }

    def _first_answers(self, timed: Timed) -> list[One | None]:
        """Of what draws, from before: a picture is dear."""
        place = self.order[0]

        def asked() -> list[One | None]:
            functions = (solution.make() for solution in self.solutions)
            return [None if one is None else self.plan.one(timed, one, place) for one in functions]

        if self.plan.returns != FIGURE:
            return asked()
        sources = [*self.plan.files, *(one.source() for one in self.solutions)]
        return kept_answers(self.plan.calls[place], sources, self.plan.seconds, asked)

    def _answers_so(self, timed: Timed, index: int, place: int, given: One, *, wordy: bool) -> bool:
        if index not in self.learnt:
            self.learnt[index] = Learnt(self.solutions[index].make())
        learnt = self.learnt[index]
        if place not in learnt.answers:
            learnt.answers[place] = self.plan.one(timed, learnt.function, place)
        own = learnt.answers[place]
        return own is not None and alike(own, given, wordy=wordy)

    def _stays(self, timed: Timed, index: int) -> bool:
        """Whether it answers again as it did. Asked backwards: one that remembers would follow the order."""
        learnt = self.learnt[index]
        if learnt.stays is None:
            again = [(place, learnt.answers[place]) for place in self.order[::-AGAIN]]
            seconds = ((self.plan.one(timed, learnt.function, place), first) for place, first in again)
            learnt.stays = all(one and first and alike(one, first, wordy=True) for one, first in seconds)
        return learnt.stays


@dataclass(slots=True, eq=False)
class Learnt:
    """A solution's function, and its answers so far, by place; None: it did not answer in time."""

    function: Any
    answers: dict[int, One | None] = field(default_factory=dict)
    stays: bool | None = None
