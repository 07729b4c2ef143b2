"""A failure → its counterexample: what was compared, what is known to be right, and code that shows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from grader.checks.claims import Check
from grader.checks.compact import compact, compacted
from grader.checks.follow_through import NOT_TOGETHER
from grader.checks.recorded_calls import RecordedCall, with_due
from grader.checks.run import Failure, quiet
from grader.checks.script import About, script, used
from grader.checks.statements import Line, Writer
from grader.checks.student_functions import Returns
from grader.checks.truth import earlier_one, other_form, truth, unequal_rows
from grader.checks.way import arrays_of, found_on_the_way, last_wrong
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.model import Counterexample, Given, Intermediate
from grader.values import IN_LISTS, Array, Ask, Call, Returned, as_source, kind_and_text
from grader.wording import BEFORE, CUT_OFF, LASTING

USUAL = 3  # digits after the point, as notebooks of this course and many others print them
MORE = 9, 17
LEAST = 1e-8  # by which answers differ for another reason than rounding
BLURRED = 0.25  # of what is wrong: if printing changes a number by more, it may look right
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?|-?inf|nan")
_PARAMETERS = re.compile(r"\(\) (?:takes .* positional|missing \d+ required positional) argument")


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A failure as it is told.

    before: the calls without which it does not come about. alone: as model.Counterexample has it.
    """

    failure: Failure
    before: tuple[RecordedCall, ...] = ()
    alone: str = ""


def explained(check: Check, one: Shown, returns: Returns, reference: Ask | None) -> Counterexample:
    """reference: answers as the reference solution does; it tells a right answer from another."""
    error = one.failure.error
    if isinstance(error, CheckFailed) and error.got == NOT_TOGETHER:  # with the student's own, it agrees
        return Counterexample(error.what, error.got, error.expected)
    if isinstance(error, CheckFailed):
        if reference and error.expected == IN_LISTS:
            rows = unequal_rows(check, one.failure, returns, reference)
            error = error.saying(got=rows[0], expected=rows[1]) if rows else error
        error = earlier_one(check, error, one.failure, returns, reference) if reference else error
        return _compared(check, one, error, returns, reference)
    if reference is not None and not isinstance(error, CallRaised | CallTimedOut):
        with quiet():
            form = other_form(check, one.failure, reference)
        if form is not None:
            what = as_code(one.failure.example, form[0])
            code, when = _to_paste(check, one, what, "")
            return Counterexample(what, *form[1:], when, alone=one.alone, code=code)
    what, happened = _what_happened(check, error)
    if isinstance(error, CallRaised | CallTimedOut) and not one.before:  # the call that stopped says it all
        one = replace(one, failure=replace(one.failure, calls=_to_its_end(one.failure.calls)))
    code, when = _to_paste(check, one, "" if one.failure.calls else what, "")
    if one.before and code:  # where the objects of earlier calls have names, too
        *_, last = code.splitlines()
        what = last.removeprefix("print(").removesuffix(")") if last.startswith("print(") else last
    return Counterexample(what, happened, "", when, alone=one.alone, code=code)


def _compared(
    check: Check, one: Shown, error: CheckFailed, returns: Returns, reference: Ask | None
) -> Counterexample:
    """Of two of the student's own answers, the reference tells which is right; of neither, what would be."""
    found = truth(check, one.failure, returns, reference) if reference and not error.sure else None
    right = found.right if found else ""
    expected, whole, beside = error.expected, error.whole, error.beside
    if found and right == "neither":
        expected, whole, beside = found.expected, found.whole, ""
    sure = error.sure or right == "other"
    digits = _digits(error) or _between(one.failure.calls) or _from_right(check, one.failure.calls, reference)
    part = None if right == "got" else error.part  # the fault is in what it is compared with: another part
    code, when = _to_paste(
        check, one, error.what, error.beside, digits=digits, sure=sure, whole=whole, part=part
    )
    return Counterexample(
        compacted(error.what), error.got, expected, when, whole, beside, one.alone, error.at,
        sure, code, _way(check, one, error, reference), right == "got",
        "" if one.alone else asked(error, one.failure.example),
    )  # fmt: skip


def plainly(check: Check, failure: Failure) -> Counterexample:
    """What was raised, and no more: without what should have come, which is to be found out first."""
    error = failure.error
    if isinstance(error, CheckFailed):
        return Counterexample(error.what, f"came back as {error.got}", "")
    return Counterexample(*_what_happened(check, error), "")


def asked(error: CheckFailed, example: Mapping[str, Any]) -> str:
    """What the claim asks about just this; "": its check's hint. A text that was given is not cut off."""
    given = error.question == CUT_OFF and any(repr(error.got) in as_source(one) for one in example.values())
    return "" if given else error.question


def _way(check: Check, one: Shown, error: CheckFailed, reference: Ask | None) -> tuple[Intermediate, ...]:
    """What the first wrong call should have found on its way; who remembers is told of that instead."""
    remembers = bool(one.before or one.alone) or error.beside in (BEFORE, LASTING)
    if check.way is None or reference is None or remembers:
        return ()
    try:
        wrong = last_wrong(check.question, one.failure.calls, reference)
        found = found_on_the_way(check.way, wrong, one.failure.example) if wrong else ()
    except Exception:  # the author's slip, which audit tells; a student loses nothing by it
        return ()
    own = [as_code(one.failure.example, other.call) for other in one.failure.calls if other.call is not wrong]
    told = as_code(one.failure.example, wrong) if wrong else ""
    several = any(text.startswith(f"{check.question}(") and text != told for text in own)
    return (Intermediate("for this call", told), *found) if found and several else found


