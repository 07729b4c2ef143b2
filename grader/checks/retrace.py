"""Shrinking that went the same way before is not done again.

What it comes to depends on the check, on the kind of its failure, and on the answers to the calls that it
makes, one after another. So the ways that were gone form a tree: a call; for each answer that it got, the
next call; at the end, what was found. Whoever fails alike is asked the same calls in the same order as
without the tree. What is left out is Hypothesis's own work, which is most of what shrinking costs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.checks.claims import Check
from grader.checks.plainer import plainer
from grader.checks.replies import comes_again
from grader.checks.run import Failure
from grader.checks.shrink import shrinker
from grader.checks.student_functions import Returns
from grader.values import Ask, Call, Reply, frames

MOST_TURNS = 20_000  # calls that are kept; with more, all are forgotten


@dataclass(frozen=True, slots=True, eq=False)
class _End:
    """found: the smaller failure, None if there was none."""

    found: Failure | None


@dataclass(slots=True, eq=False)
class _Turn:
    """A call, and where each answer led."""

    call: Call
    on: dict[Reply, "_Turn | _End"] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Ways:
    """All that were gone, by what is shrunk. As in play.Outcomes, an equal reply is the same object again."""

    begun: dict[object, "_Turn | _End"] = field(default_factory=dict)
    turns: int = 0


class _Path:
    """Answers as `ask` does, first what is known already, and notes down all of it.

    whole: whether it can be gone again: every answer comes again, and what was known was asked for.
    """

    def __init__(self, ask: Ask, known: list[tuple[Call, Reply]]) -> None:
        self._ask, self._known = ask, known
        self.gone: list[tuple[Call, Reply]] = []
        self.whole = True

    def __call__(self, call: Call) -> Reply:
        place = len(self.gone)
        if place < len(self._known) and frames.key(self._known[place][0]) == frames.key(call):
            reply = self._known[place][1]
        else:
            self.whole &= place >= len(self._known)
            reply = self._ask(call)
        self.whole &= comes_again(reply)
        self.gone.append((call, reply))
        return reply


def retracing(
    ways: Ways, key: str, returns: Returns, ask: Ask, *, reference: Ask | None = None
) -> Callable[[Check, Failure], Failure]:
    """As shrink.shrinker.

    ways: those that shrinking went before, for the same checks and key; more are added.
    """

    def smaller(check: Check, failure: Failure) -> Failure:
        if 0 <= failure.index < len(check.explicit):
            return shrinker(key, returns, ask, reference=reference)(check, failure)

        def shrink(answering: Ask) -> Failure | None:
            found = shrinker(key, returns, answering)(check, failure)
            return None if found is failure else found

        small = _retraced(ways, (check.id, type(failure.error)), ask, shrink) or failure
        return plainer(check, small, returns, ask, reference) if reference else small

    return smaller


def _retraced(ways: Ways, start: object, ask: Ask, shrink: Callable[[Ask], Failure | None]) -> Failure | None:
    """What `shrink` would find with `ask`, without it where somebody answered the same before.

    start: equal where shrinking begins alike.
    """
    known: list[tuple[Call, Reply]] = []
    at = ways.begun.get(start)
    while isinstance(at, _Turn):
        known.append((at.call, ask(at.call)))
        at = at.on.get(known[-1][1])
    if at is not None:
        return at.found
    path = _Path(ask, known)
    found = shrink(path)
    if path.whole:
        _keep(ways, start, path.gone, found)
    return found


def _keep(ways: Ways, start: object, gone: list[tuple[Call, Reply]], found: Failure | None) -> None:
    if ways.turns + len(gone) > MOST_TURNS:
        ways.begun.clear()
        ways.turns = 0
    branch: dict[Any, _Turn | _End] = ways.begun
    reply = start
    for call, answer in gone:
        turn = branch.setdefault(reply, _Turn(call))
        assert isinstance(turn, _Turn)
        branch, reply = turn.on, answer
    branch[reply] = _End(found)
    ways.turns += len(gone)
