"""Whether answers go wrong only where the arrays of a list are not all equally long, as sentences are.

Wrong inputs are made equally long, by cutting and by repeating rows; then answers have to be right. One that
was made so is cut again; then they have to be wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

import numpy as np

from grader.diagnosis.borders import Labelled, Tried, with_argument
from grader.values import Call

LEAST, MOST = 2, 4  # inputs that are made otherwise, on either side
RAGGED = "Right for every input tried where all arrays in"  # so the sentence begins
EQUAL = f"{RAGGED} {{}} have the same number of rows, wrong for some where they have not."
ASKED = (
    "What has your code in the places of rows that only the longest one has, and what do these count for in "
    "what it works out?"
)


def ragged(points: Sequence[Labelled], names: Sequence[str], tried: Tried) -> str:
    """The sentence that says so; "" where it is not so. names: of the parameters."""
    wrong = [_by_position(call, names) for call, right in points if not right]
    for at, name in enumerate(names):
        lists = [call.arguments[at] if at < len(call.arguments) else None for call in wrong]
        if not lists or not all(map(_uneven, lists)):
            continue
        some = _distinct(wrong)[:MOST]
        levelled = [(call, _levelled(call.arguments[at], size)) for size in (min, max) for call in some]
        equal = _distinct([with_argument(call, at, entries) for call, entries in levelled])
        cut = [with_argument(call, at, _cut(call.arguments[at])) for call in equal]
        again = [call for call in cut if _uneven(call.arguments[at])][:MOST]
        answered = [*tried([*equal, *again])]
        right, still = answered[: len(equal)], answered[len(equal) :]
        if len(still) == len(again) and len(right) >= LEAST and all(right) and still.count(False) >= LEAST:
            return EQUAL.format(name)
    return ""


def _by_position(call: Call, names: Sequence[str]) -> Call:
    """With what is handed over by name in its place; what has no value ends that."""
    given = dict(zip(names, call.arguments, strict=False)) | dict(call.named)
    known = [*takewhile(given.__contains__, names)]
    return call if call.step else replace(call, arguments=tuple(given[name] for name in known), named=())


def _distinct(calls: Sequence[Call]) -> list[Call]:
    return [*{repr(call.arguments): call for call in calls}.values()]


# --- lists of arrays, or of tuples of arrays ---


def _parts(entry: Any) -> tuple[Any, ...]:
    return entry if type(entry) is tuple else (entry,)


def _columns(entries: Any) -> list[tuple[Any, ...]]:
    """What stands at the same place of each entry; none where these are not alike."""
    rows = [_parts(entry) for entry in entries] if type(entries) is list else []
    return [*zip(*rows, strict=True)] if len({len(row) for row in rows}) == 1 else []


def _lengths(column: Sequence[Any]) -> list[int]:
    """Of arrays; none where anything else is among them."""
    arrays = [one for one in column if isinstance(one, np.ndarray) and one.ndim and len(one)]
    return [len(one) for one in arrays] if len(arrays) == len(column) else []


def _uneven(entries: Any) -> bool:
    return any(len({*_lengths(column)}) > 1 for column in _columns(entries))


def _levelled(entries: Any, size: Callable[[Sequence[int]], int]) -> list[Any]:
    """All as long as the shortest, or as the longest."""
    columns = [[*column] for column in _columns(entries)]
    for column in columns:
        if len({*(long := _lengths(column))}) > 1:
            column[:] = [np.take(one, np.arange(size(long)) % len(one), 0) for one in column]
    return _again(entries, columns)


def _cut(entries: Any) -> list[Any]:
    """Without the last row of the first one; what has a single row, or none like it, stays."""
    columns = [[*column] for column in _columns(entries)]
    for column in columns:
        if isinstance(column[0], np.ndarray) and column[0].ndim > 1 and len(column[0]) > 1:
            column[0] = column[0][:-1]
    return _again(entries, columns)


def _again(entries: Any, columns: Sequence[Sequence[Any]]) -> list[Any]:
    rows = zip(*columns, strict=True)
    return [row if type(entry) is tuple else row[0] for entry, row in zip(entries, rows, strict=True)]
