"""Playing all checks at once. Every (check, example) is a run; a run that calls a student's function waits.

All runs wait at once, so 40 checks of 100 examples need as many messages as the longest chain of calls in one
check, not 4,000: each run is a greenlet, parked at its call; one batch asks for all parked calls, identical
ones once; the replies wake them. Checks stay plain functions, written in direct style.
"""

import gc
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

from grader.checks.ask import Returns
from grader.checks.claims import Check
from grader.checks.draw import Pools
from grader.checks.run import Example, Failure, attempt
from grader.model import Call, Died, Hung, Reply

# A function that stopped this many calls is not asked again: each may have cost its whole limit.
STOPS = 3

Asks = Callable[[Sequence[Call]], Sequence[Reply]]
Key = Callable[[Call], object]


def play(checks: Sequence[Check], pools: Pools, returns: Returns, asks: Asks, key: Key) -> dict[str, Failure]:
    """The checks that did not hold, by id.

    asks: answers a batch, in order; it may end early with a Hung or Died, and is then asked for the rest.
    key: equal for calls that may share one answer.
    """
    with warnings.catch_warnings(), _no_collector():
        warnings.simplefilter("ignore")
        game = _Game(key)
        for check in checks:
            for index, example in enumerate(pools[check.id]):
                game.start(check, index, example, returns)
        return game.play(asks)


_NO_CALL = Call("", ())


@contextmanager
def _no_collector() -> Iterator[None]:
    """Thousands of parked runs set off the garbage collector again and again for nothing: half of all time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True, eq=False)
class _Run:
    check: Check
    index: int
    example: Example
    fiber: greenlet
    call: Call = _NO_CALL


class _Game:
    """The runs in flight. `waiting` holds those parked at a call; the others have ended."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._waiting: list[_Run] = []
        self._first: dict[str, int] = {}
        self._failures: dict[str, Failure] = {}
        self._stops: dict[str, list[Reply]] = defaultdict(list)

    def start(self, check: Check, index: int, example: Example, returns: Returns) -> None:
        run = _Run(check, index, example, greenlet(attempt))
        self._take_in(run, run.fiber.switch(check, example, returns, _park))

    def play(self, asks: Asks) -> dict[str, Failure]:
        while self._waiting:
            groups = self._groups()
            replies = asks([runs[0].call for runs in groups])
            stopped = bool(replies) and isinstance(replies[-1], Hung | Died)
            if len(replies) < len(groups) and not stopped:
                raise RuntimeError(f"{len(groups)} calls were asked, {len(replies)} answered")
            self._waiting = [run for runs in groups[len(replies) :] for run in runs]
            for runs, reply in zip(groups, replies, strict=False):
                self._wake(runs, reply)
            if stopped:
                self._stops[groups[len(replies) - 1][0].call.function].append(replies[-1])
                self._drop_decided()
                self._give_up()
        return self._failures

    def _groups(self) -> list[list[_Run]]:
        """The parked runs, those together that one answer can serve."""
        groups: dict[object, list[_Run]] = defaultdict(list)
        for run in self._waiting:
            groups[self._key(run.call) if run.check.merge else run].append(run)
        return list(groups.values())

    def _wake(self, runs: Sequence[_Run], reply: Reply) -> None:
        for run in runs:
            self._take_in(run, run.fiber.switch(reply))

    def _take_in(self, run: _Run, came_back: Any) -> None:
        """A run came back with a call if it is parked; otherwise with what its check raised, or None."""
        if not run.fiber.dead:
            run.call = came_back
            self._waiting.append(run)
        elif came_back is not None and run.index < self._first.get(run.check.id, run.index + 1):
            self._first[run.check.id] = run.index
            self._failures[run.check.id] = Failure(
                run.example, came_back, explicit=run.index < len(run.check.explicit)
            )

    def _drop_decided(self) -> None:
        """A check that failed needs no more answers, each of which may cost a whole limit."""
        for run in self._waiting:
            if run.check.id in self._failures:
                run.fiber.throw(GreenletExit)
        self._waiting = [run for run in self._waiting if not run.fiber.dead]

    def _give_up(self) -> None:
        """Answer for a function that keeps stopping as it did last time."""
        while given_up := [run for run in self._waiting if len(self._stops[run.call.function]) >= STOPS]:
            self._waiting = [run for run in self._waiting if len(self._stops[run.call.function]) < STOPS]
            for run in given_up:
                self._wake([run], self._stops[run.call.function][-1])


def _park(call: Call) -> Reply:
    parent = getcurrent().parent
    assert parent is not None
    reply: Reply = parent.switch(call)
    return reply
