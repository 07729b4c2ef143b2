"""What a figure comes to as an answer: a form, and numbers."""

import re
from typing import Any

import numpy as np

from grader.values import Figure, labels_at

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def picture(value: Figure) -> tuple[tuple[Any, ...], list[Any]]:
    """What checks go by; colours, titles and the words of labels are anybody's own."""
    form: list[Any] = ["picture", value.elsewhere > 0, value.own]
    parts: list[Any] = []
    for axes in value.axes:
        form.append((bool(axes.x_label), bool(axes.y_label), axes.pictures, len(axes.legend), axes.others))
        form.append((axes.x_scale, axes.y_scale))
        for one in axes.heat_maps:
            labels = _beside(axes.x_ticks, one.x), _beside(axes.y_ticks, one.y)
            cut = _cut_off(one.x, axes.x_limits), _cut_off(one.y, axes.y_limits)
            colours = one.colour_bar or one.bar_fault, one.even, one.smooth, _alike(one.alike)
            form.append((one.values.shape, labels, *colours, one.covered, cut))
            parts += [one.values, np.array(one.limits)]
        for line in axes.lines:
            form.append(("line", len(line.x), bool(line.label), _renamed(axes.x_ticks, line.x)))
            parts += [line.x, line.y]
        for points in axes.points:
            form.append(("points", len(points.x), bool(points.label)))
            parts += [points.x, points.y, points.values]
        for bars in axes.bars:
            form.append(("bars", len(bars.places), bool(bars.label), bars.upright))
            parts += [bars.places, bars.heights, bars.widths]
    return tuple(form), parts


def _beside(ticks: tuple[tuple[float, str], ...], middles: Numbers) -> tuple[str, ...]:
    """What stands at the cells; where nothing does, whether there are words beside them all the same."""
    labels = tuple(labels_at(ticks, middles))
    words = any(re.search(r"[^\W\d]", label) for _, label in ticks)
    return labels if any(labels) else (*labels, "words elsewhere" if words else "no words")


def _renamed(ticks: tuple[tuple[float, str], ...], places: Numbers) -> bool:
    """Whether the label at a point is another number than its place: texts along x, in place of numbers."""
    labels = zip(labels_at(ticks, places), places, strict=True)
    return any(re.fullmatch(r"\d+", text) and abs(int(text) - place) > 0.1 for text, place in labels)


def _alike(numbers: tuple[float, float]) -> tuple[float, ...]:
    """Which numbers have one colour, to a tenth: two ends are another mistake than a range; () for none."""
    return () if np.isnan(numbers).any() else tuple(round(number, 1) for number in numbers)


def _cut_off(middles: Numbers, limits: tuple[float, float]) -> bool:
    """Whether the axes show less than nine tenths of a cell at the edge; of a single one nobody can tell."""
    if len(middles) < 2:
        return False
    half = 0.4 * float(np.abs(np.diff(middles)).min())
    return bool(middles.min() - half < limits[0] or limits[1] < middles.max() + half)
