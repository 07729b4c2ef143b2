"""Values as typed structs, for the wire: what a call is given and what comes back, and nothing else.

Frozen on one side and thawed on the other. There is no pickle and no code: a function that a check hands over
is a description. What is thawed is checked; only ProtocolError is raised for what was sent.
"""

import math
from typing import Annotated, Any, Literal, get_args

import msgspec
import numpy as np

from grader.values.arguments import Argument, LinearFunction
from grader.values.figures import Drawing, Figure, HeatMap, Ticks
from grader.values.plain import NotNumbers, Plain, Word

LARGEST_VALUE = 4 << 20  # bytes of one returned value
MOST_PARTS = 10_000  # arrays in one returned value
MOST_DIMENSIONS = 4
FLOAT = np.dtype(np.float64)
LONGEST_TEXT = 2_000  # characters

DType = Literal[
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64",
]  # fmt: skip
ShortText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Size = Annotated[int, msgspec.Meta(ge=0)]
_Shape = Annotated[tuple[Size, ...], msgspec.Meta(max_length=MOST_DIMENSIONS)]


class ProtocolError(Exception):
    """A worker sent something that is not the one message it was asked for."""


class Array(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="array"):
    dtype: DType
    shape: _Shape
    data: bytes


class Text(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="text"):
    """Stands for values.NotNumbers."""

    kind: ShortText
    text: ShortText


class Many(msgspec.Struct, array_like=True, frozen=True, tag="many"):
    parts: Annotated[tuple["Value", ...], msgspec.Meta(max_length=MOST_PARTS)]


class Said(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="said"):
    """Stands for values.Word."""

    text: ShortText


_Place = tuple[float, ShortText]
_Places = Annotated[tuple[_Place, ...], msgspec.Meta(max_length=1_000)]


class Map(msgspec.Struct, array_like=True, frozen=True):
    """Stands for figures.HeatMap."""

    values: Array
    x: Array
    y: Array
    limits: tuple[float, float]
    colours: ShortText
    colour_bar: bool
    even: bool


class Axes(msgspec.Struct, array_like=True, frozen=True):
    """Stands for figures.Drawing."""

    title: ShortText
    x_label: ShortText
    y_label: ShortText
    x_ticks: _Places
    y_ticks: _Places
    inverted: tuple[bool, bool]
    heat_maps: Annotated[tuple[Map, ...], msgspec.Meta(max_length=100)]
    pictures: Size
    lines: Size
    texts: Size


class Picture(msgspec.Struct, array_like=True, frozen=True, tag="picture"):
    """Stands for figures.Figure."""

    drawings: Annotated[tuple[Axes, ...], msgspec.Meta(max_length=100)]
    elsewhere: Size
    own: bool


Value = Array | Text | Many | Said | Picture


class Words(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="words"):
    words: tuple[str, ...]


class Linear(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="linear"):
    """Stands for arguments.LinearFunction."""

    of: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]


Given = Array | Words | Linear | bool | int | float | str

# Two look-ups that numpy itself is slow at: 12 us for dtype.name, 1 us for dtype().
_DTYPES: dict[DType, np.dtype[Any]] = {name: np.dtype(name) for name in get_args(DType)}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


# --- what a call is given ---


def given(argument: Argument) -> Given:
    """An argument as it crosses.

    Raises: ValueError: it is neither an array of numbers of at most MOST_DIMENSIONS dimensions, nor a scalar,
    words or a described function.
    """
    if isinstance(argument, tuple):
        return Words(argument)
    if isinstance(argument, LinearFunction):
        return Linear(argument.of, argument.weights)
    if isinstance(argument, bool | int | float | str) and not isinstance(argument, np.generic):
        return argument
    array = np.asarray(argument)
    if array.dtype not in _NAMES or array.ndim > MOST_DIMENSIONS:
        raise ValueError(
            f"an argument is an array of dtype {array.dtype} and {array.ndim} dimensions, "
            f"expected numbers in at most {MOST_DIMENSIONS} dimensions"
        )
    return _array(array)


def argument(value: Given) -> Argument:
    """The argument that crossed; an array is fresh and writable."""
    if isinstance(value, Array):
        return thaw_array(value)
    if isinstance(value, Words):
        return value.words
    return LinearFunction(value.of, value.weights) if isinstance(value, Linear) else value


# --- what comes back ---


def thaw(value: Value) -> Plain:
    """`value` as writable arrays, tuples and NotNumbers.

    Raises: ProtocolError: shape, dtype and data contradict one another, or there are too many parts.
    """
    parts = [0]
    return _plain(value, parts)


def _plain(value: Value, parts: list[int]) -> Plain:
    parts[0] += 1
    if parts[0] > MOST_PARTS:
        raise ProtocolError(f"a value of more than {MOST_PARTS} parts")
    if isinstance(value, Array):
        return thaw_array(value)
    if isinstance(value, Text):
        return NotNumbers(value.kind, value.text)
    if isinstance(value, Said):
        return Word(value.text)
    if isinstance(value, Picture):
        return Figure(tuple(map(_drawing, value.drawings)), value.elsewhere)
    return tuple(_plain(part, parts) for part in value.parts)


