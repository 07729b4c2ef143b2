"""Long but regular arrays and lists as a short expression, in which their lengths need no counting.

What is written gives the very same value, to the last bit, or it is not written. Of most values it is what
`as_source` writes.
"""

import re
from ast import literal_eval
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np

from grader.values import as_source

SHORT = 48  # characters of what is read at a glance
LEAST = 6  # elements of what is worth an expression
GAIN = 0.7  # of what all numbers would take
RUNS, PERIOD = 4, 4  # runs of equal elements, and elements that come again and again
LARGEST = 1000  # denominator that is looked for
_EXACT = 2.0**53  # whole numbers below this are floats, too
_WRITTEN = re.compile(r"np\.array\((\[[^()a-zA-Z]*\])\)")


def compact(value: Any) -> str:
    """Python for a value, to be pasted below `import numpy as np`."""
    text = as_source(value)
    if len(text) <= SHORT:
        return text
    if isinstance(value, np.ndarray):
        return _shorter(_of_array(value), text)
    if type(value) is list:
        return _shorter(_of_list(value), text)
    if type(value) is tuple and value:
        parts = ", ".join(map(compact, value))
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    return text


def compacted(text: str) -> str:
    """A text with the long arrays in it, written out as `np.array([…])`, made short."""
    return _WRITTEN.sub(lambda found: compact(np.array(literal_eval(found[1]))), text)


def _shorter(found: Iterator[str], text: str) -> str:
    return next((one for one in found if len(one) <= GAIN * len(text)), text)


# --- lists ---


def _of_list(values: Sequence[Any]) -> Iterator[str]:
    """For elements that cannot change: `[x] * 2` is one x, twice."""
    plain = all(one is None or isinstance(one, bool | int | float | str) for one in values)
    if len(values) >= LEAST and plain:
        yield from _repeated(values)
        yield from _counted(values)
    yield f"[{', '.join(map(compact, values))}]"


def _repeated(values: Sequence[Any]) -> Iterator[str]:
    """As runs of equal elements, or a few that come again and again."""
    texts = [_nested(one) for one in values]
    for period in range(2, PERIOD + 1):
        times, rest = divmod(len(texts), period)
        if not rest and times > 1 and len({*texts}) > 1 and texts == texts[:period] * times:
            yield f"[{', '.join(texts[:period])}] * {times}"
    runs = [(text, len([*same])) for text, same in groupby(texts)]
    if len(runs) > RUNS:
        return
    parts: list[str] = []
    for text, times in runs:
        if times == 1 and parts and parts[-1].endswith("]"):
            parts[-1] = f"{parts[-1][:-1]}, {text}]"
        else:
            parts.append(f"[{text}]" if times == 1 else f"[{text}] * {times}")
    yield " + ".join(parts)


def _nested(value: Any) -> str:
    """An element, of a list that goes into an array as well."""
    if type(value) is list and len(as_source(value)) > SHORT:
        return next(_repeated(value), as_source(value)) if len(value) >= LEAST else as_source(value)
    return _number(value) if isinstance(value, float) else as_source(value)


def _counted(values: Sequence[Any]) -> Iterator[str]:
    if all(type(one) is int for one in values):
        step = values[1] - values[0]
        if step and [*values] == [*range(values[0], values[-1] + step, step)]:
            yield f"list({_range(values[0], values[-1] + step, step, 'range')})"
    elif all(isinstance(one, float) for one in values):
        start = float(values[0])
        times = float(values[1]) / start if start else 0.0
        for factor in (times, round(times, 4)) if 0 < times < np.inf else ():
            if _same(_powers(start, factor, len(values)), values):
                yield f"[{_number(start)} * {factor!r} ** k for k in range({len(values)})]"
        with np.errstate(all="ignore"):
            spaced = [*_arithmetic(np.array(values))]
        for text, found in spaced:
            if _same(found, values):
                yield f"({text}).tolist()" if "/" in text else f"{text}.tolist()"


def _powers(start: float, factor: float, count: int) -> list[float]:
    """As Python works them out; none where these are alike, or grow too large for it."""
    try:
        return [] if factor == 1 else [start * factor**k for k in range(count)]
    except OverflowError:
        return []


def _same(one: Any, other: Any) -> bool:
    """Bit for bit; -0.0 is not 0.0."""
    return np.asarray(one).tobytes() == np.asarray(other).tobytes()


# --- arrays ---


def _of_array(array: Any) -> Iterator[str]:
    if array.dtype not in (np.float64, np.int64, np.bool_) or not array.ndim:
        return
    with np.errstate(all="ignore"):
        found = [*_constant(array), *_rows(array), *(_arithmetic(array) if array.ndim == 1 else _flat(array))]
    yield from (text for text, made in found if _is(made, array))
    if max(array.shape) >= LEAST:
        yield from (f"np.array({text})" for text in _repeated(array.tolist()) if array.size)


def _is(made: Any, array: Any) -> bool:
    return bool(made.shape == array.shape and made.dtype == array.dtype and _same(made, array))


def _constant(array: Any) -> Iterator[tuple[str, Any]]:
    first, shape = array.flat[0].item(), array.shape if array.ndim > 1 else len(array)
    if array.size >= LEAST and (array == first).all():
        for name in ("ones", "zeros"):
            yield f"np.{name}({shape})", getattr(np, name)(shape)
        yield f"np.full({shape}, {_number(first)})", np.full(shape, first)


def _rows(array: Any) -> Iterator[tuple[str, Any]]:
    if array.ndim == 2:
        sizes = f"{len(array)}" if len(array) == array.shape[1] else f"{len(array)}, {array.shape[1]}"
        yield f"np.eye({sizes})", np.eye(*array.shape)
    elif array.ndim == 1 and len(array) >= LEAST and np.count_nonzero(array) == 1:
        at = int(np.flatnonzero(array)[0])
        yield f"np.eye({len(array)})[{at}]", np.eye(len(array))[at]


def _flat(array: Any) -> Iterator[tuple[str, Any]]:
    """Numbers that go on from row to row."""
    if array.size < LEAST:
        return
    for text, made in _arithmetic(array.ravel()):
        whole = f"({text})" if "/" in text else text
        yield f"{whole}.reshape{array.shape}", made.reshape(array.shape)


def _arithmetic(array: Any) -> Iterator[tuple[str, Any]]:
    """Numbers that are equally far from one another: whole ones, or those of a fraction."""
    if len(array) < LEAST or array.dtype == np.bool_ or not (np.abs(array) < _EXACT).all():
        return
    step = (array[-1] - array[0]) / (len(array) - 1)
    parts = Fraction(float(step)).limit_denominator(LARGEST)
    below = parts.denominator
    first, by = round(float(array[0]) * below), parts.numerator
    if not by:
        return
    end = first + by * len(array)
    made = np.arange(first, end, by)
    if array.dtype == np.int64:
        yield _range(first, end, by), made
    elif below == 1:
        yield _range(float(first), float(end), float(by)), made.astype(float)
    else:
        yield f"{_range(first, end, by)} / {below}", made / below


def _range(first: float, end: float, by: float, name: str = "np.arange") -> str:
    if by != 1:
        return f"{name}({first}, {end}, {by})"
    return f"{name}({first}, {end})" if first else f"{name}({end})"


def _number(value: Any) -> str:
    """A long fraction by its two whole numbers."""
    text = as_source(value)
    if type(value) is not float or len(text) <= 8 or not abs(value) < LARGEST:
        return text
    near = Fraction(value).limit_denominator(LARGEST)
    return f"{near.numerator} / {near.denominator}" if near.numerator / near.denominator == value else text
