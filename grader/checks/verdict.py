"""What a played check comes to, and whose fault it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from grader.checks.advice import advice
from grader.checks.claims import Check
from grader.checks.explain import Shown, asked, explained, plainly
from grader.checks.our_faults import Lost, unless_lost
from grader.checks.own_time import DoesNotEnd
from grader.checks.run import Failure, attempt, quiet
from grader.checks.slip import slip_of
from grader.checks.student_functions import Returns
from grader.checks.unanswered import gives_name, why_raised
from grader.errors import CallRaised, CallTimedOut, CheckFailed, WrongForm, bounded
from grader.model import FINE, Counterexample, Result, Verdict
from grader.values import Ask
from grader.wording import (
    AS_TEXT,
    BUILDS_ON,
    FORM,
    HANDED_OUT,
    LASTING,
    NOT_ANSWERED,
    NOT_WRITTEN,
    NOTHING,
    PARTS,
    left,
    said,
)

LONGEST_VALUE = 2_000  # characters of one that is told; what a check draws stays far below
_NUMBER_AS_TEXT = re.compile(r"\btext '[\[(\s]*-?\d")
NOTHING_TOLD: Mapping[str, Result] = {}
_CLAIMED = (CheckFailed, AssertionError, CallRaised)  # what a check says of an answer, not a slip of its own

Shrink = Callable[[Check, Failure], Failure]
# Given a failure that is to be shown, and the checks that failed: the failure as it comes about elsewhere.
Remark = Callable[[Check, Failure, Sequence[Check]], Shown]


def results(
    checks: Sequence[Check],
    failures: Mapping[str, Failure],
    returns: Returns,
    *,
    shrink: Shrink | None = None,
    reference: Ask | None = None,
    remark: Remark | None = None,
    audited: bool = False,
    lost: Lost | None = None,
    before: Mapping[str, Result] = NOTHING_TOLD,
) -> tuple[Result, ...]:
    """One result a check, in order.

    shrink: makes a failure smaller. remark: tries its example elsewhere. reference: answers as the reference
    solution does; it tells an answer that is wrong from a check that is broken. audited: checks are on trial,
    so what one claims is taken as it is. lost: None, and a fault of ours is raised. before: what is told.
    """
    tell = partial(_told, returns, reference, remark)
    new = [check for check in checks if check.id not in before]
    verdicts = {known: result.verdict for known, result in before.items()}
    verdicts |= {one.id: _verdict(one, failures.get(one.id), returns, reference, audited) for one in new}
    unmet = _unmet(checks, verdicts)
    failing = [check for check in checks if check.id in failures and check.id not in unmet]
    shown = [check for check in failing if check.id not in before]
    small = _shrunk(shown, failures, verdicts, shrink, lost) if shrink else failures
    found = dict(before)
    for check in new:
        verdict = verdicts[check.id]
        if needed := unmet.get(check.id):
            found[check.id] = result_of(check, Verdict.SKIPPED, f"{BUILDS_ON}{needed.claim}")
        elif verdict is Verdict.PASSED:
            found[check.id] = result_of(check, verdict)
        elif verdict is Verdict.BROKEN:
            found[check.id] = _broken(check, failures[check.id])
        else:
            failure = small[check.id]
            telling, plain = partial(tell, check, failure, failing), (plainly(check, failure), failure)
            found[check.id] = _explained(check, verdict, *unless_lost(telling, plain, lost))
    return tuple(found[check.id] for check in checks)


def _told(
    returns: Returns,
    reference: Ask | None,
    remark: Remark | None,
    check: Check,
    failure: Failure,
    failing: Sequence[Check],
) -> tuple[Counterexample, Failure]:
    """A failure as it is told, and as it comes about where it is tried. failing: all checks that failed."""
    shown = remark(check, failure, failing) if remark else Shown(failure)
    return explained(check, shown, returns, reference), shown.failure


def _verdict(
    check: Check, failure: Failure | None, returns: Returns, reference: Ask | None, audited: bool = False
) -> Verdict:
    if failure is None:
        return Verdict.PASSED
    if isinstance(failure.error, DoesNotEnd):
        return Verdict.BROKEN
    if isinstance(failure.error, CallTimedOut):
        return Verdict.TIMED_OUT
    if isinstance(failure.error, CallRaised) and _is_unwritten(check, failure.error):
        return Verdict.NOT_WRITTEN
    if audited and isinstance(failure.error, _CLAIMED):
        return Verdict.CRASHED if isinstance(failure.error, CallRaised) else Verdict.FAILED
    # Nobody loses points by a check that refuses the right answer, too, to the very same input.
    with quiet():
        right = attempt(check, failure.example, returns, reference) if reference else None
    if isinstance(failure.error, CallRaised):
        return Verdict.BROKEN if isinstance(right, CallRaised) else Verdict.CRASHED
    return Verdict.FAILED if right is None else Verdict.BROKEN


def _is_unwritten(check: Check, error: CallRaised) -> bool:
    """Whether the question's own stub, or its answer, is as it was handed out."""
    own = error.what == check.question or error.what.startswith(f"{check.question}(")
    return own and error.happened in (NOT_WRITTEN, NOT_ANSWERED)


