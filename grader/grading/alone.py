"""Whether an example fails alone, in a fresh process, as whoever reads it will try it.

It does not where a function keeps something from one call to the next: a default that grows, answers kept by
shape, an array used again. Then the student is told so, and which call has to come before.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice

import numpy as np

from grader.checks.claims import Check
from grader.checks.draw import Example
from grader.checks.judge import Prepared
from grader.checks.parts import knowing_parts
from grader.checks.run import Failure, attempt, quiet
from grader.errors import CallRaised, CallTimedOut
from grader.sandbox import Session, Zygote
from grader.values import Call, Reply, as_source, frames
from grader.wording import NEEDS, NOT_WRITTEN

MOST_PAIRS = 5  # examples that are tried as the one before
MOST_PROCESSES = 20  # for one submission
QUICK = 4.0  # CPU seconds that a submission may have used: each process runs its cells anew

Judging = Callable[[Check, Failure, Sequence[Check]], str]


@contextmanager
def alone(prepared: Prepared, zygote: Zygote, session: Session) -> Iterator[Judging]:
    """Yields what says of a failure's example what is to be known of it, "" where it fails by itself.

    session: in which all cells have run, and which found the failures.
    """
    with ExitStack() as stack:
        yield _Alone(prepared, zygote, session, stack)


class _Alone:
    """One process serves all examples while nothing was seen that remembers; then each has its own."""

    def __init__(self, prepared: Prepared, zygote: Zygote, session: Session, stack: ExitStack) -> None:
        self._prepared, self._zygote, self._session, self._stack = prepared, zygote, session, stack
        self._shared: Session | None = None
        self._careful = False
        self._processes = 0

    def __call__(self, check: Check, failure: Failure, failing: Sequence[Check]) -> str:
        """failing: all checks that failed on this submission."""
        if not _worth_it(failure) or self._session.cpu_seconds() > QUICK:
            return ""
        self._careful |= any(not one.merge for one in failing)
        if self._fails(check, [failure.example]):
            return ""
        self._careful = True
        for earlier in self._candidates(check, failure.example):
            if self._fails(check, [earlier, failure.example]):
                return _told(earlier, failure.example)
        return _told(None, failure.example)

    def _fails(self, check: Check, examples: Sequence[Example]) -> bool:
        """Whether the last of these examples, played in order, fails; where too much was tried, it does."""
        if self._careful:
            if self._processes >= MOST_PROCESSES:
                return True
            with self._fresh() as session:
                return self._played(session, check, examples)
        if self._shared is None:
            self._shared = self._stack.enter_context(self._fresh())
        return self._played(self._shared, check, examples)

    @contextmanager
    def _fresh(self) -> Iterator[Session]:
        self._processes += 1
        with self._zygote.session() as session:
            session.load(self._session.cells)
            yield session

    def _played(self, session: Session, check: Check, examples: Sequence[Example]) -> bool:
        def ask(call: Call) -> Reply:
            return session.ask([frames.key(call)])[0]

        with quiet():
            found = [attempt(check, one, self._prepared.returns, knowing_parts(ask)) for one in examples]
        return found[-1] is not None

    def _candidates(self, check: Check, example: Example) -> Iterator[Example]:
        """The example itself, then the pool's of the same shapes."""
        yield example
        others = (one for one in self._prepared.pools[check.id] if one is not example)
        yield from islice((one for one in others if _form(one) == _form(example)), MOST_PAIRS - 1)


def _worth_it(failure: Failure) -> bool:
    """Nothing is gained where nothing is written, or where each try would cost a limit."""
    error = failure.error
    if isinstance(error, CallRaised):
        return not error.happened.startswith((NOT_WRITTEN, NEEDS, "is not defined", "ended the process"))
    return not isinstance(error, CallTimedOut)


def _form(example: Example) -> list[object]:
    return [np.shape(value) if isinstance(value, np.ndarray) else type(value) for value in example.values()]


def _told(earlier: Example | None, example: Example) -> str:
    if earlier is None:
        after = "only after other calls"
    elif earlier is example:
        after = "when it is run twice"
    else:
        inputs = " and ".join(f"{name} = {as_source(value)}" for name, value in earlier.items())
        after = f"after the same with {inputs}"
    asked = "What does your function keep from one call to the next, or leave to chance?"
    return f"This example passes alone, in a fresh process. It fails {after}. {asked}"
