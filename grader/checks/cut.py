"""A long example that somebody wrote, with rows and columns cut off that a failure does not need.

Hypothesis shrinks what it drew, and nothing else. Who reads of forty words looks for the fault in all forty.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.checks.claims import Check, Example
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure, attempt, quiet
from grader.checks.student_functions import Returns
from grader.errors import CheckFailed
from grader.values import Ask

LONG = 24  # numbers; who wrote fewer chose each of them


def cut_down(check: Check, failure: Failure, returns: Returns, ask: Ask, right: Ask) -> Failure:
    """The failure on a part of its example, if it is long. right: answers as the reference does."""
    best = failure
    if not is_long(failure.example):
        return best

    def fails(example: Example) -> bool:
        nonlocal best
        calls: list[RecordedCall] = []
        with quiet():
            error = attempt(check, example, returns, ask, calls=calls)
            same = _what(error) == _what(failure.error)
            if not same or attempt(check, example, returns, right) is not None:
                return False
        best = Failure(-1, example, error or failure.error, calls=tuple(calls))
        return True

    for length in sorted({size for shape in _shapes(failure.example) for size in shape}, reverse=True):
        _shorten(best.example, length, fails)
    return best


def is_long(example: Example) -> bool:
    return sum(math.prod(shape) for shape in _shapes(example)) > LONG


def _what(error: BaseException | None) -> object:
    """Equal for failures of one kind."""
    return type(error), error.what.partition("[")[0] if isinstance(error, CheckFailed) else ""


def _shapes(example: Example) -> list[tuple[int, ...]]:
    return [value.shape for value in example.values() if isinstance(value, np.ndarray)]


def _shorten(example: Example, length: int, fails: Callable[[Example], bool]) -> None:
    """Try fewer and fewer along all axes of this length, unless a table is square: which is which, then?"""
    if any(shape.count(length) > 1 for shape in _shapes(example)):
        return
    enough, few = length, 0
    while enough - few > 1:
        middle = (enough + few) // 2
        parts = {name: _part(value, length, middle) for name, value in example.items()}
        failing = all(part is not None for part in parts.values()) and fails(parts)
        enough, few = (middle, few) if failing else (enough, middle)


def _part(value: Any, length: int, size: int) -> Any:
    if isinstance(value, list | tuple) and len(value) == length:
        return value[:size]
    if not isinstance(value, np.ndarray) or length not in value.shape:
        return value
    return shortened(value, value.shape.index(length), size)


def shortened(array: Any, axis: int, size: int) -> Any:
    """The first so many along an axis. Weights that add up to one, in each row of a table, do so again; None:
    they are all zero.
    """
    short = np.take(array, range(size), axis)
    if axis < array.ndim - 1 or array.dtype.kind != "f" or (np.abs(array.sum(-1) - 1) > 1e-6).any():
        return short
    total = short.sum(-1, keepdims=True)
    return short / total if (total > 0).all() else None
