"""The smallest example of wrong answers, as a sentence tells it."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers
from grader.diagnosis.counts import Pair
from grader.values import Call, as_source

LONGEST = 12  # numbers of an array that is shown
TINY = 1e-300  # what is nearer to zero is told as that
WRITTEN = 90  # characters of a call that is written in a sentence
FEW = 2  # arguments, which need no names there


def example(pairs: Sequence[Pair], question: str, *, picture: bool = False) -> str:
    """The smallest one: the call, what came back and what is expected; "" where nobody could check that."""
    pair = min(pairs, key=lambda pair: size(pair.call))
    if pair.got.shape != pair.due.shape and picture:
        return _cells(pair)
    if pair.got.shape != pair.due.shape:
        given = " and ".join(str(one.shape) for one in pair.call.arguments if isinstance(one, np.ndarray))
        gave = f"{question} gave {pair.part or 'numbers'} of shape {pair.got.shape}"
        return f"{gave}, expected {pair.due.shape}, for arguments of shape {given}."
    written = _written(pair.call, pair.names)
    if pair.due.size > LONGEST or not written:
        return ""
    digits = next((few for few in (6, 9, 12) if not np.allclose(*_rounded(pair, few), 0, 0)), 17)
    got, due = shown(pair.got, digits=digits), shown(pair.due, digits=digits)
    return f"{written} gave {pair.part}{' ' if pair.part else ''}{got}, expected {due}."


def _cells(pair: Pair) -> str:
    """How many cells there are and how many are due, either way round, and for which words."""
    lists = zip(pair.names, pair.call.arguments, strict=False)
    words = " and ".join(f"{name} {one}" for name, one in lists if isinstance(one, list))
    shapes = [str(one.shape) for one in pair.call.arguments if isinstance(one, np.ndarray)]
    for_ = words if 0 < len(words) <= WRITTEN else f"arguments of shape {' and '.join(shapes)}"
    (rows, columns), (due, long) = pair.got.shape, pair.due.shape
    same = f", in {due} rows of {long} or {long} rows of {due}" if pair.got.size == pair.due.size else ""
    has = f"{pair.got.size} cells, in {rows} row{'s' * (rows != 1)} of {columns}"
    return f"For {for_}, the heat map has {has}; {pair.due.size} are due{same}."


def _rounded(pair: Pair, digits: int) -> tuple[Numbers, Numbers]:
    """Both as they are read with so many digits."""

    def read(array: Numbers) -> Numbers:
        return np.array([float(f"{number:.{digits}g}") for number in array.ravel()])

    return read(pair.got), read(pair.due)


def _written(call: Call, names: Sequence[str]) -> str:
    """The call with its very numbers; "": too long to be read in a sentence, or with other arguments."""
    named = dict(call.named)
    given: list[Any] = [*call.arguments, *named.values()]
    if not all(isinstance(one, np.ndarray) and one.dtype.kind in "iufb" for one in given):
        return ""
    if all(one.dtype in (np.float64, np.bool_) for one in given):
        told = [*map(_exact, call.arguments)]
        if len(given) > FEW:  # by their names
            told = [*map(" ".join, zip(names, told, strict=False))]
        told += [f"{name} {_exact(one)}" for name, one in named.items()]
        text = f"{call.function} for {' and '.join(told)}"
    else:
        told = [*map(as_source, call.arguments), *(f"{name}={as_source(named[name])}" for name in named)]
        text = f"{call.function}({', '.join(told)})"  # types tell
    return text if len(text) <= WRITTEN else ""


def _exact(array: Any) -> str:
    return re.sub(r"\.0\b", "", str(np.asarray(array).tolist()))


def shown(array: Any, *, digits: int = 3) -> str:
    """Its numbers: whole ones as they are, others to so many digits."""
    if np.ndim(array):
        return f"[{', '.join(shown(one, digits=digits) for one in array)}]"
    number = float(array) + 0.0  # no -0
    number = number if abs(number) > TINY or np.isnan(number) else 0.0
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e6 else f"{number:.{digits}g}"


def size(call: Call) -> tuple[int, int]:
    given = [one for one in call.arguments if isinstance(one, np.ndarray)]
    return sum(len(_exact(one)) for one in given), sum(one.size for one in given)


def whole(pairs: Sequence[Pair]) -> list[Pair]:
    """The smallest one that has two of everything: in a single one, all or nothing is seen."""
    whole = [
        pair
        for pair in pairs
        if all(min(one.shape, default=2) > 1 for one in pair.call.arguments if isinstance(one, np.ndarray))
    ]
    return [min(whole, key=lambda pair: (_repeats(pair.call), size(pair.call)))] if whole else []


def _repeats(call: Call) -> bool:
    """Whether a table has equal rows, of which nobody sees which one is left out."""
    tables = [one for one in call.arguments if isinstance(one, np.ndarray) and one.ndim == 2]
    return any(len(np.unique(one, axis=0)) < len(one) for one in tables if one.dtype.kind in "iuf")
