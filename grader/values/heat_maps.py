"""Beside the student's code: what colours a grid of numbers in Matplotlib axes → heat maps."""

import re
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.values.artists import can_be_seen, text_of, ticks_on
from grader.values.colours import alike, covered
from grader.values.figures import HeatMap

MOST_PATCHES = 10_000
AS_IT_IS = ("none", "nearest", "auto", "antialiased")  # how an image may be drawn without smoothing
UNITS = (0.01, 1, 100)  # of the labels of a colour bar: percentages, or parts of what is in percent
ROUNDED = 0.06  # of the whole scale, by which a label of a colour bar may be off: "0.2" may stand at 0.25
CUT = 0.01  # of the whole scale, that the axis of a colour bar may leave out at an end
NEARER = 0.05  # of the figure's width, by which a colour bar is nearer to one pair of axes than to another
SHADES = np.linspace(0, 1, 9)  # of a colour scale, compared with those of a colour bar


def heat_maps(axes: Any, bars: Sequence[Any]) -> tuple[HeatMap, ...]:
    """Those of all images and collections that can be seen. bars: the colour bars of the figure."""
    found = [one for one in (*axes.images, *axes.collections) if can_be_seen(one)]
    return tuple(_heat_map(one, bars) for one in found if is_heat_map(one))


def is_heat_map(drawn: Any) -> bool:
    return _numbers(drawn) is not None


def _numbers(drawn: Any) -> Any:
    """(rows, columns), nan where masked; None: it colours no grid of numbers, or some cell has no area."""
    array = drawn.get_array()
    if array is None:
        return None
    values = np.ma.filled(np.ma.asarray(array).astype(float), np.nan)
    if hasattr(drawn, "get_extent"):
        left, right, bottom, top = drawn.get_extent()
        return values if values.ndim == 2 and left != right and bottom != top else None
    if not hasattr(drawn, "get_coordinates"):
        return _points(drawn, values)
    corners = np.asarray(drawn.get_coordinates(), float)
    if not (np.diff(corners[0, :, 0]).all() and np.diff(corners[:, 0, 1]).all()):
        return None
    rows, columns = (side - 1 for side in corners.shape[:2])
    gouraud = values.size == (rows + 1) * (columns + 1)
    return values.reshape((rows + 1, columns + 1) if gouraud else (rows, columns))


def _points(drawn: Any, values: Any) -> Any:
    """What points or patches colour, if one stands at each crossing of rows and columns; or None."""
    x, y = _crossings(drawn)
    columns, rows = np.unique(x), np.unique(y)
    if not values.size == len(x) == len(columns) * len(rows) > 0:
        return None
    grid = np.full((len(rows), len(columns)), np.nan)
    grid[np.searchsorted(rows, y), np.searchsorted(columns, x)] = values.ravel()
    return grid


def _crossings(drawn: Any) -> Any:
    """(2, points): where points stand, or the middles of patches, less what is but rounding."""
    places: Any = np.ma.filled(np.ma.asarray(drawn.get_offsets(), float), np.nan)
    if _are_patches(drawn):
        boxes = [path.get_extents() for path in _paths(drawn)]
        places = np.array([(box.min + box.max) / 2 for box in boxes]).reshape(-1, 2)
    return np.round(places, 6).T


def _paths(drawn: Any) -> Sequence[Any]:
    found: Sequence[Any] = drawn.get_paths()[:MOST_PATCHES]
    return found


def _are_patches(drawn: Any) -> bool:
    """Whether it draws each path where the path itself says, as a PatchCollection does."""
    patches = sys.modules.get("matplotlib.collections")
    return patches is not None and isinstance(drawn, patches.PatchCollection | patches.PolyCollection)


def _heat_map(drawn: Any, bars: Sequence[Any]) -> HeatMap:
    values = _numbers(drawn)
    x, y = _middles(drawn, values.shape)
    ends = _ends(drawn, x, y)
    fault = _fault(drawn, bars)
    even = np.size(drawn.get_alpha()) <= 1 or bool(np.ptp(drawn.get_alpha()) == 0)
    limits, colours, smooth = _limits(drawn), text_of(drawn.get_cmap().name), _smooth(drawn, values)
    coloured = np.where(_without_colour(drawn, values), np.nan, values)
    hidden = covered(drawn, coloured, x, y, ends) if even and not smooth else ()
    return HeatMap(
        coloured, x, y, limits, colours, not fault, even, smooth,
        x_ends=ends[0], y_ends=ends[1], bar_fault=text_of(fault), scale=type(drawn.norm).__name__,
        alike=alike(drawn, *limits), covered=hidden,
    )  # fmt: skip


def _without_colour(drawn: Any, values: Any) -> Any:
    """Where a colour scale has no place for a number, as a logarithmic one has none for 0."""
    if not drawn.norm.scaled():
        return np.isnan(values)
    try:
        return np.ma.getmaskarray(np.ma.asarray(drawn.norm(np.ma.masked_invalid(values))))
    except ValueError:  # of ends that it cannot have, which Matplotlib tells when it draws
        return np.isnan(values)


def _smooth(drawn: Any, values: Any) -> bool:
    """Whether an image was told to interpolate, or a mesh to shade from corner to corner."""
    if hasattr(drawn, "get_interpolation"):
        return str(drawn.get_interpolation()).lower() not in AS_IT_IS
    return hasattr(drawn, "get_coordinates") and np.shape(drawn.get_coordinates())[:2] == values.shape