def _unmet(checks: Sequence[Check], verdicts: Mapping[str, Verdict]) -> dict[str, Check]:
    """By id, the check that keeps another from being judged: what it needs, or what that needs, in turn.

    A check that is not among these keeps nobody.
    """
    known = {check.id: check for check in checks}
    unmet = {}
    for check in checks:
        needed = check
        while needed.needs in known:
            needed = known[needed.needs]
            if verdicts[needed.id] not in FINE:
                unmet[check.id] = needed
    return unmet


def _shrunk(
    checks: Sequence[Check],
    failures: Mapping[str, Failure],
    verdicts: Mapping[str, Verdict],
    shrink: Shrink,
    lost: Lost | None,
) -> dict[str, Failure]:
    """The failures of these checks, made small."""
    small = {}
    for check in checks:
        failure = failures[check.id]
        worth_it = check.strategies and verdicts[check.id] in (Verdict.FAILED, Verdict.CRASHED)
        fewer = partial(shrink, check, failure)
        small[check.id] = unless_lost(fewer, failure, lost) if worth_it else failure
    return small


def result_of(check: Check, verdict: Verdict, message: str = "") -> Result:
    """A broken check costs nobody points."""
    earned = verdict in FINE
    asked = "" if earned or verdict is Verdict.SKIPPED else check.hint
    return Result(
        check=check.id,
        claim=check.claim,
        verdict=verdict,
        score=check.points if earned else 0.0,
        points=check.points,
        hidden=check.hidden,
        message=message,
        hint=asked,
        asked=asked,
        inputs=check.inputs,
    )


def _broken(check: Check, failure: Failure) -> Result:
    claimed = isinstance(failure.error, _CLAIMED)
    why = "the reference solution fails it" if claimed else type(failure.error).__name__
    message = f"the check itself is broken ({why}); nobody loses points by it"
    return replace(result_of(check, Verdict.BROKEN, message), slip=slip_of(check, failure, claimed))


def _explained(check: Check, verdict: Verdict, found: Counterexample, failure: Failure) -> Result:
    error = failure.error
    got, expected = (bounded(text, LONGEST_VALUE) for text in (found.got, found.expected))
    found = replace(found, got=got, expected=expected)
    found = replace(found, code="", when=()) if gives_name(found.code, got) else found
    told = replace(result_of(check, verdict, said(found)), counterexample=found)
    if found.alone:
        # With the calls before it, a call may come to another end than in the session where it was judged.
        there = Verdict.FAILED if isinstance(error, CheckFailed) and verdict is Verdict.CRASHED else verdict
        return replace(told, verdict=there, hint=HANDED_OUT if found.beside == LASTING else left(found.alone))
    if isinstance(error, WrongForm):
        text = AS_TEXT if _NUMBER_AS_TEXT.search(found.got) else _of_form(found)
        return replace(told, hint=error.question or text)
    if isinstance(error, CallRaised) and error.kinds and verdict is not Verdict.NOT_WRITTEN:
        told = replace(told, hint=why_raised(found.what, error.happened))
    if isinstance(error, CallRaised | CallTimedOut):
        return replace(told, hint=advice(told) or told.hint)
    if isinstance(error, CheckFailed):
        return replace(told, hint=asked(error, failure.example) or told.hint)
    return told if isinstance(error, AssertionError) else replace(told, hint=_of_form(found))


def _of_form(found: Counterexample) -> str:
    """What to ask about an answer of another form than is due."""
    if re.search(r"\d values$|^one value,", found.got) and re.search(r" of \d|^\d+ values:", found.expected):
        return PARTS
    return NOTHING if found.got == "None" else FORM
