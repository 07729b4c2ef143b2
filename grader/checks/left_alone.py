"""What a call leaves alone: its arguments, and what was returned before."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checks.assertions import assert_agrees, assert_same
from grader.checks.equality import assert_equal
from grader.checks.student_functions import story_of
from grader.values import Refilled
from grader.wording import HANDED_OUT, LASTING, WRITTEN_INTO

_KNOWN_AGAIN = "By what does your code know an array again, and may other numbers stand in it by then?"


def assert_untouched(function: Any, then: Sequence[Any] | None = None, /, **arguments: Any) -> Any:
    """A student's function leaves what it is given as it was; of a class, without arguments, its objects
    leave all that they were given, and that they returned, in this check.

    arguments: by name, in the order it is given them. then: as many others, for a second call; what the first
    one returned, which is returned, stays as it was, too, and comes for arrays that held the others before.
    """
    if not arguments:
        for what, before, after in story_of(function).changed:
            _as_before(what, before, after())
        for call, first in story_of(function).answers():
            assert_lasts(function.kept(first), first, what=f"what {call} gave")
        return None
    given = tuple(arguments.values())
    for (name, before), after in zip(arguments.items(), function.arguments_after(*given), strict=True):
        _as_before(f"{name} after the call", before, after)
    if then is None:
        return None
    first = function(*given)
    assert_lasts(function.kept(given, tuple(then)), first, what=function.returned)
    refilled = [*map(_refilled, then, given)]
    if any(isinstance(one, Refilled) for one in refilled):
        told, beside = "{}, of an array that held other numbers before", "for a new array"
        _agree(function(*refilled), first, function.returned, told, beside=beside, question=_KNOWN_AGAIN)
    return first


def _as_before(what: str, before: Any, after: Any) -> None:
    if _is_numbers(before):
        assert_same(after, before, what=what, question=WRITTEN_INTO)
    else:
        assert_equal(after, before, what=what, exact=True, question=WRITTEN_INTO)


def _refilled(held: Any, holds: Any) -> Any:
    """An array that held other numbers before, if it can have."""
    try:
        return Refilled(held, holds)
    except ValueError:
        return holds


def assert_lasts(kept: Any, first: Any, *, what: str | Sequence[str], scale: Any = 1.0) -> None:
    """An answer (StudentFunction.kept) is, after another call, what it was before.

    what: "the scores"; several, where the answer is as many arrays.
    """
    _agree(kept, first, what, "{}, after the next call", beside=LASTING, scale=scale, question=HANDED_OUT)


def _agree(
    got: Any,
    other: Any,
    what: str | Sequence[str],
    told: str,
    *,
    beside: str,
    question: str,
    scale: Any = 1.0,
) -> None:
    """Two answers of the student are one. told: what is said of each array, with a place for its name."""
    parts = ((what, got, other),) if isinstance(what, str) else zip(what, got, other, strict=True)
    for name, one, another in parts:
        if _is_numbers(another):
            assert_agrees(one, another, what=told.format(name), beside=beside, scale=scale, question=question)
        else:
            assert_equal(one, another, what=told.format(name), beside=beside, question=question)


def _is_numbers(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic | int | float) and np.asarray(value).dtype.kind in "biuf"
