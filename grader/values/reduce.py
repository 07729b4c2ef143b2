"""Whatever a student's code holds → exact Python objects of the grammar, copied and bounded.

It never trusts what a value says of itself: not __class__, __iter__, __eq__ or __hash__ of a subclass.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from grader.values.described import Described
from grader.values.grammar import (
    DTYPES,
    LARGEST,
    MOST_AXES,
    MOST_BITS,
    TOO_LARGE,
    ObjectNumber,
    OutsideGrammar,
    Room,
    Table,
    hashable,
    is_record,
    outline,
    type_name,
    vast,
)

_ALLOWED = {np.dtype(name) for name in DTYPES}
_WIDER = {np.dtype(np.longdouble): np.float64, np.dtype(np.clongdouble): np.complex128}


def as_value(value: Any, stands: Callable[[Any], Any] | None = None) -> Any:
    """A copy of `value`, made of exact types of the grammar.

    stands: what to put in place of a part, which is no key; None: nothing. It asks the part nothing.
    Raises: OutsideGrammar. Whatever the value's own methods raise; the caller guards against that.
    """
    return _reduced(value, 0, Room(stands=stands))


def replaced(value: Any, stands: Callable[[Any], Any]) -> Any:
    """As as_value, but the very value where nothing is to be put in place of any part."""
    found = []

    def noted(part: Any) -> Any:
        instead = stands(part)
        if instead is not None:
            found.append(instead)
        return instead

    if not issubclass(type(value), list | tuple | dict):
        return value if (instead := stands(value)) is None else instead
    copy = as_value(value, noted)
    return copy if found else value


def _reduced(value: Any, depth: int, room: Room) -> Any:
    kind = type(value)
    room.take(depth)
    if value is None or kind is bool or kind is float:
        return value
    if room.stands is not None and (instead := room.stands(value)) is not None:
        return instead
    for base, reduce in _LEAVES.items():
        if issubclass(kind, base):
            return reduce(value, room)
    if issubclass(kind, list):
        return [_reduced(item, depth + 1, room) for item in list.__iter__(value)]
    if issubclass(kind, tuple):
        return _tuple(value, depth, room)
    if issubclass(kind, dict):
        return _dict(value, depth, room)
    for base in (set, frozenset):
        if issubclass(kind, base):
            room.keys(base.__len__(value))
            return base(_key(item, depth + 1, room) for item in base.__iter__(value))
    if issubclass(kind, np.ndarray):
        return _array(bare(value), depth, room)
    return _other(value, depth, room)


def _int(value: Any, room: Room) -> int:
    number = int.__pos__(value)
    if number.bit_length() > MOST_BITS:
        raise OutsideGrammar("a number too large to grade", f"an integer of {number.bit_length()} bits")
    return number


def _str(value: Any, room: Room) -> str:
    """Without lone surrogates, which no frame can carry."""
    room.take(0, 4 * str.__len__(value))
    return str.encode(value, "utf-8", "replace").decode()


def _bytes(value: Any, room: Room) -> bytes:
    room.take(0, bytes.__len__(value))
    return b"".join([value])


def _span(value: Any, _: Room) -> Any:
    """A span of time, which NumPy takes for a whole number."""
    raise OutsideGrammar(f"a {type_name(value)}", outline(value))


_LEAVES: dict[type, Callable[[Any, Room], Any]] = {
    bool: lambda value, room: value,
    int: _int,
    float: lambda value, room: float.__pos__(value),
    complex: lambda value, room: complex.__pos__(value),
    str: _str,
    bytes: _bytes,
    np.bool_: lambda value, room: bool(value),
    np.timedelta64: _span,
    np.integer: lambda value, room: int(value),
    np.floating: lambda value, room: float(value),
    np.complexfloating: lambda value, room: complex(value),
}


def _tuple(value: Any, depth: int, room: Room) -> Any:
    parts = [_reduced(item, depth + 1, room) for item in tuple.__iter__(value)]
    fields: Any = getattr(type(value), "_fields", None)
    if is_record(type_name(value), fields) and len(fields) == len(parts):
        return room.record(type_name(value), fields)(*parts)
    return tuple(parts)


def _dict(value: Any, depth: int, room: Room) -> dict[Any, Any]:
    room.keys(dict.__len__(value))
    found = {}
    for key, item in dict.items(value):
        found[_key(key, depth + 1, room)] = _reduced(item, depth + 1, room)
    return found


def _key(value: Any, depth: int, room: Room) -> Any:
    """As part of a set, or as a key: hashed by what it is, not by what it says."""
    key = _reduced(value, depth, room)
    if not hashable(key):
        raise OutsideGrammar(f"a key of type {type_name(value)}", "expected numbers, texts or tuples")
    return key


def bare(value: Any) -> Any:
    """What makes an array of itself, as a copy without its class; what is masked is no number."""
    array = np.array(value, order="C", subok=False)
    masked = np.ma.getmaskarray(value) if issubclass(type(value), np.ma.MaskedArray) else np.False_
    if array.dtype.kind in "UT" and np.any(masked):
        array = array.astype(object)
    if array.dtype.kind in "biufcO" and np.any(masked):
        wide = np.result_type(array.dtype, float)  # which has a nan
        return np.where(masked, np.nan, array.astype(wide))
    return array


def _array(array: Any, depth: int, room: Room) -> Any:
    if array.ndim > MOST_AXES:
        raise OutsideGrammar(f"an array of {array.ndim} dimensions", f"at most {MOST_AXES} can be graded")
    if vast(array.shape):
        raise OutsideGrammar(TOO_LARGE, f"an array of shape {array.shape}")
    room.take(depth, array.nbytes)
    if array.dtype == object or array.dtype.kind == "T":  # texts of any length, as NumPy 2 has them
        return _reduced(array.tolist(), depth, room)
    if array.dtype.kind == "U":
        room.parts -= array.size
        room.take(depth, array.size * 16)
        texts = [_str(text, Room()) for text in array.ravel().tolist()]
        return np.array(texts, dtype=str).reshape(array.shape)
    native = array.dtype if array.dtype.isnative else array.dtype.newbyteorder("=")
    array = array.astype(_WIDER.get(native, native), copy=False)
    if array.dtype not in _ALLOWED:
        raise OutsideGrammar(f"an array of dtype {array.dtype.name}", outline(array))
    return array


def _other(value: Any, depth: int, room: Room) -> Any:
    """A dataclass as a named tuple, a pandas table by its columns, whatever makes an array of itself."""
    if type(value) is ObjectNumber:
        return value
    if type(value) is Table:
        return _table(value.columns.items(), depth, room)
    if isinstance(value, Described):
        raise OutsideGrammar(f"a {type_name(value)} within another value", "expected it to be an argument")
    fields = getattr(type(value), "__dataclass_fields__", None)
    if type(fields) is dict:
        parts = [_reduced(getattr(value, name), depth + 1, room) for name in fields]
        return room.record(type_name(value), tuple(fields))(*parts)
    pandas = sys.modules.get("pandas")
    if pandas and value is pandas.NA:
        return float("nan")
    if pandas and issubclass(type(value), pandas.DataFrame):
        return _table(_columns(pandas.DataFrame(value, copy=False), room), depth, room)
    if hasattr(value, "__array__") and not issubclass(type(value), type):  # which has it for its objects
        return _array(bare(value), depth, room)
    if depth:
        raise OutsideGrammar(f"a value with a {type_name(value)} in it", "that cannot be graded")
    raise OutsideGrammar(type_name(value), outline(value))


def _columns(frame: Any, room: Room) -> Iterator[tuple[Any, Any]]:
    """One after another, as each may be copied. frame: no subclass, which might say anything of itself."""
    rows, width = frame.shape
    room.keys(width)
    if rows > LARGEST:
        raise OutsideGrammar(TOO_LARGE, f"a table of {rows} rows")
    for place, name in enumerate(frame.columns.tolist()):
        yield name, frame.iloc[:, place].to_numpy()


def _table(columns: Iterable[tuple[Any, Any]], depth: int, room: Room) -> Table:
    found: dict[str, Any] = {}
    for name, column in columns:
        room.keys(len(found) + 1)
        if not issubclass(type(name), str):
            raise OutsideGrammar("a table with a column that has no text for a name", outline(name))
        text = _str(name, room)
        if text in found:
            raise OutsideGrammar("a table with two columns of one name", outline(text))
        found[text] = _reduced(column, depth + 1, room)
    if len({len(column) if hasattr(column, "__len__") else -1 for column in found.values()} | {-1}) > 2:
        raise OutsideGrammar("a table with columns of several lengths", "expected as many values in each")
    return Table(found)
