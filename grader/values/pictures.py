"""Beside the student's code: a Matplotlib figure → facts, as `figures` has them.

It needs no import of Matplotlib: where nobody has imported it, nobody has drawn.
"""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.values.figures import Drawing, Figure, HeatMap, Ticks
from grader.values.plain import LONGEST_TEXT, NotNumbers, Plain

MOST = 20  # axes in a figure, heat maps in axes
MOST_TICKS = 500
MOST_PATCHES = 10_000
SHADES = np.linspace(0, 1, 9)  # of a colour scale, compared with those of a colour bar


def facts(figure: Any, elsewhere: int, own: bool) -> Plain:
    """What can be seen in a figure; elsewhere and own are as figures.Figure has them."""
    figure.draw_without_rendering()  # only now are all ticks placed and labelled
    bars = [axes._colorbar for axes in figure.axes if getattr(axes, "_colorbar", None) and axes.get_visible()]
    shown = [axes for axes in figure.axes if getattr(axes, "_colorbar", None) is None]
    if len(shown) > MOST or any(len(axes.images) + len(axes.collections) > MOST for axes in shown):
        return NotNumbers("a figure too crowded to grade", f"more than {MOST} axes, or images in one")
    return Figure(tuple(_drawing(axes, bars) for axes in shown if axes.get_visible()), elsewhere, own)


def _drawing(axes: Any, bars: Sequence[Any]) -> Drawing:
    coloured = [one for one in (*axes.images, *axes.collections) if _can_be_seen(one)]
    maps = [_heat_map(one, bars) for one in coloured if _numbers(one) is not None]
    return Drawing(
        title=_text(axes.get_title()),
        x_label=_label(axes, "x"),
        y_label=_label(axes, "y"),
        x_ticks=_ticks(axes, "x"),
        y_ticks=_ticks(axes, "y"),
        inverted=(bool(axes.xaxis_inverted()), bool(axes.yaxis_inverted())),
        heat_maps=tuple(maps),
        pictures=len([one for one in axes.images if _can_be_seen(one)])
        - sum(one in axes.images for one in coloured if _numbers(one) is not None),
        lines=len(axes.lines),
        texts=len(axes.texts),
    )


def _can_be_seen(drawn: Any) -> bool:
    opacity = drawn.get_alpha()
    return bool(drawn.get_visible() and (opacity is None or np.max(opacity) > 0))


def _numbers(drawn: Any) -> Any:
    """(rows, columns), nan where masked; None: it colours no grid of numbers."""
    array = drawn.get_array()
    if array is None:
        return None
    values = np.ma.filled(np.ma.asarray(array).astype(float), np.nan)
    if hasattr(drawn, "get_extent"):
        return values if values.ndim == 2 else None
    if not hasattr(drawn, "get_coordinates"):
        return _points(drawn, values)
    rows, columns = (side - 1 for side in drawn.get_coordinates().shape[:2])
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
        boxes = [path.get_extents() for path in drawn.get_paths()[:MOST_PATCHES]]
        places = np.array([(box.min + box.max) / 2 for box in boxes]).reshape(-1, 2)
    return np.round(places, 6).T


def _are_patches(drawn: Any) -> bool:
    """Whether it draws each path where the path itself says, as a PatchCollection does."""
    patches = sys.modules.get("matplotlib.collections")
    return patches is not None and isinstance(drawn, patches.PatchCollection | patches.PolyCollection)


def _heat_map(drawn: Any, bars: Sequence[Any]) -> HeatMap:
    values = _numbers(drawn)
    x, y = _middles(drawn, values.shape)
    explained = any(bar.mappable is drawn or _alike(bar.mappable, drawn) for bar in bars)
    even = np.size(drawn.get_alpha()) <= 1 or bool(np.ptp(drawn.get_alpha()) == 0)
    return HeatMap(values, x, y, _limits(drawn), _text(drawn.get_cmap().name), explained, even)


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


def _spread(start: float, end: float, count: int) -> Any:
    return start + (np.arange(count) + 0.5) * (end - start) / max(1, count)


def _ticks(axes: Any, which: str) -> Ticks:
    """Places and labels along "x" or "y", as they can be read; those of twin axes (twinx, twiny), too."""
    found = _ticks_on(axes, getattr(axes, f"{which}axis"))
    along = 0 if which == "x" else 1
    for twin in _twins(axes):
        across = twin.transData + axes.transData.inverted()
        for place, text in _ticks_on(twin, getattr(twin, f"{which}axis")):
            found.append((float(across.transform((place, place))[along]), text))
    return tuple(found)


def _twins(axes: Any) -> list[Any]:
    """What twinx and twiny laid over these axes."""
    return [one for one in axes._twinned_axes.get_siblings(axes) if one is not axes and one.get_visible()]


def _ticks_on(axes: Any, axis: Any) -> list[tuple[float, str]]:
    """The labels of one axis that are visible, not empty, and within the axes."""
    if not axes.axison or not axis.get_visible():
        return []
    low, high = sorted(axis.get_view_interval())
    edge = 1e-6 * (high - low)
    found = []
    for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())[:MOST_TICKS]:
        labels = [label for label in (tick.label1, tick.label2) if label.get_visible()]
        text = next((label.get_text() for label in labels if label.get_text()), "")
        if text and low - edge <= tick.get_loc() <= high + edge:
            found.append((float(tick.get_loc()), _text(text)))
    return found


def _label(axes: Any, which: str) -> str:
    """The name of "x" or "y", where need be on the other side, by twin axes."""
    for one in (axes, *_twins(axes)):
        axis = getattr(one, f"{which}axis")
        if one.axison and axis.get_visible() and axis.label.get_visible() and axis.get_label_text():
            return _text(axis.get_label_text())
    return ""


def _text(text: Any) -> str:
    return str.__str__(text).strip()[:LONGEST_TEXT]
