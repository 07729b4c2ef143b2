"""The grammar of values: what a student may be given and may give back, as it is.

    value   None, bool, int, float, complex, str, bytes
            list, tuple, named tuple, dict, set, frozenset of values
            an array of numbers, truth values or texts; a Table of columns

`reduce` makes exact Python objects of these types of whatever a student's code holds, copied and within these
bounds. The wire (`items`), Python source (`source`) and comparisons walk what it leaves.
"""

import math
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from keyword import iskeyword
from typing import Any

import numpy as np

DEEPEST = 20  # containers within containers
MOST_PARTS = 10_000  # values in one value, itself and the keys of dicts included
MOST_KEYS = 1_000  # of one dict or set: their hashes may be made to collide, which costs the square
MOST_BITS = 10_000  # of an integer
MOST_AXES = 8
MOST_RECORDS, MOST_FIELDS = 8, 64  # kinds of named tuples in one value, and the fields of one
TOO_LARGE = "a value too large to grade"
LONGEST_OUTLINE = 200  # characters
LARGEST = 4 << 20  # bytes of all texts and arrays together
AROUND = 20  # bytes that a part takes on the wire beside its own, at most
MOST_ROWS = 100_000  # of an array without numbers

DTYPES = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
    "float16 float32 float64 complex64 complex128".split()
)


@dataclass(frozen=True, slots=True)
class ObjectNumber:
    """Stands for an object of the student's class, in what objects of that class are asked (calls.Step)."""

    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table by its columns, in order: a list or an array of as many values each."""

    columns: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.columns[name]

    def __len__(self) -> int:
        """How many rows."""
        return len(next(iter(self.columns.values()), ()))


class OutsideGrammar(ValueError):
    """A value is none of the grammar, or beyond its bounds. kind, text: what it is, as NotNumbers says it."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind, self.text = kind, text
        super().__init__(f"{kind}: {text}")


@dataclass(slots=True)
class Room:
    """What is left for one value. Both who reduces a value and who reads one take from it."""

    parts: int = MOST_PARTS
    bytes: int = LARGEST
    records: set[Any] = field(default_factory=set)
    stands: Callable[[Any], Any] | None = None  # what stands for a part; None: the part itself

    def take(self, depth: int, size: int = 0) -> None:
        """Room for one more part of so many bytes, and those around it. Raises: OutsideGrammar."""
        self.parts -= 1
        self.bytes -= size + AROUND
        if depth > DEEPEST:
            raise OutsideGrammar("a value too deep to grade", f"more than {DEEPEST} levels, or a circle")
        if self.parts < 0 or self.bytes < 0:
            raise OutsideGrammar(TOO_LARGE, f"over {MOST_PARTS} parts or {LARGEST} bytes")

    def keys(self, count: int) -> None:
        if count > MOST_KEYS:
            raise OutsideGrammar(TOO_LARGE, f"a dict or set of {count} entries")

    def record(self, name: str, fields: tuple[str, ...]) -> Any:
        """The type of a named tuple."""
        if not is_record(name, fields):
            raise OutsideGrammar("a named tuple with unusual names", f"{len(fields)} fields")
        self.records.add((name, fields))
        if len(self.records) > MOST_RECORDS:
            raise OutsideGrammar(TOO_LARGE, f"over {MOST_RECORDS} kinds of named tuples")
        return record(name, fields)


@lru_cache(maxsize=256)
def record(name: str, fields: tuple[str, ...]) -> Any:
    return namedtuple(name, fields)


def is_record(name: Any, fields: Any) -> bool:
    """Whether a named tuple can have this name and these fields."""
    if type(fields) is not tuple or not 0 < len(fields) <= MOST_FIELDS:
        return False
    return len(set(map(str, fields))) == len(fields) and all(map(_is_name, (name, *fields)))


def _is_name(name: Any) -> bool:
    plain = type(name) is str and len(name) <= 100 and name.isascii() and name.isidentifier()
    return plain and not name.startswith("_") and not iskeyword(name)


def vast(shape: tuple[int, ...]) -> bool:
    """Whether an array of no numbers would still take too long to list, or to reshape: (2**40, 0)."""
    return 0 in shape and math.prod(size or 1 for size in shape) > MOST_ROWS


def hashable(key: Any) -> bool:
    """Of a value that is reduced already."""
    if isinstance(key, tuple | frozenset):
        return all(map(hashable, key))
    return not isinstance(key, list | dict | set | np.ndarray | Table | ObjectNumber)


def outline(value: Any) -> str:
    """The start of its text. Not of what holds other values: that text may be as long as they please."""
    kind = type(value)
    for base in (list, tuple, dict, set, frozenset):
        if issubclass(kind, base):
            return f"of length {base.__len__(value)}"
    if issubclass(kind, np.ndarray) and np.ndarray.dtype.__get__(value).kind == "O":
        return f"of shape {np.ndarray.shape.__get__(value)}"
    return repr(value)[:LONGEST_OUTLINE]


_NAME = type.__dict__["__name__"]


def type_name(value: Any) -> str:
    """The name of a value's type, whatever its metaclass says."""
    return name_of(type(value))


def name_of(kind: type) -> str:
    return str(_NAME.__get__(kind))[:200]


def same(one: Any, other: Any) -> bool:
    """Whether two values that are reduced already are equal in type and place; NaN equals NaN."""
    if kind_of(one) != kind_of(other):
        return False
    if isinstance(one, np.ndarray):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return bool(alike and (one.tobytes() == other.tobytes() or _same_but_for_nan(one, other)))
    if isinstance(one, Table):
        return same(list(one.columns), list(other.columns)) and same(one.columns, other.columns)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return bool(one.keys() == other.keys()) and all(same(one[key], other[key]) for key in one)
    return bool(one == other or (one != one and other != other))


def _same_but_for_nan(one: Any, other: Any) -> bool:
    """Of arrays of one dtype: whatever the bits of a NaN are, which nobody writes in Python."""
    if one.dtype.kind not in "fc":
        return False
    real = one.real.dtype
    numbers, others = one.ravel().view(real), other.ravel().view(real)
    equal = (numbers == others) & (np.signbit(numbers) == np.signbit(others))
    return bool((equal | (np.isnan(numbers) & np.isnan(others))).all())


def kind_of(value: Any) -> Any:
    """A named tuple is of the kind that its names say: each process makes its class anew."""
    fields = getattr(value, "_fields", None) if isinstance(value, tuple) else None
    return (type_name(value), fields) if fields else type(value)


def wire_size(value: Any) -> int:
    """Bytes that a value that is reduced already takes on the wire, or a few more."""
    if isinstance(value, dict):
        return AROUND + sum(map(wire_size, value)) + sum(map(wire_size, value.values()))
    if isinstance(value, list | tuple | set | frozenset):
        return AROUND + sum(map(wire_size, value))
    if isinstance(value, Table):
        return wire_size(value.columns)
    size = (
        value.nbytes if isinstance(value, np.ndarray) else len(value) if isinstance(value, str | bytes) else 0
    )
    return AROUND + size
