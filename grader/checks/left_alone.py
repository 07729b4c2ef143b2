"""What a call leaves alone: its arguments, and what was returned before."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checks.assertions import assert_agrees, assert_same
from grader.checks.equality import assert_equal
from grader.wording import HANDED_OUT, LASTING, WRITTEN_INTO


def assert_untouched(function: Any, then: Sequence[Any] | None = None, /, **arguments: Any) -> Any:
    """A student's function leaves what it is given as it was.

    arguments: by name, in the order it is given them. then: as many others, for a second call; what the first
    one returned, which is returned, stays as it was, too.
    """
    given = tuple(arguments.values())
    left = function.arguments_after(*given)
    for (name, before), after in zip(arguments.items(), left, strict=True):
        what = f"{name} after the call"
        if _is_numbers(before):
            assert_same(after, before, what=what, question=WRITTEN_INTO)
        else:
            assert_equal(after, before, what=what, exact=True, question=WRITTEN_INTO)
    if then is None:
        return None
    first = function(*given)
    assert_lasts(function.kept(given, tuple(then)), first, what=function.returned)
    return first


def assert_lasts(kept: Any, first: Any, *, what: str | Sequence[str], scale: Any = 1.0) -> None:
    """An answer (StudentFunction.kept) is, after another call, what it was before.

    what: "the scores"; several, where the answer is as many arrays.
    """
    parts = ((what, kept, first),) if isinstance(what, str) else zip(what, kept, first, strict=True)
    for name, now, was in parts:
        told = f"{name}, after the next call"
        if _is_numbers(was):
            assert_agrees(now, was, what=told, beside=LASTING, scale=scale, question=HANDED_OUT)
        else:
            assert_equal(now, was, what=told, beside=LASTING, question=HANDED_OUT)


def _is_numbers(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic | int | float) and np.asarray(value).dtype.kind in "biuf"
