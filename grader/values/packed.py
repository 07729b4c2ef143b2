"""Values of the grammar as typed structs, for the wire.

Packed on one side and unpacked on the other, into the same exact types and within the same bounds.
"""

import math
from typing import Annotated, Any, Literal

import msgspec
import numpy as np

from grader.values.arrays import Array, ProtocolError, Size, handed_over, pack_array, unpack_array
from grader.values.described import Described
from grader.values.grammar import (
    LARGEST,
    MOST_AXES,
    MOST_BITS,
    MOST_PARTS,
    ObjectNumber,
    OutsideGrammar,
    Room,
    Table,
    hashable,
)
from grader.values.packed_described import (
    Changing,
    Linear,
    Object,
    Seeded,
    Written,
    pack_described,
    unpack_described,
)
from grader.values.source import as_source

Parts = Annotated[tuple["Part", ...], msgspec.Meta(max_length=MOST_PARTS)]
Names = Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_PARTS)]


class Big(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="big"):
    """An integer beyond 64 bits, in hex."""

    digits: Annotated[str, msgspec.Meta(max_length=MOST_BITS // 4 + 4)]


class Complex(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="complex"):
    real: float
    imaginary: float


class Octets(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="bytes"):
    data: bytes


class Texts(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="texts"):
    """An array of texts."""

    shape: Annotated[tuple[Size, ...], msgspec.Meta(max_length=MOST_AXES)]
    texts: Names


class Several(msgspec.Struct, array_like=True, frozen=True, tag="several"):
    kind: Literal["list", "tuple", "set", "frozenset"]
    parts: Parts


class Pairs(msgspec.Struct, array_like=True, frozen=True, tag="pairs"):
    """A dict."""

    keys: Parts
    values: Parts


class Named(msgspec.Struct, array_like=True, frozen=True, tag="named"):
    """A named tuple."""

    name: str
    fields: Names
    parts: Parts


class Columns(msgspec.Struct, array_like=True, frozen=True, tag="table"):
    """Stands for grammar.Table."""

    names: Names
    columns: Parts


Part = (
    None | bool | int | float | str | Array | Big | Complex | Octets | Texts
    | Several | Pairs | Named | Columns | Linear | Written | Seeded | Object | Changing
)  # fmt: skip

_SMALL = range(-(1 << 63), 1 << 64)  # what msgpack has room for


def pack(value: Any) -> Part:
    """A value that is reduced already, or what is described, as it crosses."""
    if isinstance(value, np.ndarray):
        texts = value.dtype.kind == "U"
        return Texts(value.shape, tuple(value.ravel().tolist())) if texts else pack_array(value)
    if isinstance(value, bool | float | str) or value is None:
        return value
    if isinstance(value, bytes):
        return Octets(value)
    if isinstance(value, int):
        return value if value in _SMALL else Big(hex(value))
    if isinstance(value, complex):
        return Complex(value.real, value.imag)
    if isinstance(value, Described):
        return pack_described(value)
    if isinstance(value, dict):
        return Pairs(tuple(map(pack, value)), tuple(map(pack, value.values())))
    if isinstance(value, Table):
        return Columns(tuple(value.columns), tuple(map(pack, value.columns.values())))
    if isinstance(value, tuple) and type(value) is not tuple:
        fields = value._fields  # type: ignore[attr-defined]
        return Named(type(value).__name__, fields, tuple(map(pack, value)))
    kind = type(value).__name__
    # A set has no order of its own: equal ones are to be equal bytes.
    parts = sorted(value, key=as_source) if isinstance(value, set | frozenset) else value
    return Several(kind, tuple(map(pack, parts)))  # type: ignore[arg-type]


def unpack_argument(part: Part) -> Any:
    """What a check hands over, beside the student's code."""
    if type(part) is Array and len(part.data) <= LARGEST:  # nearly always
        return handed_over(part)
    return unpack(part) if (found := unpack_described(part)) is None else found


def unpack(part: Part) -> Any:
    """The value that crossed, fresh and writable.

    Raises: ProtocolError: it is none of the grammar, or beyond its bounds.
    """
    try:
        return _unpacked(part, 0, Room())
    except OutsideGrammar as found:
        raise ProtocolError(str(found)) from None


def _unpacked(part: Part, depth: int, room: Room) -> Any:
    room.take(depth)
    if part is None or isinstance(part, bool | int | float):
        return part
    if isinstance(part, str):
        room.take(depth, len(part))
        return part
    if isinstance(part, Octets):
        room.take(depth, len(part.data))
        return part.data
    if isinstance(part, Array):
        room.take(depth, len(part.data))
        return unpack_array(part)
    if isinstance(part, Big):
        return _integer(part.digits)
    if isinstance(part, Complex):
        return complex(part.real, part.imaginary)
    if isinstance(part, Texts):
        return _texts(part, depth, room)
    if isinstance(part, Object):
        return ObjectNumber(part.number)
    return _container(part, depth, room)


def _container(part: Part, depth: int, room: Room) -> Any:
    def inner(parts: tuple[Part, ...]) -> list[Any]:
        return [_unpacked(one, depth + 1, room) for one in parts]

    if isinstance(part, Several):
        if part.kind in ("set", "frozenset"):
            room.keys(len(part.parts))
            keys = _keys(inner(part.parts))
            return set(keys) if part.kind == "set" else frozenset(keys)
        return inner(part.parts) if part.kind == "list" else tuple(inner(part.parts))
    if isinstance(part, Pairs) and len(part.keys) == len(part.values):
        room.keys(len(part.keys))
        return dict(zip(_keys(inner(part.keys)), inner(part.values), strict=True))
    if isinstance(part, Named) and len(part.fields) == len(part.parts):
        return room.record(part.name, part.fields)(*inner(part.parts))
    if isinstance(part, Columns) and len(part.names) == len(part.columns):
        room.keys(len(part.names))
        return _table(part.names, inner(part.columns))
    raise ProtocolError(f"no value: {type(part).__name__}")


def _table(names: tuple[str, ...], columns: list[Any]) -> Table:
    if not all(isinstance(one, list) or (isinstance(one, np.ndarray) and one.ndim) for one in columns):
        raise ProtocolError("a table of what are no columns")
    if len({len(one) for one in columns}) > 1:
        raise ProtocolError("a table with columns of several lengths")
    return Table(dict(zip(names, columns, strict=True)))


def _keys(keys: list[Any]) -> list[Any]:
    if not all(map(hashable, keys)):
        raise ProtocolError("a key that can have no hash")
    return keys


def _integer(digits: str) -> int:
    try:
        number = int(digits, 16)
    except ValueError:
        raise ProtocolError("an integer that is none") from None
    if number.bit_length() > MOST_BITS:
        raise ProtocolError(f"an integer of {number.bit_length()} bits")
    return number


def _texts(part: Texts, depth: int, room: Room) -> Any:
    """NumPy gives every text as much room as the longest."""
    count = len(part.texts)
    if math.prod(part.shape) != count or max(part.shape, default=0) > LARGEST:
        raise ProtocolError(f"{count} texts for shape {part.shape}")
    room.parts -= count
    room.take(depth, 4 * count * max(map(len, part.texts), default=0))
    return np.array(part.texts, dtype=str).reshape(part.shape)