def _limits(mappable: Any) -> tuple[float, float]:
    low, high = mappable.get_clim()
    return float("nan") if low is None else float(low), float("nan") if high is None else float(high)


def _alike(one: Any, other: Any) -> bool:
    """Whether both give the same numbers the same colours."""
    low, high = _limits(one)
    if (low, high) != _limits(other) or not np.isfinite(high - low):
        return False
    shades = low + SHADES * (high - low)
    return bool(np.array_equal(*(two.get_cmap()(two.norm(shades)) for two in (one, other))))


def _fault(drawn: Any, bars: Sequence[Any]) -> str:
    """What keeps the colour bars from explaining these colours; "": one does."""
    own = [bar for bar in bars if bar.mappable is drawn or _alike(bar.mappable, drawn)]
    if not own:
        return _unlike(bars[-1].mappable, drawn) if bars else "not there"
    faults = [_astray(bar, drawn) or _cut(bar) or _misplaced(bar) for bar in own]
    return "" if "" in faults else faults[0]


def _unlike(one: Any, other: Any) -> str:
    """What differs between two pictures: the colours that they have, or which numbers have them."""
    colours = not np.array_equal(one.get_cmap()(SHADES), other.get_cmap()(SHADES))
    scale = _limits(one) != _limits(other) or type(one.norm) is not type(other.norm) or not colours
    return "with " + " and ".join(["other colours"] * colours + ["another scale"] * scale)


def _astray(bar: Any, drawn: Any) -> str:
    """The fault of a bar that stands nearer to other axes than to those of the picture; "": it does not."""
    whole = drawn.axes.figure.canvas.figure
    others = [one for one in whole.axes if one is not drawn.axes and getattr(one, "_colorbar", None) is None]
    nearest = min((_gap(bar.ax, one) for one in others), default=np.inf)
    is_nearer = nearest + NEARER * whole.bbox.width < _gap(bar.ax, drawn.axes)
    return "standing beside another picture" if is_nearer else ""


def _gap(one: Any, other: Any) -> float:
    """Pixels between the frames of two axes, 0 where they overlap."""
    apart = np.maximum(one.bbox.min - other.bbox.max, other.bbox.min - one.bbox.max)
    return float(np.hypot(*np.maximum(apart, 0)))


def _cut(bar: Any) -> str:
    """The part of its colours that a bar shows, whichever way up; "": all of them."""
    (low, high), (first, last) = _limits(bar.mappable), sorted(bar.long_axis.get_view_interval())
    left_out = max(first - low, high - last) > CUT * abs(high - low)
    return f"showing {first:.3g} to {last:.3g} alone" if left_out else ""


def _misplaced(bar: Any) -> str:
    """A number along a colour bar that its colour does not stand for; "": all are right, or percentages."""
    marked = [(place, _number_in(label)) for place, label in ticks_on(bar.ax, bar.long_axis)]
    pairs = [(place, number) for place, number in marked if number is not None]
    if not pairs or bar.long_axis.get_offset_text().get_text():
        return ""
    places, numbers = np.array(pairs).T
    low, high = _limits(bar.mappable)
    off = [np.abs(numbers / unit - places) > ROUNDED * abs(high - low) for unit in UNITS]
    if not all(one.any() for one in off):
        return ""
    first = int(off[1].argmax()) if off[1].any() else 0
    return f"saying {numbers[first]:g} at the colour of {places[first]:g}"


def _number_in(label: str) -> float | None:
    """The only number in a label; None where there is none, or there are several."""
    found = re.findall(r"-?[0-9.]*[0-9]+", label.replace("\N{MINUS SIGN}", "-"))
    return float(found[0]) if len(found) == 1 and found[0].count(".") < 2 else None


def _middles(drawn: Any, shape: tuple[int, int]) -> tuple[Any, Any]:
    rows, columns = shape
    if hasattr(drawn, "get_extent"):
        left, right, bottom, top = drawn.get_extent()
        first, last = (top, bottom) if drawn.origin == "upper" else (bottom, top)
        return _spread(left, right, columns), _spread(first, last, rows)
    if not hasattr(drawn, "get_coordinates"):
        across, along = _crossings(drawn)
        return np.unique(across), np.unique(along)
    corners = np.asarray(drawn.get_coordinates(), float)
    if corners.shape[:2] != shape:
        corners = (corners[1:, 1:] + corners[:-1, :-1]) / 2
    return corners[0, :, 0].copy(), corners[:, 0, 1].copy()


def _ends(drawn: Any, x: Any, y: Any) -> Sequence[tuple[float, float]]:
    """Where the outer cells end, along x and along y. A point stands for a cell as wide as the least gap."""
    extent: Any
    if hasattr(drawn, "get_extent"):
        extent = np.reshape(drawn.get_extent(), (2, 2))
    elif hasattr(drawn, "get_coordinates"):
        extent = np.reshape(drawn.get_coordinates(), (-1, 2)).T
    elif _are_patches(drawn):
        extent = np.concatenate([path.get_extents().get_points() for path in _paths(drawn)]).T
    else:
        gaps = [np.diff(middles).min() if len(middles) > 1 else 0 for middles in (x, y)]
        extent = [
            (middles[0] - gap / 2, middles[-1] + gap / 2) for middles, gap in zip((x, y), gaps, strict=True)
        ]
    return [(float(np.min(along)), float(np.max(along))) for along in extent]


def _spread(start: float, end: float, count: int) -> Any:
    return start + (np.arange(count) + 0.5) * (end - start) / max(1, count)
