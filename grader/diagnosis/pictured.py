"""What a figure comes to as an answer: a form, and numbers."""

import re
from collections.abc import Iterator
from itertools import product
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


def as_labelled(own: tuple[Any, Numbers], due: tuple[Any, Numbers]) -> tuple[Any, Numbers]:
    """A picture of one heat map, turned to stand as the right one does, where its labels tell how; as it is,
    where they do not, or it is none.
    """
    if not (is_one_heat_map(own[0]) and is_one_heat_map(due[0])):
        return own
    found = [one for one in _turned(*own) if one[0][5][:2] == due[0][5][:2]]
    right = [one for one in found if np.allclose(one[1], due[1], rtol=0, atol=1e-5, equal_nan=True)]
    return next(iter(right + found), own)


def same_words(own: tuple[Any, ...], due: tuple[Any, ...]) -> bool:
    """Whether two pictures of one heat map have the same words at their cells, which can be compared then."""
    return is_one_heat_map(own) and is_one_heat_map(due) and own[5][1] == due[5][1]


def is_one_heat_map(form: tuple[Any, ...]) -> bool:
    return form[0] == "picture" and len(form) == 6 and isinstance(form[5][0], tuple)


def _turned(form: tuple[Any, ...], numbers: Numbers) -> Iterator[tuple[Any, Numbers]]:
    """All ways round: rows for columns, from the other end. What has a label at each cell keeps it."""
    shape, labels, *looks, covered, cut = form[5]
    if any(len(words) != size for words, size in zip(labels, shape[::-1], strict=True)):
        return
    end = int(np.prod(shape))
    hidden = np.zeros(shape, bool)
    hidden[tuple(np.array(covered, int).reshape(-1, 2).T)] = True
    cells = numbers[:end].reshape(shape)
    for grid, under, (columns, rows) in ((cells, hidden, labels), (cells.T, hidden.T, labels[::-1])):
        for down, along in product((1, -1), repeat=2):
            places = tuple(map(tuple, np.argwhere(under[::down, ::along]).tolist()))
            told = grid.shape, (columns[::along], rows[::down]), *looks, places, cut
            yield (*form[:5], told), np.concatenate([grid[::down, ::along].ravel(), numbers[end:]])


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