def _drawing(axes: Axes) -> Drawing:
    facts = {name: getattr(axes, name) for name in axes.__struct_fields__}
    return Drawing(**{**facts, "heat_maps": tuple(map(_heat_map, axes.heat_maps))})


def _heat_map(sent: Map) -> HeatMap:
    values, x, y = thaw_array(sent.values), thaw_array(sent.x), thaw_array(sent.y)
    if (
        values.ndim != 2
        or (*y.shape, *x.shape) != values.shape
        or {values.dtype, x.dtype, y.dtype} != {FLOAT}
    ):
        raise ProtocolError(f"a heat map of shape {values.shape} at {x.shape} by {y.shape} places")
    return HeatMap(values, x, y, sent.limits, sent.colours, sent.colour_bar, sent.even)


def thaw_array(array: Array) -> np.ndarray[Any, Any]:
    """A fresh, writable array.

    Raises: ProtocolError: shape, dtype and data contradict one another.
    """
    dtype = _DTYPES[array.dtype]
    if math.prod(array.shape) * dtype.itemsize != len(array.data) or vast(array.shape):
        raise ProtocolError(f"{len(array.data)} bytes for shape {array.shape} of {array.dtype}")
    if array.dtype == "bool":  # any byte can be sent, but only 0 and 1 are bools
        return np.asarray(np.frombuffer(array.data, np.uint8).reshape(array.shape) != 0)
    return np.frombuffer(array.data, dtype).reshape(array.shape).copy()


def vast(shape: tuple[int, ...]) -> bool:
    """Whether an array of no numbers would still take too long to list, or to reshape: (2**40, 0)."""
    return 0 in shape and math.prod(size or 1 for size in shape) > LARGEST_VALUE


def unchanged(array: np.ndarray[Any, Any], was: Array) -> bool:
    """Whether `array` still has the dtype, shape and every bit of the one it was made from."""
    return array.dtype == _DTYPES[was.dtype] and array.shape == was.shape and array.tobytes() == was.data


def freeze(value: Plain) -> Value:
    """`value` as structs. What could not be sent becomes a Text that says so."""
    size, parts = measure(value)
    if size > LARGEST_VALUE or parts > MOST_PARTS:
        return Text("a value too large to grade", f"{parts} arrays, {size} bytes")
    return _freeze(value)


def measure(value: Plain) -> tuple[int, int]:
    """Bytes of all its arrays, and how many parts it has."""
    if isinstance(value, Figure):
        maps = [one for drawing in value.drawings for one in drawing.heat_maps]
        return sum(one.values.nbytes + one.x.nbytes + one.y.nbytes for one in maps), 1
    if not isinstance(value, tuple):
        return (value.nbytes if isinstance(value, np.ndarray) else 0), 1
    measures = [measure(part) for part in value]
    return sum(size for size, _ in measures), 1 + sum(parts for _, parts in measures)


def _freeze(value: Plain) -> Value:
    if isinstance(value, tuple):
        return Many(tuple(_freeze(part) for part in value))
    if isinstance(value, NotNumbers):
        return Text(cut(value.kind), cut(value.text))
    if isinstance(value, Word):
        return Said(cut(value.text))
    if isinstance(value, Figure):
        return Picture(tuple(map(_frozen_axes, value.drawings)), value.elsewhere, value.own)
    if value.ndim > MOST_DIMENSIONS:
        return Text(f"an array of {value.ndim} dimensions", f"at most {MOST_DIMENSIONS} can be graded")
    if vast(value.shape):
        return Text("a value too large to grade", f"an array of shape {value.shape}")
    return _array(value)


def _frozen_axes(drawing: Drawing) -> Axes:
    return Axes(
        cut(drawing.title), cut(drawing.x_label), cut(drawing.y_label),
        _frozen_ticks(drawing.x_ticks), _frozen_ticks(drawing.y_ticks),
        drawing.inverted, tuple(map(_frozen_map, drawing.heat_maps)),
        drawing.pictures, drawing.lines, drawing.texts,
    )  # fmt: skip


def _frozen_map(one: HeatMap) -> Map:
    values, x, y = (_array(np.asarray(grid, FLOAT)) for grid in (one.values, one.x, one.y))
    return Map(values, x, y, one.limits, cut(one.colours), one.colour_bar, one.even)


def _frozen_ticks(ticks: Ticks) -> Ticks:
    return tuple((at, cut(label)) for at, label in ticks)


def _array(array: np.ndarray[Any, Any]) -> Array:
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    return Array(_NAMES[array.dtype], array.shape, array.tobytes())


def cut(text: str) -> str:
    """At most LONGEST_TEXT characters, and never a lone surrogate, which no frame can carry."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode()
