"""What comes back of a call as typed structs, for the wire.

Frozen on one side and thawed on the other. What is thawed is checked; only ProtocolError is raised for what
was sent.
"""

from typing import Annotated

import msgspec
import numpy as np

from grader.values.arrays import Array, ProtocolError, Size, pack_array, unpack_array
from grader.values.figures import Drawing, Figure, HeatMap, Ticks
from grader.values.grammar import MOST_PARTS
from grader.values.packed import Part, pack, unpack
from grader.values.plain import Exact, NotNumbers, Plain, Word, bounded

FLOAT = np.dtype(np.float64)
LONGEST_TEXT = 2_000  # characters

ShortText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]


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


class Same(msgspec.Struct, array_like=True, frozen=True, tag="exact"):
    """Stands for plain.Exact."""

    value: Part


Value = Array | Text | Many | Said | Picture | Same

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
        return unpack_array(value)
    if isinstance(value, Text):
        return NotNumbers(value.kind, value.text)
    if isinstance(value, Said):
        return Word(value.text)
    if isinstance(value, Same):
        return Exact(unpack(value.value))
    if isinstance(value, Picture):
        return Figure(tuple(map(_drawing, value.drawings)), value.elsewhere, value.own)
    return tuple(_plain(part, parts) for part in value.parts)


def _drawing(axes: Axes) -> Drawing:
    facts = {name: getattr(axes, name) for name in axes.__struct_fields__}
    return Drawing(**{**facts, "heat_maps": tuple(map(_heat_map, axes.heat_maps))})


def _heat_map(sent: Map) -> HeatMap:
    values, x, y = unpack_array(sent.values), unpack_array(sent.x), unpack_array(sent.y)
    if (
        values.ndim != 2
        or (*y.shape, *x.shape) != values.shape
        or {values.dtype, x.dtype, y.dtype} != {FLOAT}
    ):
        raise ProtocolError(f"a heat map of shape {values.shape} at {x.shape} by {y.shape} places")
    return HeatMap(values, x, y, sent.limits, sent.colours, sent.colour_bar, sent.even)


def freeze(value: Plain) -> Value:
    """`value` as structs. What could not be sent becomes a Text that says so."""
    return _freeze(bounded(value))


def _freeze(value: Plain) -> Value:
    if isinstance(value, tuple):
        return Many(tuple(_freeze(part) for part in value))
    if isinstance(value, NotNumbers):
        return Text(cut(value.kind), cut(value.text))
    if isinstance(value, Word):
        return Said(cut(value.text))
    if isinstance(value, Figure):
        return Picture(tuple(map(_frozen_axes, value.drawings)), value.elsewhere, value.own)
    if isinstance(value, Exact):
        return Same(pack(value.value))
    return pack_array(value)


def _frozen_axes(drawing: Drawing) -> Axes:
    return Axes(
        cut(drawing.title), cut(drawing.x_label), cut(drawing.y_label),
        _frozen_ticks(drawing.x_ticks), _frozen_ticks(drawing.y_ticks),
        drawing.inverted, tuple(map(_frozen_map, drawing.heat_maps)),
        drawing.pictures, drawing.lines, drawing.texts,
    )  # fmt: skip


def _frozen_map(one: HeatMap) -> Map:
    values, x, y = (pack_array(np.asarray(grid, FLOAT)) for grid in (one.values, one.x, one.y))
    return Map(values, x, y, one.limits, cut(one.colours), one.colour_bar, one.even)


def _frozen_ticks(ticks: Ticks) -> Ticks:
    return tuple((at, cut(label)) for at, label in ticks)


def cut(text: str) -> str:
    """At most LONGEST_TEXT characters, and never a lone surrogate, which no frame can carry."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode()
