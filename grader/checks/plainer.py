"""A failure with plain numbers, where it fails with these, too.

Who reads forty different numbers looks for what is odd among them, and not for how many there are: those of a
long example become equal, or are counted up. Who reads 2.6666666666666665 looks for what is odd about it.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.checks.claims import Check
from grader.checks.compact import compact
from grader.checks.cut import Trial, is_long
from grader.checks.run import Failure
from grader.checks.student_functions import Returns
from grader.values import Ask, as_source

LENGTHY = 60  # characters of what is made plainer


def plainer(check: Check, failure: Failure, returns: Returns, ask: Ask, right: Ask) -> Failure:
    """The failure on such an example. right: answers as the reference does."""
    if not failure.calls:
        return failure
    trial = Trial(check, failure, returns, ask, right)
    for name, value in failure.example.items():
        if not _by_hand(value):
            next((one for one in _simpler(value) if trial.fails({**trial.best.example, name: one})), None)
    for name, value in trial.best.example.items() if is_long(failure.example) else ():
        long = len(compact(value))
        plain = (one for one in _plain(value) if long > LENGTHY > len(compact(one)))
        next((one for one in plain if trial.fails({**trial.best.example, name: one})), None)
    return trial.best


def _by_hand(value: Any) -> bool:
    """Whether no number of it has so many digits that nobody works with it by hand."""
    return not (isinstance(value, float | np.ndarray) and re.search(r"\d\.\d{5}", as_source(value)))


def _simpler(value: Any) -> Iterator[Any]:
    """Values of the same type and shape, with numbers that one works with by hand."""
    if isinstance(value, np.ndarray):
        yield from (np.ones_like(value), np.zeros_like(value))
    yield from (np.round(value, digits) for digits in (0, 1))


def _plain(value: Any) -> Iterator[Any]:
    """Values as long, of the same type, with no number beyond the smallest and the largest."""
    if isinstance(value, list) and value and all(isinstance(one, float) for one in value):
        yield from (one.tolist() for one in _numbers(np.array(value)))
    elif isinstance(value, np.ndarray) and value.size and value.dtype in (np.float64, np.int64):
        yield from _numbers(value)


def _numbers(array: Any) -> Iterator[Any]:
    """Shares of one stay shares."""
    if not np.isfinite(array).all():
        return
    if array.ndim and array.min() >= 0 and (np.abs(array.sum(-1) - 1) < 1e-6).all():
        width = array.shape[-1]
        yield np.full(array.shape, 1 / width)
        yield np.broadcast_to(np.arange(1, width + 1) / (width * (width + 1) // 2), array.shape).copy()
        return
    for number in (1, 0, array.flat[0]):
        if array.min() <= number <= array.max():
            yield np.full(array.shape, number, array.dtype)
    counted = np.arange(array.size).reshape(array.shape).astype(array.dtype)
    for shown in (counted, counted / (1 << max(1, array.size.bit_length() - 1))):
        if shown.dtype == array.dtype and array.min() <= shown.min() and shown.max() <= array.max():
            yield shown
