"""A figure as facts: what was drawn and where, as plain data that a check can make claims about.

All places are in data coordinates, so that it does not matter which way up or by which function it was drawn.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from grader.errors import CheckFailed
from grader.values.labels import place_of

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Ticks = tuple[tuple[float, str], ...]  # places and labels, along one axis

MOST_DRAWN = 200  # lines, heat maps and the like in one pair of axes
MOST_IN_ALL = 1_000  # lines, heat maps and the like in one figure
MOST_POINTS = 100_000  # of lines, bars and the like in one figure
MOST_TEXTS = 1_000  # of one kind in one pair of axes: labels of ticks, entries of the legend
# What there may be several of, by the field that has them.
KINDS = {
    "axes": "axes",
    "heat_maps": "heat maps",
    "lines": "lines",
    "points": "sets of points",
    "bars": "sets of bars",
}
ON_IT = 0.25  # a label stands at a cell if it is so near its middle, in cells

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawn(Generic[T]):
    """What there is of one kind, in order. A check that asks for what is not there, fails in words.

    kind: as in "the number of lines".
    """

    kind: str
    items: tuple[T, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __getitem__(self, index: int) -> T:
        """Raises: CheckFailed: there are fewer."""
        if not -len(self) <= index < len(self):
            due = index + 1 if index >= 0 else -index
            raise CheckFailed(f"the number of {self.kind}", str(len(self)), f"at least {due}")
        return self.items[index]

    @property
    def only(self) -> T:
        """Raises: CheckFailed: there is none, or more than one."""
        if len(self) != 1:
            raise CheckFailed(f"the number of {self.kind}", str(len(self)), "1")
        return self.items[0]

    def by_count(self, kind: str) -> "Drawn[T]":
        """Those first that have the fewest of this kind, such as "heat_maps"."""
        return Drawn(self.kind, tuple(sorted(self.items, key=lambda one: len(getattr(one, kind)))))

    def labelled(self, label: str) -> T:
        """The first with this label, as `place_of` has it. Raises: CheckFailed: there is none."""
        labels = [str(getattr(one, "label", "")) for one in self.items]
        if (place := place_of(label, labels)) is None:
            got = ", ".join(map(repr, labels)) or "none"
            raise CheckFailed(f"the labels of the {self.kind}", got, f"one that is {label!r}")
        return self.items[place]


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """One image or mesh that colours numbers.

    values: (rows, columns), nan where masked, or where the colour scale has no place for them. x: (columns,),
    y: (rows,): the middles of the cells. limits: the numbers at the two ends of the colours. colours: the
    colour map's name. colour_bar: whether the figure has one that explains just these colours. even: no cell
    is more opaque than another. smooth: colours run from cell to cell, so that none has a colour of its own.
    x_ends, y_ends: where the outer cells end, low and high. bar_fault: why there is no such colour bar, in
    words; "": there is. scale: the name of the norm's class, "Normalize" for an even scale. alike: two
    numbers more than a tenth of the scale apart whose colours look the same, or nan. covered: row and column
    of each cell whose colour something else hides.
    """

    values: Numbers
    x: Numbers
    y: Numbers
    limits: tuple[float, float]
    colours: str
    colour_bar: bool
    even: bool = True
    smooth: bool = False
    x_ends: tuple[float, float] = (math.nan, math.nan)
    y_ends: tuple[float, float] = (math.nan, math.nan)
    bar_fault: str = ""
    scale: str = "Normalize"
    alike: tuple[float, float] = (math.nan, math.nan)
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Points that a line joins, in order.

    x, y: (points,), nan where the line is broken. label: what the legend calls it, or else its own label, ""
    for none. colour: "#1f77b4". style: "-", "--", "-." or ":". marker: as Matplotlib names it, "" for none.
    """

    x: Numbers
    y: Numbers
    _: KW_ONLY
    label: str = ""
    colour: str = ""
    style: str = "-"
    marker: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points that no line joins, of a scatter plot.

    x, y: (points,). values: (points,), the numbers that colours stand for; (0,) if for none. sizes:
    (points,), the areas of the markers. label, colour: as Line's; the colour is "" where there are several.
    """

    x: Numbers
    y: Numbers
    values: Numbers
    sizes: Numbers
    _: KW_ONLY
    label: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Bars that were drawn together, or a histogram.

    places: (bars,), the middles of their feet. heights: (bars,), below 0 for one that hangs. widths, bottoms:
    (bars,). upright: if not, they lie on their sides, and places are along y. label, colour: as Points'.
    """

    places: Numbers
    heights: Numbers
    widths: Numbers
    bottoms: Numbers
    _: KW_ONLY
    upright: bool = True
    label: str = ""
    colour: str = ""

    @property
    def edges(self) -> Numbers:
        """(bars + 1,), where the bars begin and where the last one ends."""
        starts, ends = self.places - self.widths / 2, self.places + self.widths / 2
        return np.concatenate([starts, ends[-1:]])


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """One pair of axes.

    x_scale, y_scale: "linear", "log", or what else Matplotlib calls it. x_limits, y_limits: the lower and the
    upper end. inverted: whether x runs leftwards, y downwards. legend: its entries, with those of the
    figure's. texts: what was written among the data. pictures: images without numbers. others: what else was
    drawn, of which claims can read no more than these words. unseen: labels or names are set, and hidden.
    box: left, bottom, right and top, as fractions of the figure's width and height.
    """

    _: KW_ONLY
    title: str
    x_label: str
    y_label: str
    x_ticks: Ticks
    y_ticks: Ticks
    x_scale: str
    y_scale: str
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    inverted: tuple[bool, bool]
    box: tuple[float, float, float, float]
    heat_maps: Drawn[HeatMap]
    lines: Drawn[Line]
    points: Drawn[Points]
    bars: Drawn[Bars]
    legend: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    pictures: int = 0
    others: tuple[str, ...] = ()
    unseen: bool = False

    @property
    def drawn(self) -> tuple[HeatMap | Line | Points | Bars, ...]:
        """All that has numbers."""
        return (*self.heat_maps, *self.lines, *self.points, *self.bars)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """The figure that a call drew. axes: less those of colour bars. title: the one above all axes. elsewhere:
    how many other figures the call drew into. own: the call made it; no other call has drawn into it.
    """

    axes: Drawn[Axes]
    _: KW_ONLY
    title: str = ""
    elsewhere: int = 0
    own: bool = True

    @property
    def nbytes(self) -> int:
        """Of all its arrays."""
        return sum(_nbytes(one) for axes in self.axes for one in axes.drawn)


def _nbytes(drawn: HeatMap | Line | Points | Bars) -> int:
    return sum(getattr(getattr(drawn, name), "nbytes", 0) for name in drawn.__slots__ if name != "_")


def labels_at(ticks: Ticks, middles: Sequence[float] | Numbers) -> tuple[str, ...]:
    """The label at each of these cells' or bars' middles, "" where there is none. Of several, the nearest."""
    places = np.asarray(middles, float)
    size = float(np.abs(np.diff(places)).min()) if len(places) > 1 else 1.0
    labels: dict[float, str] = {}
    for at, label in ticks:
        labels[at] = min(label, labels.get(at, label))
    known = np.array(sorted(filter(math.isfinite, labels)))
    found = [""] * len(places)
    if len(known):
        after = np.searchsorted(known, places)
        beside = known[np.clip([after - 1, after], 0, len(known) - 1)]
        far = np.abs(beside - places)
        for place in np.flatnonzero((far <= ON_IT * size).any(axis=0)):
            near = zip(far[:, place], beside[:, place], strict=True)
            found[place] = min((distance, labels[at]) for distance, at in near)[1]
    return tuple(found)
