"""Figures as typed structs, for the wire. Each struct has the fields of the fact that it stands for."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

import msgspec
import numpy as np

from grader.values import figures
from grader.values.arrays import Array, ProtocolError, Size, pack_array, unpack_array
from grader.values.exceptions import cut
from grader.values.figures import MOST_DRAWN, MOST_IN_ALL, MOST_POINTS, MOST_TEXTS
from grader.values.texts import ShortText

FLOAT = np.dtype(np.float64)
_Texts = Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=MOST_TEXTS)]
_Place = tuple[float, ShortText]
_Places = Annotated[tuple[_Place, ...], msgspec.Meta(max_length=MOST_TEXTS)]
_Ends = tuple[float, float]


class HeatMap(msgspec.Struct, array_like=True, frozen=True):
    values: Array
    x: Array
    y: Array
    limits: _Ends
    colours: ShortText
    colour_bar: bool
    even: bool
    smooth: bool
    x_ends: _Ends
    y_ends: _Ends
    bar_fault: ShortText
    scale: ShortText
    alike: _Ends
    covered: tuple[tuple[Size, Size], ...]


class Line(msgspec.Struct, array_like=True, frozen=True):
    x: Array
    y: Array
    label: ShortText
    colour: ShortText
    style: ShortText
    marker: ShortText


class Points(msgspec.Struct, array_like=True, frozen=True):
    x: Array
    y: Array
    values: Array
    sizes: Array
    label: ShortText
    colour: ShortText


class Bars(msgspec.Struct, array_like=True, frozen=True):
    places: Array
    heights: Array
    widths: Array
    bottoms: Array
    upright: bool
    label: ShortText
    colour: ShortText


_Most = msgspec.Meta(max_length=2 * MOST_DRAWN)


class Axes(msgspec.Struct, array_like=True, frozen=True):
    title: ShortText
    x_label: ShortText
    y_label: ShortText
    x_ticks: _Places
    y_ticks: _Places
    x_scale: ShortText
    y_scale: ShortText
    x_limits: _Ends
    y_limits: _Ends
    inverted: tuple[bool, bool]
    box: tuple[float, float, float, float]
    heat_maps: Annotated[tuple[HeatMap, ...], _Most]
    lines: Annotated[tuple[Line, ...], _Most]
    points: Annotated[tuple[Points, ...], _Most]
    bars: Annotated[tuple[Bars, ...], _Most]
    legend: _Texts
    texts: _Texts
    pictures: Size
    others: _Texts
    unseen: bool


class Picture(msgspec.Struct, array_like=True, frozen=True, tag="picture"):
    """Stands for figures.Figure."""

    axes: Annotated[tuple[Axes, ...], msgspec.Meta(max_length=100)]
    title: ShortText
    elsewhere: Size
    own: bool


# The fact that each struct stands for.
_FACTS: Mapping[type[msgspec.Struct], type] = {
    HeatMap: figures.HeatMap,
    Line: figures.Line,
    Points: figures.Points,
    Bars: figures.Bars,
    Axes: figures.Axes,
    Picture: figures.Figure,
}
_STRUCTS = {fact: struct for struct, fact in _FACTS.items()}


def pack_figure(figure: figures.Figure) -> Picture:
    return cast(Picture, _packed(figure))


def _packed(value: Any) -> Any:
    if struct := _STRUCTS.get(type(value)):
        return struct(*(_packed(getattr(value, name)) for name in struct.__struct_fields__))
    if isinstance(value, np.ndarray):
        return pack_array(np.asarray(value, FLOAT))
    if isinstance(value, tuple | figures.Drawn):
        return tuple(map(_packed, value))
    return cut(value) if isinstance(value, str) else value


def unpack_figure(picture: Picture) -> figures.Figure:
    """The figure that crossed, its arrays fresh and writable.

    Raises: ProtocolError: arrays contradict one another, or there are too many lines and the like, or points.
    """
    drawn = (one for axes in picture.axes for one in (axes.heat_maps, axes.lines, axes.points, axes.bars))
    if sum(map(len, drawn)) > 2 * MOST_IN_ALL:
        raise ProtocolError("a figure of too many lines, heat maps and the like")
    figure = cast(figures.Figure, _unpacked(picture))
    plots = [one for axes in figure.axes for one in (*axes.lines, *axes.points, *axes.bars)]
    if any(not _rows_alike(one) for one in plots):
        raise ProtocolError("a plot with more places in one direction than in the other")
    if sum(len(_arrays(one)[0]) for one in plots) > 2 * MOST_POINTS:
        raise ProtocolError("a figure of too many points")
    for one in (one for axes in figure.axes for one in axes.heat_maps):
        shapes = one.values.shape, one.y.shape, one.x.shape
        if len(shapes[0]) != 2 or shapes[1] + shapes[2] != shapes[0] or _dtypes(one) != {FLOAT}:
            raise ProtocolError(f"a heat map of shape {shapes[0]} at {shapes[2]} by {shapes[1]} places")
        rows, columns = shapes[0]
        if len(one.covered) > rows * columns or any(r >= rows or c >= columns for r, c in one.covered):
            raise ProtocolError(f"a heat map of shape {shapes[0]} with a cell that it has not")
    return figure


def _unpacked(value: Any) -> Any:
    if fact := _FACTS.get(type(value)):
        held = {name: _unpacked(getattr(value, name)) for name in value.__struct_fields__}
        return fact(**{name: _drawn(name, one) for name, one in held.items()})
    if isinstance(value, Array):
        return unpack_array(value)
    return tuple(map(_unpacked, value)) if isinstance(value, tuple) else value


def _drawn(name: str, value: Any) -> Any:
    return figures.Drawn(figures.KINDS[name], value) if name in figures.KINDS else value


def _arrays(fact: Any) -> list[Any]:
    held = [getattr(fact, name) for name in _STRUCTS[type(fact)].__struct_fields__]
    return [one for one in held if isinstance(one, np.ndarray)]


def _dtypes(fact: Any) -> set[Any]:
    return {array.dtype for array in _arrays(fact)}


def _rows_alike(plot: Any) -> bool:
    """Whether there is one number of each kind for each point or bar; of the values of Points, or none."""
    arrays = _arrays(plot)
    count = arrays[0].shape
    no_values = {(0,)} if isinstance(plot, figures.Points) and plot.values.shape == (0,) else set()
    shapes = {one.shape for one in arrays} - no_values
    return len(count) == 1 and shapes <= {count} and _dtypes(plot) == {FLOAT}
