"""What can be read off a call's arguments: how many rows, the largest number, whether two are equal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.diagnosis.inputs import numeric
from grader.values import Call

Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Feature:
    """above, below: words for being so much or more, or less; "": that is not told. zero: the same two for a
    threshold at zero. of_sizes: it looks at sizes and types, not at numbers.

    axis: it is how long this axis is; None: it is not. make, undo: of what is so or not, such as that two
    numbers are equal: an array that is like this one, but for that it is so, or is not. always: it is told
    only where all such inputs go wrong.

    signed: of one that reads how far a number is from 0: that number. either: words for a place above 0 and
    one below it, where the two thresholds differ.
    """

    read: Callable[[Any], float]
    at: int
    above: str
    below: str = ""
    zero: tuple[str, str] = ("", "")
    of_sizes: bool = True
    axis: int | None = None
    make: Change | None = None
    undo: Change | None = None
    always: bool = False
    signed: Callable[[Any], float] | None = None
    either: str = ""


def features(calls: Sequence[Call], names: Sequence[str]) -> Iterator[Feature]:
    """Of arguments that are arrays of so many axes in every call, or whole numbers.

    names: of the parameters.
    """
    count = min((len(call.arguments) for call in calls), default=0)
    for at in sorted(range(min(count, len(names))), key=lambda at: -_axes(calls[0].arguments[at])):
        values = [call.arguments[at] for call in calls]
        kinds = {_kind(value) for value in values}
        name = names[at]
        if kinds == {int}:
            yield Feature(float, at, f"{name} is {{}} or more", f"{name} is at most {{}}")
        elif kinds == {(2, True)}:
            yield from _of_rows(at, name)
            yield from _of_numbers(at, name, "row")
        elif kinds == {(1, True)}:
            yield from _of_length(at, name)
            yield from _of_numbers(at, name, "number")
            yield _from_zero(at, np.max, f"the largest number in {name}")
            over = f"the largest number in {name} is {{}} or more above the mean of all"
            yield Feature(lambda x: x.max() - x.mean(), at, over, of_sizes=False)
            under = f"the smallest number in {name} is {{}} or more below the mean of all"
            yield Feature(lambda x: x.mean() - x.min(), at, under, of_sizes=False)


def _from_zero(at: int, signed: Callable[[Any], float], what: str, below: str = "") -> Feature:
    """How far that number is from 0. what: words for it."""
    return Feature(
        lambda x: abs(signed(x)),
        at,
        f"{what} is {{}} or more away from 0",
        below,
        of_sizes=False,
        signed=signed,
        either=f"{what} is {{}} or higher, or {{}} or lower",
    )


def furthest(array: Any) -> float:
    """The number that lies furthest from 0."""
    return float(array.flat[np.abs(array).argmax()])


def _axes(value: object) -> int:
    """Of an array; whatever else there is has none, lists of unequal rows as well."""
    return value.ndim if isinstance(value, np.ndarray) else 0


def _kind(value: object) -> object:
    """Axes, and whether there are numbers along them; of all else the type."""
    if not isinstance(value, np.ndarray):
        return type(value)
    return value.ndim, numeric(value)


def _of_rows(at: int, name: str) -> Iterator[Feature]:
    def compared(sign: int, words: str) -> Feature:
        return Feature(lambda x: float(np.sign(x.shape[0] - x.shape[1]) == sign), at, words)

    yield compared(1, f"{name} has more rows than columns")
    yield compared(-1, f"{name} has fewer rows than columns")
    yield compared(0, f"{name} has as many rows as columns")
    for axis, kind in enumerate(("row", "column")):
        words = f"{name} has {{}} or more {kind}s", f"{name} has at most {{}} {kind}s"
        yield Feature(lambda x, axis=axis: x.shape[axis], at, *words, axis=axis)  # type: ignore[misc]
        odd = f"{name} has an odd number of {kind}s"
        yield Feature(lambda x, axis=axis: x.shape[axis] % 2, at, odd, always=True)  # type: ignore[misc]


def _of_zeros(at: int, name: str, kind: str) -> Iterator[Feature]:
    """kind: of what may be zero as a whole: a row, or the array itself."""
    words = f"a row of {name} is all zeros" if kind == "row" else f"every number in {name} is 0"
    yield Feature(
        lambda x: (np.atleast_2d(x) == 0).all(axis=1).any(),
        at,
        words,
        of_sizes=False,
        make=lambda x: np.concatenate([np.zeros_like(x[:1]), x[1:]]) if kind == "row" else np.zeros_like(x),
        undo=lambda x: np.where((np.atleast_2d(x) == 0).all(axis=1, keepdims=True), 0.5, x).reshape(x.shape),
    )


def _of_length(at: int, name: str) -> Iterator[Feature]:
    yield Feature(np.size, at, f"{name} has {{}} or more numbers", f"{name} has at most {{}} numbers", axis=0)
    later = f"the largest number in {name} is not the first"
    yield Feature(
        lambda x: x.argmax() > 0, at, later, of_sizes=False, make=np.sort, undo=lambda x: -np.sort(-x)
    )
    yield Feature(lambda x: x.size % 2, at, f"{name} has an odd number of numbers", always=True)


def _of_numbers(at: int, name: str, kind: str) -> Iterator[Feature]:
    yield from _of_types(at, name)
    yield from _of_zeros(at, name, kind)
    yield Feature(
        lambda x: (x == 0).any(),
        at,
        f"a number in {name} is 0",
        of_sizes=False,
        make=lambda x: np.where(np.arange(x.size).reshape(x.shape) == 0, 0, x),
        undo=lambda x: np.where(x == 0, 0.5, x),
    )
    yield from _of_heights(at, name)
    yield Feature(
        _repeats,
        at,
        f"{name} has the same {kind} twice",
        of_sizes=False,
        make=lambda x: np.concatenate([x[:-1], x[:1]]),
        undo=lambda x: x + 0.01 * np.arange(x.size).reshape(x.shape),
    )


def _of_heights(at: int, name: str) -> Iterator[Feature]:
    yield Feature(
        np.max,
        at,
        f"some number in {name} is {{}} or higher",
        f"every number in {name} is {{}} or lower",
        zero=(f"some number in {name} is above zero", f"every number in {name} is below zero"),
        of_sizes=False,
    )
    yield Feature(
        np.min,
        at,
        f"every number in {name} is {{}} or higher",
        f"some number in {name} is {{}} or lower",
        zero=(f"every number in {name} is above zero", f"some number in {name} is below zero"),
        of_sizes=False,
    )
    below = f"no number in {name} is over {{}} away from 0"
    yield _from_zero(at, furthest, f"some number in {name}", below)
    apart = f"the numbers in {name} lie {{}} or more apart", f"the numbers in {name} lie at most {{}} apart"
    yield Feature(np.ptp, at, *apart, of_sizes=False)


def _of_types(at: int, name: str) -> Iterator[Feature]:
    whole = f"{name} is an array of whole numbers (dtype int)"
    other = f"{name} holds whole numbers (dtype int) or float32, and not float64"
    single = f"the numbers in {name} are of type float32"
    yield Feature(lambda x: x.dtype.kind in "iu", at, whole, make=_as_whole, undo=_as_float)
    yield Feature(lambda x: x.dtype != np.float64, at, other, make=_as_whole, undo=_as_float)
    yield Feature(
        lambda x: x.dtype.itemsize < 8, at, single, make=lambda x: x.astype(np.float32), undo=_as_float
    )


def _as_whole(array: Any) -> Any:
    return np.rint(array).astype(int)


def _as_float(array: Any) -> Any:
    return array.astype(float)


def _repeats(array: Any) -> bool:
    rows = array.reshape(len(array), -1).tolist() if len(array) else []  # np.unique takes ten times as long
    return len(set(map(tuple, rows))) < len(rows)
