"""Which call it is that goes wrong after another one, and how that is said."""

from collections.abc import Sequence
from dataclasses import replace

from grader.checks.claims import Check
from grader.checks.explain import as_code
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.grading.alone import Fresh, alike
from grader.grading.memory import LONGEST_LINE, Memory

CHANCE = "{} does not always give the same answer."


def told(
    said: str,
    check: Check,
    kept: Memory | None,
    failure: Failure | None = None,
    wrong: RecordedCall | None = None,
) -> str:
    """said: with a place for what goes wrong: `wrong`, or the last call of a failure, or any call."""
    which = _named(check.question, failure, wrong) if failure else "a call"
    if kept is None:  # it may be chance
        return said.partition(":")[0].rstrip(".").format(which) + "."
    words = f"{(CHANCE if kept.chance else said).format(which)} {kept.sentence}"
    elsewhere = kept.function != check.question
    return f"In {kept.function}, {words[0].lower()}{words[1:]}" if elsewhere else words[0].upper() + words[1:]


def up_to_the_wrong_one(
    failure: Failure, question: str, fresh: Fresh, *, most: int
) -> tuple[Failure, RecordedCall | None]:
    """The first call that is answered otherwise where none comes before it, and the failure without those
    after it, if it is about that one; None: it is the last, or nobody knows.

    most: processes that may be started, one for each call.
    """
    error, own = failure.error, _own(question, failure)
    plain = all(one.call.reads in ("result", "value") and not one.call.of_objects() for one in own)
    if isinstance(error, CallRaised | CallTimedOut) or not plain or len(own) > most:
        return failure, None
    for place, one in enumerate(own[:-1]):
        with fresh() as session:
            first = session.call([one.call])[0]
        if not alike(first, one.reply):
            later = [id(other) for other in own[place + 1 :]] if _is_about(failure, one) else []
            return replace(failure, calls=tuple(o for o in failure.calls if id(o) not in later)), one
    return failure, None


def _is_about(failure: Failure, one: RecordedCall) -> bool:
    """Whether it is about this call's answer alone; what a check raises itself is of the first odd one."""
    error = failure.error
    if not isinstance(error, CheckFailed):
        return True
    return not error.beside and error.what.startswith(as_code(failure.example, one.call))


def _own(question: str, failure: Failure) -> Sequence[RecordedCall]:
    return [one for one in failure.calls if one.call.function == question and one.shows == "answer"]


def _named(question: str, failure: Failure, wrong: RecordedCall | None) -> str:
    """This call, or the question's last, as the example shows it."""
    own = _own(question, failure)
    last = wrong is None or wrong is own[-1]
    call = wrong.call if wrong else own[-1].call if own else None
    code = as_code(failure.example, call) if call and not call.of_objects() else ""
    if 0 < len(code) <= LONGEST_LINE:
        return f"`{code}`"
    return f"the last call of {question} below" if last else f"one call of {question} below"
