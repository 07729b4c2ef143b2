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
FEW = 1, 2, 3  # that are tried first


def cut_down(check: Check, failure: Failure, returns: Returns, ask: Ask, right: Ask) -> Failure:
    """The failure on a part of its example, if it is long. right: answers as the reference does."""
    if not is_long(failure.example):
        return failure
    trial = Trial(check, failure, returns, ask, right)
    for length in sorted({size for shape in _shapes(failure.example) for size in shape}, reverse=True):
        left = _shorten(trial.best.example, length, trial.fails)
        _shorten(trial.best.example, left, trial.fails, last=True)
    return trial.best


class Trial:
    """Tries other examples in the place of one that fails. best: the last that failed in the same way."""

    def __init__(self, check: Check, failure: Failure, returns: Returns, ask: Ask, right: Ask) -> None:
        self.best, self._bounds = failure, _least(check)
        self._check, self._returns, self._ask, self._right = check, returns, ask, right

    def fails(self, example: Example) -> bool:
        """Whether the answers fail in the same way here, and right ones do not."""
        calls: list[RecordedCall] = []
        if any(len(example[name]) < least for name, least in self._bounds.items()):
            return False
        with quiet():
            error = attempt(self._check, example, self._returns, self._ask, calls=calls)
            same = _what(error) == _what(self.best.error)
            if not same or attempt(self._check, example, self._returns, self._right) is not None:
                return False
        self.best = Failure(-1, example, error or self.best.error, calls=tuple(calls))
        return True


def _least(check: Check) -> dict[str, int]:
    """How many elements a drawn list has at least, by its name: as `st.lists(…, min_size=2)` says."""
    drawn = {name: getattr(one, "wrapped_strategy", one) for name, one in check.strategies.items()}
    return {name: getattr(one, "min_size", 0) for name, one in drawn.items() if hasattr(one, "min_size")}


def is_long(example: Example) -> bool:
    return sum(math.prod(shape) for shape in _shapes(example)) > LONG


def _what(error: BaseException | None) -> object:
    """Equal for failures of one kind."""
    return type(error), error.what.partition("[")[0] if isinstance(error, CheckFailed) else ""


def _shapes(example: Example) -> list[tuple[int, ...]]:
    """Of arrays, and of lists of numbers."""
    values = example.values()
    arrays = [value.shape for value in values if isinstance(value, np.ndarray)]
    return arrays + [(len(value),) for value in values if isinstance(value, list) and _is_plain(value)]


def _is_plain(values: list[Any]) -> bool:
    return all(isinstance(one, int | float) for one in values)


def _shorten(example: Example, length: int, fails: Callable[[Example], bool], *, last: bool = False) -> int:
    """Try fewer and fewer along all axes of this length, unless a table is square: which is which, then?

    last: the last ones instead of the first. Returns: how many are left.
    """
    if any(shape.count(length) > 1 for shape in _shapes(example)):
        return length

    def fails_with(size: int) -> bool:
        places = range(length - size, length) if last else range(size)
        parts = {name: _part(value, length, places) for name, value in example.items()}
        return all(part is not None for part in parts.values()) and fails(parts)

    # What is rounded may be wrong with few and with many, and right between.
    if least := next((size for size in FEW if size < length and fails_with(size)), 0):
        return least
    enough, few = length, 0
    while enough - few > 1:
        middle = (enough + few) // 2
        enough, few = (middle, few) if fails_with(middle) else (enough, middle)
    return enough


def _part(value: Any, length: int, places: range) -> Any:
    if isinstance(value, list | tuple) and len(value) == length:
        return value[places.start : places.stop]
    if not isinstance(value, np.ndarray) or length not in value.shape:
        return value
    return shortened(value, value.shape.index(length), places)


def shortened(array: Any, axis: int, places: range) -> Any:
    """These places along an axis. Weights that add up to one, in each row of a table, do so again; None: they
    are all zero.
    """
    short = np.take(array, places, axis)
    if axis < array.ndim - 1 or array.dtype.kind != "f" or (np.abs(array.sum(-1) - 1) > 1e-6).any():
        return short
    total = short.sum(-1, keepdims=True)
    equal = short.min(-1, keepdims=True) == short.max(-1, keepdims=True)  # a tenth each, and not 0.0999…
    return np.where(equal, 1 / short.shape[-1], short / total) if (total > 0).all() else None
