"""Doubts about a suspect: does the student's function answer as it does elsewhere, too?

Who does not answer as the student's function did in the calls that the student is shown is suspected no more:
whoever reads a name tries it on these first.

Solutions that answer all of a check's first calls alike are told apart, from one another and from what is
right, by inputs chosen for that. The student's function is asked these. Who answers one of them otherwise is
suspected no more; what is left is told by how it is written (`writing`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader.checks.recorded_calls import RecordedCall
from grader.diagnosis.answers import Truths, answer
from grader.diagnosis.learn import CallPlan, One, Solution, alike
from grader.values import Call, Reply

MOST = 20  # calls to the student's function, for one question
CLEARLY = 1e-3  # of a number, or of one: float32 and another order of sums differ by less

AskAll = Callable[[Sequence[Call]], Sequence[Reply]]


@dataclass(frozen=True, slots=True, eq=False)
class StudentCode:
    """Who answers. ask: asks further calls, and may end early. code: by question, what the student wrote.

    examples: by question, the calls of the examples that the student is shown, with what came back.
    cells: all that runs, each cell's text.
    """

    ask: AskAll
    code: Mapping[str, str]
    examples: Mapping[str, Sequence[RecordedCall]] = field(default_factory=dict)
    cells: Sequence[str] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Beyond:
    """Further calls of a question. rows: what is answered to them, by the id of a known solution; by "" what
    is right. None: a call came to no end.
    """

    tried: CallPlan
    rows: dict[str, list[One | None]] = field(default_factory=dict)

    def row(self, id: str, make: Callable[[], Any]) -> list[One | None]:
        if id not in self.rows:
            function = make()
            with self.tried.asking() as timed:
                places = range(len(self.tried.calls))
                self.rows[id] = [self.tried.one(timed, function, place) for place in places]
        return self.rows[id]


@dataclass(slots=True, eq=False)
class Doubts:
    """What a student's function answers to further calls of a question, as far as it was asked.

    right: the reference's function. examples: of this question, as StudentCode has them. own: by place, the
    student's answers; None: no answer came.
    """

    beyond: Beyond
    right: Any
    ask: AskAll
    examples: Sequence[RecordedCall] = ()
    own: dict[int, One | None] = field(default_factory=dict)

    @property
    def tried(self) -> CallPlan:
        return self.beyond.tried

    def standing(self, suspects: Sequence[Solution]) -> list[Solution]:
        """The suspects that answer as the student's function does, wherever that tells them apart."""
        suspects = [one for one in suspects if one.stateful or self.as_shown(one)]
        every = [self.beyond.row(one.id, one.make) for one in suspects]
        every.append(self.beyond.row("", lambda: self.right))
        rows = {place: [row[place] for row in every] for place in self.tried.order}
        kinds = {place: _different(row) for place, row in rows.items()}
        telling = [place for place in rows if kinds[place] > 1]
        self.ask_for(sorted(telling, key=lambda place: -kinds[place]))
        refuted = {
            index
            for place in telling
            if (own := self.own.get(place)) is not None
            for index, answer in enumerate(rows[place][:-1])
            if answer is None or apart(answer, own)
        }
        return [one for index, one in enumerate(suspects) if index not in refuted]

    def as_shown(self, suspect: Solution) -> bool:
        """Whether it answers so in the examples that the student is shown."""
        if not self.examples:
            return True
        plan, function = replace(self.tried, calls=tuple(one.call for one in self.examples)), suspect.make()
        with plan.asking() as timed:
            found = [plan.one(timed, function, place) for place in range(len(plan.calls))]
        replies = [as_one(one.reply, plan.returns) for one in self.examples]
        pairs = zip(found, replies, strict=True)
        return all(one is not None and (own is None or alike(one, own)) for one, own in pairs)

    def pairs(self, calls: Sequence[Call], replies: Sequence[Reply]) -> list[tuple[One | None, One | None]]:
        """The student's answers to further calls, and the right ones, as far as replies came."""
        plan = replace(self.tried, calls=tuple(calls))
        with plan.asking() as timed:
            return [
                (as_one(reply, plan.returns), plan.one(timed, self.right, place))
                for place, reply in enumerate(replies)
            ]

    def ask_for(self, places: Sequence[int]) -> None:
        """As many of these as may still be asked, in this order."""
        new = [place for place in places if place not in self.own][: MOST - len(self.own)]
        replies = self.ask([self.tried.calls[place] for place in new]) if new else []
        for place, reply in zip(new, replies, strict=False):
            self.own[place] = as_one(reply, self.tried.returns)


def as_one(reply: Reply, returns: tuple[str, ...]) -> One | None:
    """None: it came to no end."""
    found = answer(reply, returns)
    return found if found[0][0] not in ("hung", "died") else None


def apart(one: One, other: One) -> bool:
    """Whether two answers differ clearly. That one raises this error and the other that, says nothing."""
    if "raised" in (one[0][0], other[0][0]):
        return bool(one[0][0] != other[0][0])
    if one[0] != other[0]:
        return True
    with np.errstate(all="ignore"):
        near: Truths = np.abs(one[1] - other[1]) <= CLEARLY * np.maximum(1.0, np.abs(other[1]))
    near &= np.isfinite(other[1])
    same: Truths = near | (one[1] == other[1]) | (np.isnan(one[1]) & np.isnan(other[1]))
    return not bool(same.all())


def _different(row: Sequence[One | None]) -> int:
    """How many different answers there are in a row."""
    kinds: list[One] = []
    for one in row:
        if one is not None and all(apart(one, other) for other in kinds):
            kinds.append(one)
    return len(kinds)
