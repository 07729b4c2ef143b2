"""Beside the student's code: the lines, points and bars in Matplotlib axes → facts, as `figures` has them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.values.artists import can_be_seen, colour_of, in_data, marker_of, numbers_of, style_of, text_of
from grader.values.figures import Bars, Line, Points
from grader.values.heat_maps import is_heat_map

# What no claim can read, in words, by the end of its class's name. Anything else is told by that name.
_KINDS = {
    "LineCollection": "line segments",
    "PolyCollection": "areas",
    "ContourSet": "contours",
    "Rectangle": "rectangles, each with a colour of its own",
    "Polygon": "outlines",
    "Wedge": "slices of a pie",
    "Quiver": "arrows",
    "QuadMesh": "cells without width or height",
}
MOST_SEGMENTS = 20  # of hlines(), vlines() and the like, which are lines; more are a picture of another kind
Look = tuple[str, ...]
Namer = Callable[[Look, str], str]


@dataclass(frozen=True, slots=True)
class Plotted:
    lines: tuple[Line, ...]
    points: tuple[Points, ...]
    bars: tuple[Bars, ...]
    others: tuple[str, ...]


@dataclass(slots=True)
class _Family:
    """Whose label a part of something larger has; parts that are no more than its ornament; bars."""

    labels: dict[int, str] = field(default_factory=dict)
    ornament: set[int] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)
    bars: list[Any] = field(default_factory=list)


def size(axes: Any) -> int:
    """How many points, bars and patches there are, before any is copied."""
    lines = sum(np.size(line.get_xdata(orig=False)) for line in axes.lines)
    apart = sum(len(path.vertices) for one in axes.collections for path in _paths(one))
    return int(lines + apart + sum(len(one.get_offsets()) for one in axes.collections) + len(axes.patches))


def plotted(axes: Any, legends: Sequence[Any]) -> Plotted:
    """All of it that can be seen. legends: those that explain these axes."""
    family, named = _family(axes), _names(legends)

    def label(drawn: Any) -> str:
        return named(_look(drawn), family.labels.get(id(drawn), text_of(drawn.get_label())))

    drawn = [one for one in axes.lines if can_be_seen(one) and id(one) not in family.ornament]
    joined = [_line(one, axes, label(one)) for one in drawn if style_of(one)]
    several = [one for one in axes.collections if _is_several(one) and id(one) not in family.ornament]
    joined += [line for one in several for line in _several(one, axes, label(one))]
    loose = [_markers(one, axes, label(one)) for one in drawn if not style_of(one) and marker_of(one)]
    loose += [_scatter(one, axes, label(one)) for one in axes.collections if _is_scatter(one)]
    bars = [_bars(one, named) for one in family.bars if any(map(can_be_seen, one))]
    bars += [_stairs(one, label(one)) for one in axes.patches if _is_stairs(one) and can_be_seen(one)]
    others = dict.fromkeys((*family.kinds, *_others(axes, family)))
    return Plotted(tuple(joined), tuple(loose), tuple(bars), tuple(others))


def _family(axes: Any) -> _Family:
    found = _Family()
    for one in axes.containers:
        label = text_of(one.get_label() or "")
        if hasattr(one, "markerline"):  # of stem()
            found.labels[id(one.markerline)] = label
            found.ornament |= {id(one.baseline), id(one.stemlines)}
            found.kinds.append("stems")
        elif hasattr(one, "has_yerr"):  # of errorbar()
            data, caps, bars = one.lines
            found.labels[id(data)] = label
            found.ornament |= {id(part) for part in (*caps, *bars)}
            found.kinds.append("error bars")
        elif hasattr(one, "orientation"):  # of bar(), barh() or hist()
            found.bars.append(one)
            found.ornament |= set(map(id, one))
    return found


def _others(axes: Any, family: _Family) -> Iterator[str]:
    """The kinds of what nothing else here tells."""
    patches = [one for one in axes.patches if not _is_stairs(one)]
    told = _is_scatter, _is_several, is_heat_map
    patches += [one for one in axes.collections if not any(is_told(one) for is_told in told)]
    for one in (*patches, *axes.artists, *axes.tables):
        if can_be_seen(one) and id(one) not in family.ornament:
            kind = type(one).__name__
            yield next((words for end, words in _KINDS.items() if kind.endswith(end)), text_of(kind))


def _is_stairs(patch: Any) -> bool:
    return type(patch).__name__ == "StepPatch"


def _is_scatter(drawn: Any) -> bool:
    return type(drawn).__name__ == "PathCollection" and can_be_seen(drawn)


def _is_several(drawn: Any) -> bool:
    """Whether it is what hlines(), vlines() or a LineCollection draws: a few lines."""
    return 0 < len(_paths(drawn)) <= MOST_SEGMENTS and can_be_seen(drawn)


def _paths(drawn: Any) -> list[Any]:
    if type(drawn).__name__ != "LineCollection":
        return []
    return [path for path in drawn.get_paths() if len(path.vertices)]


# --- what a legend calls it ---


def _names(legends: Sequence[Any]) -> Namer:
    """What a thing is called, by its look and its own label: by the legends' words where they have it."""
    entries = [
        (_look(handle), text_of(text.get_text()))
        for legend in legends
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False)
    ]

    def named(look: Look, own: str) -> str:
        own = "" if own.startswith("_") else own
        if own and any(own == text for _, text in entries):
            return own
        return next((text for seen, text in entries if seen == look), own)

    return named


