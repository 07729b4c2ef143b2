"""A known solution's verdicts on one question.

They are found out call by call, in half the time that batches take (`checks.judge`): these spare messages to
a sandbox, and begin a check anew for each answer. The verdicts are the same where an answer depends on its
call alone. Whoever hangs, or answers the same call now so, now otherwise, is played in batches after all: the
order of the calls decides what comes of it, and it is to be that of grading.
"""

import contextlib
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

import numpy as np

from grader.checks.claims import Check
from grader.checks.explain import Shown
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge
from grader.checks.parts import knowing_parts
from grader.checks.run import Failure, attempt, first_failure, play_one_by_one, quiet, refuse_endless
from grader.checks.student_functions import Returns
from grader.checks.verdict import Remark, results
from grader.errors import CallRaised, CallTimedOut, CheckFailed, NotTheirs
from grader.model import Limits, Result
from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions
from grader.values import Ask, Call, Hung, Reply, Returned, frames

LATER = "In a fresh kernel this call is right."
SEED = 1  # of the random numbers that some wrong solutions use; without one, what catches them would vary
THEIRS = (CheckFailed, AssertionError, CallRaised)  # after anything else the check itself may be broken
REPEATED = 20  # the first one of so many calls is made once more at the end

Known = dict[bytes, tuple[Call, Reply]]  # by its frames.key


class _Hangs(NotTheirs):
    """Leaves a check. Not an Exception, or the check might catch it."""


def verdicts(
    make: Callable[[], Functions], prepared: Prepared, question: str, *, reference: Functions, limits: Limits
) -> tuple[Result, ...]:
    """make: the solution's functions, which remember nothing yet. limits: how long a call may take.

    Raises: CourseError: a check comes to no end.
    """
    with _begun(make, limits) as (ask, timed):
        alone = partial(_alone, make, prepared.returns, timed)
        found = _of_steady(prepared, question, ask, timed(in_process(reference)), alone)
    if found is not None:
        return found
    with _begun(make, limits) as (ask, timed):
        alone, right = partial(_alone, make, prepared.returns, timed), timed(in_process(reference))
        asks = in_turn(ask)
        return judge(
            prepared,
            asks,
            questions=[question],
            shrinking=False,
            reference=right,
            remark=alone,
            audited=True,
        )


def answers_alike(
    make: Callable[[], Functions], prepared: Prepared, question: str, *, reference: Functions, limits: Limits
) -> bool:
    """Whether every call that the question's checks make is answered as the reference answers it."""
    alike = True
    with _begun(make, limits) as (ask, timed):
        right = timed(in_process(reference))

        def both(call: Call) -> Reply:
            nonlocal alike
            reply = ask(call)
            alike = alike and _same(reply, right(call))
            return reply

        play_one_by_one(prepared.of(question), prepared.pools, prepared.returns, both)
    return alike


@contextlib.contextmanager
def _begun(make: Callable[[], Functions], limits: Limits) -> Iterator[tuple[Ask, Callable[[Ask], Ask]]]:
    """The solution, ready to be asked, and what makes others end in time."""
    functions = make()
    random.seed(SEED)
    np.random.seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()), interrupting(limits.call_seconds) as timed:
        yield timed(in_process(functions)), timed


def _alone(
    make: Callable[[], Functions],
    returns: Returns,
    timed: Callable[[Ask], Ask],
    check: Check,
    failure: Failure,
    failing: Sequence[Check],
) -> Shown:
    """The failure, and whether functions that were never called before fail on its example, too."""
    if isinstance(failure.error, CallTimedOut):
        return Shown(failure)
    with quiet():
        again = attempt(check, failure.example, returns, knowing_parts(timed(in_process(make()))))
    return Shown(failure, alone="" if again else LATER)


def _of_steady(
    prepared: Prepared, question: str, ask: Ask, right: Ask, remark: Remark
) -> tuple[Result, ...] | None:
    """The verdicts on whoever answers `ask`; None where these may depend on the order of calls."""
    checks = prepared.of(question)
    known: Known = {}
    anew = _in_time(ask)
    knowing = knowing_parts(anew)
    once = _once(knowing, known)
    failures: dict[str, Failure] = {}
    try:
        with quiet():
            for check in checks:
                answers = once if check.merge else knowing
                if _is_skipped(check, checks, failures):
                    continue
                if failure := first_failure(check, prepared.pools[check.id], prepared.returns, answers):
                    refuse_endless(check, failure)
                    failures[check.id] = failure
            again = islice(known.values(), 1 + len(known) // REPEATED)
            if not all(_same(anew(call), reply) for call, reply in again):
                return None
    except _Hangs:
        return None
    reference = knowing_parts(right)
    return results(checks, failures, prepared.returns, reference=reference, remark=remark, audited=True)


def _is_skipped(check: Check, checks: Sequence[Check], failures: Mapping[str, Failure]) -> bool:
    """Whether a check that it needs is known to have failed: then nobody wants to know what it would find."""
    known = {one.id: one for one in checks}
    while check.needs in known:
        check = known[check.needs]
        if check.id in failures and isinstance(failures[check.id].error, THEIRS):
            return True
    return False


def _once(ask: Ask, known: Known) -> Ask:
    """Answers equal calls once, and adds them to `known`. Whatever objects of a class are asked, is asked."""

    def asking(call: Call) -> Reply:
        if call.reads == "usable" or call.of_objects():
            return ask(call)
        key = frames.key(call)
        if key not in known:
            known[key] = call, ask(call)
        return known[key][1]

    return asking


def _in_time(ask: Ask) -> Ask:
    def asking(call: Call) -> Reply:
        reply = ask(call)
        if isinstance(reply, Hung):
            raise _Hangs
        return reply

    return asking


def _same(one: Reply, other: Reply) -> bool:
    """As over the sandbox: where their bytes are."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return _bytes(one) == _bytes(other)
    return one == other


def _bytes(reply: Returned) -> bytes:
    return frames.encoded(frames.gave(reply.value, reply.changed))
