"""What a check may claim about a value. Every failure says what was looked at, what it was, what was due."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

from grader.errors import CheckFailed, parsed
from grader.values import Array, as_source
from grader.wording import BEFORE, FIRST_NAN, LASTING

# As precise as float32 arithmetic: a student who computes in float32 is right. Times the size of what was
# added up, for a sum of large terms that nearly cancel is no more precise than its terms.
TOLERANCE = 1e-5
LONGEST = 300  # characters of a value that is no array of numbers
LISTED = 12  # numbers; a larger array is told by its shape


_compared: ContextVar[list[tuple[str, Array]] | None] = ContextVar("compared", default=None)


@contextmanager
def compared(into: list[tuple[str, Array]]) -> Iterator[None]:
    """What is compared with another answer within is added to `into`: what, and the other."""
    token = _compared.set(into)
    try:
        yield
    finally:
        _compared.reset(token)


def assert_close(got: Any, expected: Any, *, what: str, scale: Any = 1.0, question: str = "") -> None:
    """`got` equals `expected` in shape and in every number within TOLERANCE * max(1, scale). NaN never does.

    scale: the size of the terms behind each number, broadcastable to `expected`. question: what to ask where
    just this does not hold, here as in all assertions; "": the check's hint.
    """
    got, expected = np.asarray(got, float), np.asarray(expected, float)  # uint8 differences would wrap around
    assert_shape(got, expected.shape, what=what, question=question)
    close = _close(got, expected, scale)
    if not _every(close):
        _fail_where(~close, got, expected, what, question=question)


def is_close(got: Any, expected: Any, *, scale: Any = 1.0) -> bool:
    """Whether assert_close would hold: for a claim that goes on either way, and faster than to catch it."""
    got, expected = np.asarray(got, float), np.asarray(expected, float)
    return got.shape == expected.shape and _every(_close(got, expected, scale))


def assert_agrees(
    got: Any,
    other: Any,
    *,
    what: str,
    beside: str,
    scale: Any = 1.0,
    sure: bool = False,
    question: str = "",
    part: int | None = None,
) -> None:
    """Two answers are the same, as assert_close has it, but that here NaN equals NaN.

    Where both are the student's, neither is known to be right, so neither is called expected.
    beside: what gave `other`, a call or words. sure: `other` is right, whatever the student's code does.
    part: which part of an answer it is about, counted from 0: of the others the example shows nothing, but
    where that part is right, and what it is compared with is not.
    """
    got, other = np.asarray(got, float), np.asarray(other, float)
    if (seen := _compared.get()) is not None:
        seen.append((what, other))
    assert_shape(got, other.shape, what=what, beside=beside, sure=sure, question=question)
    close = _close(got, other, scale)
    if not _every(close):
        wrong = ~(close | (np.isnan(got) & np.isnan(other)))
        _fail_where(wrong, got, other, what, beside=beside, sure=sure, question=question, part=part)


def assert_repeats(second: Any, first: Any, *, what: str, scale: Any = 1.0) -> None:
    """The same call, made twice, gave the same answer. what: the call, or "the weights of" it."""
    assert_agrees(second, first, what=what, beside=BEFORE, scale=scale)


def assert_changes(after: Any, before: Any, *, what: str, question: str = "") -> None:
    """Another input gives another answer: some number of `after` differs from that of `before`."""
    with np.errstate(invalid="ignore"):  # from infinity to infinity, where others may differ
        change = np.where(after == before, 0.0, np.abs(after - before))
    if not change.max() > 1e-6:  # nan is no change either
        if np.isnan(after).any():
            raise CheckFailed(what, shown(after), "other numbers, none of them nan", question=FIRST_NAN)
        if np.isnan(before).any():
            got = f"{shown(after)}, and {shown(before)} before"
            raise CheckFailed(what, got, "numbers both times, none of them nan", question=FIRST_NAN)
        same = np.array_equal(after, before)
        got = f"{shown(after)} both times" if same else f"{shown(after)}, and {shown(before)} before"
        raise CheckFailed(what, got, "two that differ", question=question)


def assert_moves(after: Any, before: Any, *, up: bool, what: str, when: str, question: str = "") -> None:
    """A number is larger than it was, or smaller. when: "when ..." is done between the two calls."""
    if (seen := _compared.get()) is not None:
        seen += [(f"{what} {when}", after), (_earlier(what, when), before)]
    if not (after > before if up else after < before):
        got, was = told_apart(after, before)
        due = f"{'more' if up else 'less'} than before, which was {got if after == before else was}"
        raise CheckFailed(f"{what} {when}", got, due, question=question, before=_earlier(what, when))


def _earlier(what: str, when: str) -> str:
    return f"{what} before {when.removeprefix('when ')}"


def assert_same(got: Any, expected: Any, *, what: str, question: str = "") -> None:
    """`got` equals `expected` exactly; NaN equals NaN here."""
    got, expected = np.asarray(got), np.asarray(expected)
    assert_shape(got, expected.shape, what=what, question=question)
    wrong = (got != expected) & ((got == got) | (expected == expected))
    _fail_where(wrong, got, expected, what, question=question)


def assert_shape(
    got: Any, shape: tuple[int, ...], *, what: str, beside: str = "", sure: bool = False, question: str = ""
) -> None:
    """`got` has exactly this shape; a shape that would broadcast to it does not do.

    beside: where the shape is that of another answer: what gave it. sure: as assert_agrees has it.
    """
    found = got.shape if type(got) is np.ndarray else np.shape(got)
    if found != tuple(shape):
        texts = of_shape(found), of_shape(tuple(shape))
        raise CheckFailed(what, *texts, beside=beside, sure=sure, question=question)


def assert_that(condition: Any, *, what: str, got: Any, expected: Any, question: str = "") -> None:
    """`condition` holds. `got` and `expected` may be numbers, arrays or words.

    question: what to ask where just this does not hold; "": the check's hint.
    """
    if not np.all(condition):
        raise CheckFailed(what, *told_apart(got, expected), question=question)


def shown(value: Any, *, digits: int = 6) -> str:
    """A number to so many digits, a small array as a list, words as they are."""
    if isinstance(value, str):
        return value
    array = _numbers(value)
    if array is None:
        text = as_source(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if array.ndim and array.size > LISTED:
        return of_shape(array.shape)
    return _listed(array.tolist(), digits)


def _listed(value: Any, digits: int) -> str:
    """Numbers, in lists or alone."""
    if isinstance(value, list):
        return "[" + ", ".join([_listed(item, digits) for item in value]) + "]"
    return f"{value + 0.0:.{digits}g}" if isinstance(value, float) else str(value)  # no -0


def _numbers(value: Any) -> Array | None:
    """As an array of numbers; None: it is none."""
    if isinstance(value, dict | set | frozenset) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # lists of several lengths
        return None
    return array if array.dtype.kind in "biuf" else None


def told_apart(got: Any, expected: Any) -> tuple[str, str]:
    """Both as text, never the same: "is 0.3, expected 0.3" helps nobody."""
    for digits in (6, 9, 12, 17):
        texts = shown(got, digits=digits), shown(expected, digits=digits)
        if texts[0] != texts[1]:
            return texts
    return texts[0], "a number" if texts[0] == "nan" else "something else"


def of_shape(shape: tuple[int, ...]) -> str:
    """In words."""
    return f"an array of shape {shape}" if shape else "one number (shape ())"


def _close(got: Any, expected: Any, scale: Any) -> Any:
    plain = type(scale) is float and scale == 1.0  # nearly always
    allowed = TOLERANCE if plain else TOLERANCE * np.maximum(1.0, np.where(np.isfinite(scale), scale, 1.0))
    with np.errstate(all="ignore"):
        close = np.abs(got - expected) <= allowed
        return close if _every(close) else close | (got == expected)  # equal infinities differ by nan


def _every(truths: Any) -> bool:
    """As all() of an array of truth values; of small ones it takes a tenth of the time."""
    return bool(np.count_nonzero(truths) == truths.size)


def _fail_where(wrong: Any, got: Array, expected: Array, what: str, *, beside: str = "", **told: Any) -> None:
    """Raises: CheckFailed: something is wrong; it tells of the first. told: as CheckFailed has it."""
    if not np.any(wrong):
        return
    if got.ndim == 0:
        raise CheckFailed(what, *told_apart(got, expected), beside=beside, **told)
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = f"[{', '.join(map(str, first))}]"
    whole = (shown(got), shown(expected)) if 1 < got.size <= LISTED else ("", "")
    texts = told_apart(got[first], expected[first])
    if parsed(what) is None:  # words: no place can be glued on to them
        raise CheckFailed(what, *texts, whole=whole, at=where, beside=beside, **told)
    beside += where if beside and parsed(beside) and beside not in (BEFORE, LASTING) else ""
    raise CheckFailed(what + where, *texts, whole=whole, beside=beside, **told)
