"""What a student's function returned, reduced to plain data beside the student's code; and that in words."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values.exceptions import kind_and_text
from grader.values.figures import Figure
from grader.values.grammar import (
    LARGEST,
    MOST_AXES,
    MOST_PARTS,
    TOO_LARGE,
    OutsideGrammar,
    Table,
    outline,
    type_name,
    vast,
    wire_size,
)
from grader.values.reduce import as_value, bare
from grader.values.source import as_source

Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]
REAL = frozenset("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split())
# dtype.name is slow: 12 us a look-up, which would double the price of a call.
_ALLOWED = {np.dtype(name) for name in REAL}
DEEPEST = 4
LONGEST_TEXT = 200
FEW = 8  # arrays in a list, where each is so small that all of them can be graded


@dataclass(frozen=True, slots=True)
class NotNumbers:
    """A value that is not made of real numbers: its type, and the start of its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text that a student wrote for an answer."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A value of the grammar, as it is: a list stays a list."""

    value: Any


def normalised(text: str) -> str:
    """An answer as it is compared: spaces and capital letters make no difference."""
    return " ".join(text.casefold().split())


# An array's dtype is one of DTYPES; a tuple stands for a list or tuple that is not simply a list of numbers.
Plain = np.ndarray | tuple["Plain", ...] | NotNumbers | Word | Figure | Exact

_SCALARS = (bool, int, float, np.number, np.bool_)


def exactly(value: Any, stands: Callable[[Any], Any] | None = None) -> Exact | NotNumbers:
    """`value` as it is, copied, where it is of the grammar. stands: as as_value has it."""
    try:
        return Exact(as_value(value, stands))
    except OutsideGrammar as found:
        return NotNumbers(found.kind[:LONGEST_TEXT], found.text[:LONGEST_TEXT])
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        return unreadable(f"a value of type {type_name(value)} that cannot be read", error)


def as_plain(value: Any) -> Plain:
    """`value` as arrays, tuples of arrays, or NotNumbers. Always a copy, never a subclass of ndarray."""
    if _at_once(value):  # nearly always
        return value.copy()  # type: ignore[no-any-return]
    if type(value) in (tuple, list) and 0 < len(value) <= FEW and all(map(_at_once, value)):
        return tuple([part.copy() for part in value])
    try:
        return bounded(_plain(value, 0))
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        return unreadable(f"a value of type {type_name(value)} that cannot be read", error)


def unreadable(kind: str, error: BaseException) -> NotNumbers:
    """What a function returned, where reading that raises an error. The function itself raised none."""
    raised, text = kind_and_text(error)
    return NotNumbers(kind, f"it raises {raised}: {text[:LONGEST_TEXT]}")


def _at_once(value: Any) -> bool:
    """Whether it is a small array of real numbers, and can be graded as it is."""
    return _is_small(value) and value.dtype in _ALLOWED


def _plain(value: Any, depth: int) -> Plain:
    if _holds_objects(value) and depth < DEEPEST:
        return _plain(value.tolist(), depth + 1)
    if issubclass(type(value), np.ndarray | np.number | np.bool_ | bool | int | float):
        return _numbers(value)
    if issubclass(type(value), list | tuple) and depth < DEEPEST:
        value = [*(list if issubclass(type(value), list) else tuple).__iter__(value)]  # whatever it says
        if all(issubclass(type(item), _SCALARS) for item in value):
            return _numbers(value)
        if (size := _bytes_in(value, depth)) > LARGEST:  # before any of it is copied
            return NotNumbers(TOO_LARGE, f"arrays of {size} bytes together")
        return tuple(_plain(item, depth + 1) for item in value)
    if hasattr(value, "__array__") and not issubclass(type(value), type):  # which has it for its objects
        return _numbers(value)
    return NotNumbers(type(value).__name__, outline(value))


def _bytes_in(value: Any, depth: int) -> int:
    """Of the arrays in a nested list, one that stands in it often counted as often."""
    if issubclass(type(value), np.ndarray):
        return int(value.nbytes)
    if issubclass(type(value), list | tuple) and depth < DEEPEST:
        return sum(_bytes_in(item, depth + 1) for item in value)
    return 0


