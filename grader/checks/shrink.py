"""The smallest input that breaks the code: Hypothesis replays the pool's draw and shrinks what fails."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import Phase

from grader.checks.claims import POOL_SIZE, Check
from grader.checks.cut import cut_down, is_long
from grader.checks.draw import replay, seed_of, simplicity
from grader.checks.own_time import DoesNotEnd
from grader.checks.plainer import plainer
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure, attempt, quiet
from grader.checks.student_functions import Returns
from grader.errors import CallTimedOut, NotTheirs, StudentError
from grader.values import Ask

# Runs spent on shrinking, counted and not timed, so that a loaded machine finds the same counterexample.
# Measured on wrong solutions: the median needs 7.
RUNS = 150
LONG_STORY = 12  # calls; where an author wrote as many, few that are drawn may show the same


def shrinker(
    key: str, returns: Returns, ask: Ask, *, reference: Ask | None = None
) -> Callable[[Check, Failure], Failure]:
    """Shrinks failures of checks whose pools were drawn with `key`, asking whoever failed.

    reference: answers as the reference solution does; without it, what an author wrote stays as it is, unless
    it is long and a drawn one fails, too.
    """

    def smaller(check: Check, failure: Failure) -> Failure:
        long = is_long(failure.example)
        if not 0 <= failure.index < len(check.explicit):
            found = shrink(check, failure, seed_of(check, key), returns, ask)
        elif reference is None:  # whether right answers hold for a part of it nobody knows here
            return shrink(check, failure, seed_of(check, key), returns, ask) if long else failure
        else:
            found = cut_down(check, failure, returns, ask, reference)
            if is_long(found.example) or len(found.calls) > LONG_STORY:
                drawn = shrink(check, failure, seed_of(check, key), returns, ask)
                found = found if drawn is failure else drawn
        return plainer(check, found, returns, ask, reference) if reference else found

    return smaller


class _Enough(NotTheirs):
    """The budget is spent. Not an Exception, or Hypothesis would shrink it."""


def shrink(check: Check, failure: Failure, number: int, returns: Returns, ask: Ask) -> Failure:
    """The smallest failure of the same kind found, `failure` itself if none is smaller. None is larger.

    number: the seed that the check's pool was drawn from.
    """
    best, runs, largest = failure, 0, simplicity(failure.example)[0]
    most = RUNS * min(check.examples, POOL_SIZE) // POOL_SIZE  # where a call is dear, few are

    def fails(**example: Any) -> None:
        nonlocal best, runs
        if simplicity(example)[0] > largest:
            return  # the failure that there is says more
        calls: list[RecordedCall] = []
        error = attempt(check, example, returns, ask, calls=calls)
        runs += best is not failure
        if runs > most or isinstance(error, CallTimedOut | DoesNotEnd):
            raise _Enough
        if type(error) is type(failure.error):
            error = error.with_traceback(None)  # frames would keep all they saw alive
            best = Failure(-1, example, error, calls=tuple(calls))
            raise StudentError  # always from this line, so that Hypothesis sees one bug

    # Exceptions: the bug itself, or Flaky, when answers change between calls; the last failure seen stands.
    with suppress(_Enough, Exception), quiet():
        replay(check, number, fails, size=check.examples, phases=[Phase.generate, Phase.shrink])
    return best
