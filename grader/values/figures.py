"""A figure as facts: what was drawn and where, as plain data that a check can make claims about.

All places are in data coordinates, so that it does not matter which way up or by which function it was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Ticks = tuple[tuple[float, str], ...]  # places and labels, along one axis

ON_IT = 0.25  # a label stands at a cell if it is so near its middle, in cells


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """One image or mesh that colours numbers.

    values: (rows, columns), nan where masked. x: (columns,), y: (rows,): the middles of the cells. limits:
    the numbers at the two ends of the colours. colours: the colour map's name. colour_bar: whether the figure
    has one that explains just these colours. even: no cell is more opaque than another.
    """

    values: Numbers
    x: Numbers
    y: Numbers
    limits: tuple[float, float]
    colours: str
    colour_bar: bool
    even: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One pair of axes. inverted: whether x runs leftwards, y downwards. pictures: images without numbers."""

    title: str
    x_label: str
    y_label: str
    x_ticks: Ticks
    y_ticks: Ticks
    inverted: tuple[bool, bool]
    heat_maps: tuple[HeatMap, ...]
    pictures: int = 0
    lines: int = 0
    texts: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """The figure that a call drew. drawings: its axes, less those of colour bars. elsewhere: how many other
    figures the call drew into. own: the call made it; no other call has drawn into it.
    """

    drawings: tuple[Drawing, ...]
    elsewhere: int = 0
    own: bool = True


def labels_at(ticks: Ticks, middles: Sequence[float] | Numbers) -> tuple[str, ...]:
    """The label at each of these cells' middles, "" where there is none."""
    places = np.asarray(middles, float)
    size = float(np.abs(np.diff(places)).min()) if len(places) > 1 else 1.0
    return tuple(_label_at(ticks, float(place), ON_IT * size) for place in places)


def _label_at(ticks: Ticks, place: float, reach: float) -> str:
    near = [(abs(at - place), label) for at, label in ticks if abs(at - place) <= reach]
    return min(near)[1] if near else ""
