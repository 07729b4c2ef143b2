"""A failure → its counterexample: what was compared, what is known to be right, and code that shows it."""

import re
from dataclasses import dataclass, replace

import numpy as np

from grader.checks.asked import Asked
from grader.checks.assertions import compared, shown
from grader.checks.claims import Check
from grader.checks.run import Failure, attempt, quiet
from grader.checks.script import About, script, used
from grader.checks.student_functions import Ask, Returns
from grader.checks.way import first_wrong, found_on_the_way
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.model import Counterexample, Given, Intermediate
from grader.values import Array, as_source
from grader.wording import BEFORE, LASTING

NEAR = 1e-4  # as far as numbers that are told to six digits are known
PRINTED = 3  # digits after the point, as notebooks of this course and many others print them
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?|-?inf|nan")


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A failure as it is told.

    before: the calls without which it does not come about. alone: as model.Counterexample has it.
    """

    failure: Failure
    before: tuple[Asked, ...] = ()
    alone: str = ""


def explained(check: Check, one: Shown, returns: Returns, reference: Ask | None) -> Counterexample:
    """reference: answers as the reference solution does; it tells a right answer from another."""
    error = one.failure.error
    if isinstance(error, CheckFailed):
        sure = error.sure or (reference is not None and _is_right(check, one.failure, returns, reference))
        code, when = _to_paste(check, one, error.what, error.beside, fine=_is_fine(error))
        return Counterexample(
            error.what, error.got, error.expected, when, error.whole, error.beside, one.alone, error.at, sure,
            code, _way(check, one, error, reference),
        )  # fmt: skip
    what, happened = _what_happened(check, error)
    if isinstance(error, CallRaised | CallTimedOut) and not one.before:  # the call that stopped says it all
        one = replace(one, failure=replace(one.failure, asked=_to_its_end(one.failure.asked)))
    code, when = _to_paste(check, one, "" if one.failure.asked else what, "")
    return Counterexample(what, happened, "", when, alone=one.alone, code=code)


def _way(check: Check, one: Shown, error: CheckFailed, reference: Ask | None) -> tuple[Intermediate, ...]:
    """What the first wrong call should have found on its way; who remembers is told of that instead."""
    remembers = bool(one.before or one.alone) or error.beside in (BEFORE, LASTING)
    if check.way is None or reference is None or remembers:
        return ()
    try:
        wrong = first_wrong(check.question, one.failure.asked, reference)
        return found_on_the_way(check.way, wrong, one.failure.example) if wrong else ()
    except Exception:  # the author's slip, which audit tells; a student loses nothing by it
        return ()


def _to_its_end(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """The last call; of an object, with all that made it what it was."""
    last = asked[-1:]
    if not (last and last[0].call.step):
        return last
    first = last[0].call
    return tuple(one for one in asked if one.call.function == first.function and one.call.of_objects())


def _is_fine(error: CheckFailed) -> bool:
    """Whether a notebook prints both sides alike."""
    for pair in (error.whole, (error.got, error.expected)):
        got, expected = ([_printed(number) for number in _NUMBER.findall(text)] for text in pair)
        if got and len(got) == len(expected):
            around = [_NUMBER.sub("", text) for text in pair]  # a text is told from a number by its marks
            return got == expected and around[0] == around[1]
    return False


def _printed(number: str) -> float:
    return round(float(number), PRINTED)


def _to_paste(
    check: Check, one: Shown, what: str, beside: str, *, fine: bool = False
) -> tuple[str, tuple[Given, ...]]:
    """The failure's example as code, and the inputs that it needs. fine: as script.About has it."""
    failure, before = one.failure, bool(one.before)
    words = "" if before else what  # only what was really called, in order, shows what is remembered
    about = About(
        check.question, check.functions, words, beside, repeats=before or not check.merge, fine=fine
    )
    code = script(about, failure.example, (*one.before, *failure.asked))
    names = used(code, list(failure.example))
    return code, tuple(Given(name, as_source(failure.example[name])) for name in names)


def _is_right(check: Check, failure: Failure, returns: Returns, reference: Ask) -> bool:
    """Whether the reference gives, at that place, what the other of the student's two answers is."""
    error = failure.error
    if not isinstance(error, CheckFailed) or not error.beside or error.beside in (BEFORE, LASTING):
        return False
    seen: list[tuple[str, Array]] = []
    with quiet(), compared(seen):
        attempt(check, failure.example, returns, reference)
    return any(_says(error, what, value) for what, value in seen)


def _says(error: CheckFailed, what: str, value: Array) -> bool:
    """Whether `value`, which was compared as `what`, is what the error has as the other answer."""
    place = error.at or error.what[len(what) :]
    if not error.what.startswith(what) or not re.fullmatch(r"(\[[\d, ]+\])?", place):
        return False
    try:
        number = value[tuple(int(digits) for digits in re.findall(r"\d+", place))]
        return bool(np.isclose(float(error.expected), number, NEAR, NEAR))
    except (ValueError, TypeError, IndexError):
        return shown(value) == error.expected


def _what_happened(check: Check, error: BaseException) -> tuple[str, str]:
    """Where there is no value to compare with another: what it is about, and what happened to it."""
    if isinstance(error, CallRaised | CallTimedOut):
        return error.what, error.happened
    text = f": {error}" if str(error) else ""
    if isinstance(error, AssertionError):
        return f"what {check.question} returned", f"is not as claimed{text}"
    return f"what {check.question} returned", f"cannot be used here: {type(error).__name__}{text}"
