"""Which of two answers that should agree is the right one, by what the reference gives in their place."""

import re
from dataclasses import dataclass
from types import NoneType
from typing import Literal

import numpy as np

from grader.checks.assertions import compared, of_shape, shown, told_apart
from grader.checks.claims import Check
from grader.checks.recorded_calls import with_due
from grader.checks.run import Failure, attempt, quiet
from grader.checks.student_functions import Returns
from grader.errors import CheckFailed, as_written
from grader.values import Array, Ask, Call, Exact, Plain, Returned, as_array
from grader.wording import BEFORE, LASTING

# Of what may be told apart by anybody who looks at it; a tuple does for a list where a claim stumbles.
_KINDS = {
    NoneType: "None",
    bool: "True or False",
    int | float | complex: "a number",
    str: "a text",
    list | tuple: "a list",
    dict: "a dictionary",
    set | frozenset: "a set",
}
NEAR, LEAST = 1e-5, 1e-5  # of a number, as it is told to six digits; and the least that a claim makes of it
TINY = 1e-12
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?")
_EARLIER = "The answer to the other call is right here. Which line makes this number?"
SURELY = 10  # times nearer
MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Truth:
    """right: which of the two is right. Of neither, expected and whole are as CheckFailed has them."""

    right: Literal["got", "other", "neither"]
    expected: str = ""
    whole: tuple[str, str] = ("", "")


def truth(check: Check, failure: Failure, returns: Returns, reference: Ask) -> Truth | None:
    """None: nothing is compared that the reference knows of."""
    error = failure.error
    if not isinstance(error, CheckFailed) or not error.beside or error.beside in (BEFORE, LASTING):
        return None
    seen: list[tuple[str, Array]] = []
    with quiet(), compared(seen):
        attempt(check, failure.example, returns, reference)
    told = [found for what, value in seen if (found := _told(error, what, value))]
    own = {one.call.function for one in failure.calls if not one.call.stand_ins} <= {check.question}
    other = next((one for one in told if one.right == "other"), None)
    # What follows from another question's function is right or wrong with that.
    return other or (told[0] if told and own else None)


def earlier_one(
    check: Check, error: CheckFailed, failure: Failure, returns: Returns, reference: Ask
) -> CheckFailed:
    """The same failure; or what is wrong with the earlier of two answers, where the later one is right."""
    was = error.expected.rpartition(" which was ")[2]
    if not error.before or not all(map(_NUMBER.fullmatch, (error.got, was))):
        return error
    seen: list[tuple[str, Array]] = []
    with quiet(), compared(seen):
        attempt(check, failure.example, returns, reference)
    due = {what: float(value) for what, value in seen if what in (error.what, error.before)}
    if len(due) < len((error.what, error.before)):
        return error
    later = np.isclose(float(error.got), due[error.what], NEAR, TINY)
    if not later or np.isclose(float(was), due[error.before], NEAR, TINY):
        return error
    got, expected = told_apart(float(was), due[error.before])
    return error.saying(what=error.before, got=got, expected=expected, before="", question=_EARLIER)


def _told(error: CheckFailed, what: str, value: Array) -> Truth | None:
    """value: what the reference gave where the two answers were compared as `what`."""
    what = as_written(what)
    place = error.at or error.what[len(what) :]
    if not error.what.startswith(what) or not re.fullmatch(r"(\[[\d, ]+\])?", place):
        return None
    try:
        due = value[tuple(int(digits) for digits in re.findall(r"\d+", place))]
        off = [abs(float(text) - float(due)) for text in (error.got, error.expected)]
    except (ValueError, TypeError, IndexError):
        return _in_words(error, value)
    near = [bool(np.isclose(float(text), due, NEAR, LEAST)) for text in (error.got, error.expected)]
    if all(near) and max(off) < SURELY * min(off):
        return None  # nobody can tell
    if any(near):
        return Truth("other" if near[1] and (not near[0] or off[1] <= off[0]) else "got")
    whole = (error.whole[0], shown(value)) if error.whole[0] else ("", "")
    return Truth("neither", told_apart(float(error.got), float(due))[1], whole)


def _in_words(error: CheckFailed, value: Array) -> Truth | None:
    """Of shapes, or of whole arrays."""
    due = {shown(value), of_shape(np.shape(value))}
    return Truth("other") if error.expected in due else Truth("got") if error.got in due else None


# --- answers of another form, on which a claim stumbles ---


def other_form(check: Check, failure: Failure, reference: Ask) -> tuple[Call, str, str] | None:
    """The first call whose answer has another shape than the reference's, what it has, and what was due."""
    for one, due in with_due(check.question, failure.calls, reference, ["result", "value"]):
        if isinstance(one.reply, Returned) and isinstance(due, Returned) and not one.call.stand_ins:
            own, right = _form(one.reply.value), _form(due.value)
            if own and right and own != right:
                return one.call, own, right
    return None


def unequal_rows(check: Check, failure: Failure, returns: Returns, reference: Ask) -> tuple[str, str] | None:
    """Of a table whose rows are not equally long, which is no array: its rows, and those of the reference."""
    several = len(returns[check.question]) > 1
    for one, due in with_due(check.question, failure.calls, reference, ["result"]):
        if not (isinstance(one.reply, Returned) and isinstance(due, Returned)):
            continue
        own, right = (one.reply.value, due.value) if several else ((one.reply.value,), (due.value,))
        if not (isinstance(own, tuple) and isinstance(right, tuple) and len(own) == len(right)):
            return None
        for part, wanted in zip(own, right, strict=True):
            if as_array(part) is None:
                return _rows(part, as_array(wanted))
    return None


def _rows(own: Plain, due: Array | None) -> tuple[str, str] | None:
    """Both in words; None: these are no rows of numbers, or nobody can read so many."""
    rows = [as_array(one) for one in own] if isinstance(own, tuple) else []
    if due is None or due.ndim != 2:
        return None
    if not 1 < len(rows) <= MOST_ROWS or any(one is None or one.ndim != 1 for one in rows):
        return None
    *sizes, last = (str(one.size) for one in rows if one is not None)
    return (
        f"{len(rows)} rows, of {', '.join(sizes)} and {last} numbers",
        f"{len(due)} row{'s' * (len(due) != 1)}, of {due.shape[1]} numbers each",
    )


def _form(value: Plain) -> str:
    """Of an array, or of some; of a value that is taken as it is, the kind; "" for anything else."""
    if isinstance(value, Exact):
        return next((words for kind, words in _KINDS.items() if isinstance(value.value, kind)), "")
    parts = value if isinstance(value, tuple) else (value,)
    told = [of_shape(part.shape) for part in parts if isinstance(part, np.ndarray)]
    return " and ".join(told) if len(told) == len(parts) else ""