def _look(drawn: Any) -> Look:
    if drawn is None:
        return ()
    if hasattr(drawn, "get_xdata"):
        return "line", colour_of(drawn), style_of(drawn), marker_of(drawn)
    return "points" if hasattr(drawn, "get_offsets") else "bars", colour_of(drawn)


# --- lines, points, bars ---


def _line(line: Any, axes: Any, label: str) -> Line:
    style, marker = text_of(style_of(line)), marker_of(line)
    return Line(*_places(line, axes), label=label, colour=colour_of(line), style=style, marker=marker)


def _several(drawn: Any, axes: Any, label: str) -> list[Line]:
    places = [numbers_of(path.vertices) for path in _paths(drawn)]
    lines = [in_data(one[:, 0], one[:, 1], drawn.get_transform(), axes) for one in places]
    style = "-" if all(dashes is None for _, dashes in drawn.get_linestyle()) else "--"
    return [Line(*line, label=label, colour=colour_of(drawn), style=style, marker="") for line in lines]


def _places(line: Any, axes: Any) -> tuple[Any, Any]:
    x, y = (numbers_of(side) for side in (line.get_xdata(orig=False), line.get_ydata(orig=False)))
    return in_data(x.ravel(), y.ravel(), line.get_transform(), axes)


def _markers(line: Any, axes: Any, label: str) -> Points:
    x, y = _places(line, axes)
    sizes = np.full(len(x), float(line.get_markersize()) ** 2)
    return Points(x, y, np.empty(0), sizes, label=label, colour=colour_of(line))


def _scatter(drawn: Any, axes: Any, label: str) -> Points:
    places = numbers_of(drawn.get_offsets()).reshape(-1, 2)
    x, y = in_data(places[:, 0], places[:, 1], drawn.get_offset_transform(), axes)
    values, sizes = (np.empty(0) if one is None else numbers_of(one).ravel() for one in _more(drawn))
    values = values if len(values) == len(x) else np.empty(0)
    sizes = np.resize(sizes if len(sizes) else np.zeros(1), len(x))
    return Points(x, y, values, sizes, label=label, colour="" if len(values) else colour_of(drawn))


def _more(drawn: Any) -> tuple[Any, Any]:
    """What a scatter's colours stand for, and the areas of its markers."""
    return drawn.get_array(), drawn.get_sizes()


def _bars(container: Any, named: Namer) -> Bars:
    upright = container.orientation != "horizontal"
    bars = list(container)
    boxes = np.array([[one.get_x(), one.get_y(), one.get_width(), one.get_height()] for one in bars], float)
    left, bottom, width, height = boxes.reshape(-1, 4).T
    colours = {colour_of(one) for one in bars}
    label = named(_look(bars[0]), text_of(container.get_label() or ""))
    start, along, foot, tall = (left, width, bottom, height) if upright else (bottom, height, left, width)
    return Bars(
        start + along / 2, tall, abs(along), foot,
        upright=upright, label=label, colour=colours.pop() if len(colours) == 1 else "",
    )  # fmt: skip


def _stairs(patch: Any, label: str) -> Bars:
    """Of stairs(), which draws a histogram's outline."""
    data = patch.get_data()
    heights, edges = numbers_of(data.values), numbers_of(data.edges)
    bottoms = np.broadcast_to(numbers_of(0 if data.baseline is None else data.baseline), heights.shape).copy()
    upright = patch.orientation != "horizontal"
    return Bars(
        (edges[1:] + edges[:-1]) / 2, heights - bottoms, np.diff(edges), bottoms,
        upright=upright, label=label, colour=colour_of(patch),
    )  # fmt: skip
