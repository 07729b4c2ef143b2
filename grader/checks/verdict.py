"""What a played check comes to, and whose fault it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.checks.ask import Ask, Returns
from grader.checks.claims import Check
from grader.checks.run import Failure, attempt, quiet
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.model import Counterexample, Given, Result, Verdict

Shrink = Callable[[Check, Failure], Failure]


def results(
    checks: Sequence[Check],
    failures: Mapping[str, Failure],
    returns: Returns,
    *,
    shrink: Shrink | None = None,
    reference: Ask | None = None,
) -> tuple[Result, ...]:
    """One result a check, in order.

    shrink: makes a failure smaller. reference: answers as the reference solution does; it tells an answer
    that a check cannot digest from a check that is broken.
    """
    verdicts = {check.id: _verdict(check, failures.get(check.id), returns, reference) for check in checks}
    shrunk = _shrunk(checks, failures, verdicts, shrink) if shrink else failures
    found = []
    for check in checks:
        verdict = verdicts[check.id]
        if check.needs and verdicts[check.needs] is not Verdict.PASSED:
            needed = next(other for other in checks if other.id == check.needs)
            found.append(_result(check, Verdict.SKIPPED, f"looked at once this holds: {needed.claim}"))
        elif verdict is Verdict.PASSED:
            found.append(_result(check, verdict))
        elif verdict is Verdict.BROKEN:
            error = failures[check.id].error
            message = f"the check itself is broken ({type(error).__name__}); nobody loses points by it"
            found.append(_result(check, verdict, message))
        else:
            found.append(_explained(check, verdict, shrunk[check.id]))
    return tuple(found)


def _verdict(check: Check, failure: Failure | None, returns: Returns, reference: Ask | None) -> Verdict:
    if failure is None:
        return Verdict.PASSED
    if isinstance(failure.error, CallTimedOut):
        return Verdict.TIMED_OUT
    if isinstance(failure.error, CallRaised):
        return Verdict.CRASHED
    if isinstance(failure.error, CheckFailed | AssertionError):
        return Verdict.FAILED
    # The check tripped over the answer. If it trips over the right answer too, the fault is ours.
    with quiet():
        if reference and attempt(check, failure.example, returns, reference) is not None:
            return Verdict.BROKEN
    return Verdict.FAILED


def _shrunk(
    checks: Sequence[Check],
    failures: Mapping[str, Failure],
    verdicts: Mapping[str, Verdict],
    shrink: Shrink,
) -> dict[str, Failure]:
    """Every failure to be shown, made small where its author did not."""
    small = {}
    for check in checks:
        failure = failures.get(check.id)
        if failure is None:
            continue
        worth_it = (
            check.strategies
            and failure.index >= len(check.explicit)
            and verdicts[check.id] in (Verdict.FAILED, Verdict.CRASHED)
            and (check.needs is None or verdicts[check.needs] is Verdict.PASSED)
        )
        small[check.id] = shrink(check, failure) if worth_it else failure
    return small


def _result(check: Check, verdict: Verdict, message: str = "") -> Result:
    """A broken check costs nobody points."""
    earned = verdict in (Verdict.PASSED, Verdict.BROKEN)
    return Result(
        check=check.id,
        claim=check.claim,
        verdict=verdict,
        score=check.points if earned else 0.0,
        points=check.points,
        hidden=check.hidden,
        message=message,
        hint="" if earned or verdict is Verdict.SKIPPED else check.hint,
    )


def _explained(check: Check, verdict: Verdict, failure: Failure) -> Result:
    error = failure.error
    when = tuple(Given(name, literal(value)) for name, value in failure.example.items())
    message = str(error)
    if not isinstance(error, CheckFailed | CallRaised | CallTimedOut):
        message = f"the answer cannot be used here: {type(error).__name__}: {error}"
    if isinstance(error, CheckFailed):
        counterexample = Counterexample(error.what, error.got, error.expected, when)
    else:
        counterexample = Counterexample(check.question, message, check.claim, when)
    return replace(_result(check, verdict, message), counterexample=counterexample)


def literal(value: Any) -> str:
    """Python source for a value, to be pasted below `import numpy as np`."""
    if not isinstance(value, np.ndarray):
        return repr(value)
    numbers = repr(value.tolist()).replace("nan", "np.nan").replace("inf", "np.inf")
    plainly = value.dtype in (np.float64, np.int64)
    return f"np.array({numbers})" if plainly else f"np.array({numbers}, dtype=np.{value.dtype.name})"