def _holds_objects(value: Any) -> bool:
    """An array of dtype object stands for the list that it holds."""
    if not issubclass(type(value), np.ndarray) or value.dtype != object:
        return False
    return not vast(value.shape) and value.size <= MOST_PARTS


def bounded(value: Plain) -> Plain:
    """`value`, or what says that it is too large to grade."""
    if type(value) is np.ndarray and value.size and value.ndim <= MOST_AXES and value.nbytes <= LARGEST:
        return value  # nearly always
    if type(value) is tuple and len(value) <= FEW and all(map(_is_small, value)):
        return value
    if isinstance(value, np.ndarray) and value.ndim > MOST_AXES:
        return NotNumbers(f"an array of {value.ndim} dimensions", f"at most {MOST_AXES} can be graded")
    if isinstance(value, np.ndarray) and vast(value.shape):
        return NotNumbers(TOO_LARGE, f"an array of shape {value.shape}")
    size, parts = size_of(value)
    if size > LARGEST or parts > MOST_PARTS:
        return NotNumbers(TOO_LARGE, f"{parts} arrays, {size} bytes")
    return tuple(map(bounded, value)) if isinstance(value, tuple) else value


def _is_small(value: Any) -> bool:
    return type(value) is np.ndarray and 0 < value.nbytes <= LARGEST // FEW and value.ndim <= MOST_AXES


def size_of(value: Plain) -> tuple[int, int]:
    """Bytes of all its arrays, and how many parts it has."""
    if isinstance(value, Figure):
        return value.nbytes, 1
    if isinstance(value, Exact):
        return wire_size(value.value), 1
    if not isinstance(value, tuple):
        return (value.nbytes if isinstance(value, np.ndarray) else 0), 1
    measures = [size_of(part) for part in value]
    return sum(size for size, _ in measures), 1 + sum(parts for _, parts in measures)


def _numbers(value: Any) -> np.ndarray | NotNumbers:
    if type(value) is np.ndarray and value.dtype in _ALLOWED:  # nearly always
        return value.copy()
    array: np.ndarray = bare(value)
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if array.dtype == np.longdouble:
        array = array.astype(np.float64)
    if array.dtype == object and array.size <= MOST_PARTS and all(map(_is_real, array.flat)):
        with suppress(OverflowError):
            array = array.astype(np.float64)  # whole numbers of more than 64 bits
    if array.dtype not in _ALLOWED:
        kind = "complex numbers" if array.dtype.kind == "c" else f"an array of dtype {array.dtype.name}"
        return NotNumbers(kind, outline(array))
    return array


def _is_real(value: Any) -> bool:
    """By its class, whatever it says of that. NumPy takes a span of time for a whole number."""
    real = bool | int | float | np.bool_ | np.integer | np.floating
    return issubclass(type(value), real) and not issubclass(type(value), np.timedelta64)


def describe(value: Plain) -> str:
    """What a value is, as part of a sentence: "None", "an array of shape (3, 4)"."""
    if isinstance(value, NotNumbers):
        if value.kind == "NoneType":
            return "None"
        if value.kind == "str":
            return f"the text {value.text}"
        if value.kind == "generator":
            brackets = "<genexpr>" in value.text
            made = "round brackets make of a line with for" if brackets else "yield makes of a function"
            return f"a generator, which is what {made}"
        return f"{value.kind} ({value.text})" if " " in value.kind else f"a value of type {value.kind}"
    if isinstance(value, Word):
        return f"the text {value.text!r}"
    if isinstance(value, Figure):
        return "a figure"
    if isinstance(value, Exact):
        return in_words(value.value)
    if isinstance(value, tuple):
        odd = next((describe(one) for one in value if isinstance(one, NotNumbers | Word | Exact)), "")
        some = f"{len(value)} value{'s' * (len(value) != 1)}"
        return f"a list or tuple of {some}{f', among them {odd}' if odd else ''}"
    if value.ndim == 0:
        return f"the number {value.item()!r}"
    return f"an array of shape {value.shape}"


def in_words(value: Any) -> str:
    """As `describe`, of a value of the grammar: "the list [1, 2]"."""
    text = as_source(value)
    if value is None:
        return "None"
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}…"
    if isinstance(value, bool | np.ndarray):
        return text
    kinds = {int: "number", float: "number", complex: "number", str: "text", Table: "table"}
    return f"the {kinds.get(type(value), type(value).__name__)} {text}"