def as_code(example: Mapping[str, Any], call: Call) -> str:
    """The call as Python, with the names of the inputs."""
    return next(Writer(example).statement(RecordedCall(call, Returned(())), last=True), Line("")).text


def _to_its_end(calls: tuple[RecordedCall, ...]) -> tuple[RecordedCall, ...]:
    """The last call; of an object, with all that made it what it was."""
    last = calls[-1:]
    if not (last and last[0].call.step):
        return last
    first = last[0].call
    return tuple(one for one in calls if one.call.function == first.function and one.call.of_objects())


def _digits(error: CheckFailed) -> int:
    """Those after the point that have to be printed to see what is wrong; 0: a notebook prints enough."""
    texts = error.got, error.expected
    pairs = _numbers(texts)
    told = [float(number) for text in texts for number in _NUMBER.findall(text)]
    tried = (few for few in (USUAL, *MORE) if (_apart(few, pairs) if pairs else _kept(few, told)))
    digits = next(tried, MORE[-1])
    return digits if digits > USUAL else 0


def _between(calls: Sequence[RecordedCall]) -> int:
    """Digits to print so that one answer is seen to differ from the next; 0: a notebook prints enough."""
    replies = [arrays_of(one.reply.value) for one in calls if isinstance(one.reply, Returned)]
    pairs = [pair for two in pairwise(replies) for pair in zip(*two, strict=False)]
    return MORE[0] if any(one.shape == other.shape and _alike(one, other) for one, other in pairs) else 0


def _from_right(check: Check, calls: Sequence[RecordedCall], reference: Ask | None) -> int:
    """Digits to print so that an answer is seen to differ from the right one; 0: a notebook prints enough."""
    if reference is None:
        return 0
    replies = [(one.reply, due) for one, due in with_due(check.question, calls, reference, {"result"})]
    both = [(one, due) for one, due in replies if isinstance(one, Returned) and isinstance(due, Returned)]
    pairs = [
        two for one, due in both for two in zip(arrays_of(one.value), arrays_of(due.value), strict=False)
    ]
    seen = any(one.shape != due.shape or not _printed_alike(one, due) for one, due in pairs)
    return MORE[0] if not seen and any(_alike(one, due) for one, due in pairs) else 0


def _printed_alike(one: Array, other: Array) -> bool:
    """Of arrays of one shape: whether a notebook prints the same for both."""
    if one.dtype.kind != "f" or other.dtype.kind != "f":
        return bool(np.array_equal(one, other))
    return bool(np.array_equal(np.round(one, USUAL), np.round(other, USUAL), equal_nan=True))


def _alike(one: Array, other: Array) -> bool:
    """Whether some number is another one there, and printed as the same."""
    if one.dtype.kind != "f" or other.dtype.kind != "f":
        return False
    first, second = one.astype(float), other.astype(float)
    with np.errstate(invalid="ignore"):  # from infinity to infinity
        near = np.round(first, USUAL) == np.round(second, USUAL)
        return bool((near & (np.abs(first - second) > LEAST)).any())


def _numbers(texts: tuple[str, str]) -> list[tuple[float, float]]:
    """Those of two texts, one beside the other; none where they are not told alike."""
    got, expected = ([float(number) for number in _NUMBER.findall(text)] for text in texts)
    around = [_NUMBER.sub("", text) for text in texts]  # a text is told from a number by its marks
    return (
        list(zip(got, expected, strict=True)) if len(got) == len(expected) and around[0] == around[1] else []
    )


def _apart(digits: int, pairs: Sequence[tuple[float, float]]) -> bool:
    """Whether some number that came back is printed as what it is, and not as what is right."""
    return any(
        round(one, digits) != round(other, digits)
        and not abs(round(one, digits) - one) > BLURRED * abs(one - other)
        for one, other in pairs
    )


def _kept(digits: int, numbers: Sequence[float]) -> bool:
    """Whether different numbers are printed as different ones, and a fraction not as a whole number."""
    printed = [round(one, digits) for one in numbers]
    whole = any(one != told and told.is_integer() for one, told in zip(numbers, printed, strict=True))
    return not whole and len(set(printed)) == len(set(numbers))


def _to_paste(
    check: Check,
    one: Shown,
    what: str,
    beside: str,
    *,
    digits: int = 0,
    sure: bool = False,
    whole: tuple[str, str] = ("", ""),
    part: int | None = None,
) -> tuple[str, tuple[Given, ...]]:
    """The failure's example as code, and the inputs that it needs. The rest is as script.About has it."""
    failure, before = one.failure, bool(one.before)
    words = "" if before else what  # only what was really called, in order, shows what is remembered
    about = About(
        check.question,
        check.functions,
        words,
        beside,
        repeats=before or not check.merge,
        digits=digits,
        sure=sure,
        whole=("", "") if before else whole,
        part=part,
    )
    code = script(about, failure.example, (*one.before, *failure.calls))
    names = used(code, list(failure.example))
    return code, tuple(Given(name, compact(failure.example[name])) for name in names)


def _what_happened(check: Check, error: BaseException) -> tuple[str, str]:
    """Where there is no value to compare with another: what it is about, and what happened to it."""
    if isinstance(error, CallRaised | CallTimedOut):
        return error.what, error.happened
    (kind, said), what = kind_and_text(error), f"what {check.question} returned"
    if isinstance(error, TypeError) and _PARAMETERS.search(said):  # of a function of the check's
        return what, "has more values, or fewer, than it should"
    happened = "is not as claimed" if isinstance(error, AssertionError) else f"cannot be used here: {kind}"
    return what, f"{happened}: {said}" if said else happened
