"""Beside the student's code: what the colours of a heat map tell, and where they are to be seen."""

import math
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.values.artists import FAINTEST, can_be_seen

SHADES = np.linspace(0, 1, 401)  # of a colour scale, compared with one another
FAR = 41  # of these steps: more than a tenth of the scale, so that ten even colours are enough
COARSE = 10  # of these steps: as many shades as are looked at for colours that are nearly the same
LEAST = 0.12  # part of red, green or blue by which both ends of a scale differ at least; others in proportion
MOST_PIXELS = 4_000_000  # of a figure; a larger one is not painted
WITHIN = (0, -0.3, 0.3, -0.42, 0.42)  # from a cell's middle, in cells: where its colour is looked for
NONE = math.nan, math.nan

Pairs = tuple[tuple[int, int], ...]


def alike(drawn: Any, low: float, high: float) -> tuple[float, float]:
    """Two numbers more than a tenth of the scale apart whose colours look the same; NONE: there are none."""
    if not math.isfinite(high - low):
        return NONE
    numbers = low + SHADES * (high - low)
    try:
        colours = _on_paper(drawn.get_cmap()(drawn.norm(numbers)), _paper(drawn.axes))
    except ValueError:  # of ends that a scale cannot have, which Matplotlib tells when it draws
        return NONE
    found = _nearly_same(colours[::COARSE]) or _same(colours)
    return (float(numbers[found[0]]), float(numbers[found[1]])) if found else NONE


def _same(colours: Any) -> tuple[int, ...]:
    """Two places in (n, 3) colours that are FAR from one another and have one colour; (): there are none."""
    first: dict[bytes, int] = {}
    for place, colour in enumerate(np.round(colours, 9)):
        if place - (start := first.setdefault(colour.tobytes(), place)) >= FAR:
            return start, place
    return ()


def _nearly_same(colours: Any) -> tuple[int, ...]:
    """As _same, of (n, 3) colours of which each stands for COARSE."""
    one, other = np.triu_indices(len(colours), FAR // COARSE + 1)
    due = LEAST * (other - one) / (len(colours) - 1)
    differ = np.abs(colours[one] - colours[other]).max(axis=1) - due
    worst = differ.argmin()
    return (int(one[worst]) * COARSE, int(other[worst]) * COARSE) if differ[worst] < 0 else ()


def _on_paper(colours: Any, paper: Any) -> Any:
    """(…, 4) → (…, 3): what is to be seen of them."""
    opacity = colours[..., 3:]
    return opacity * colours[..., :3] + (1 - opacity) * paper


def _paper(axes: Any) -> Any:
    colors: Any = sys.modules["matplotlib.colors"]
    return _on_paper(np.array(colors.to_rgba(axes.get_facecolor())), np.ones(3))


def covered(drawn: Any, values: Any, x: Any, y: Any, ends: Any) -> Pairs:
    """Rows and columns of cells whose own colour is nowhere to be seen, as something else is over it.

    values: (rows, columns). x, y: the middles of columns and rows. ends: where the outer cells end, along
    both. The figure is painted only if there is something that might be over it.
    """
    pixels = _painted(drawn) if np.isfinite(values).any() else None
    if pixels is None:
        return ()
    opacity = drawn.get_alpha() if np.size(drawn.get_alpha()) == 1 else None
    coloured = drawn.to_rgba(np.ma.masked_invalid(values), alpha=opacity)
    due = _on_paper(coloured, _paper(drawn.axes))
    hidden, looked = np.isfinite(values), np.zeros(values.shape, bool)
    for right in WITHIN:
        for up in WITHIN:
            across, along = x + right * _sizes(x, ends[0]), y + up * _sizes(y, ends[1])
            at = np.stack(np.meshgrid(across, along), axis=-1).reshape(-1, 2)
            places = drawn.axes.transData.transform(at).reshape(*values.shape, 2)
            inside, colours = _colours_at(places, pixels, drawn.axes)
            looked |= inside
            hidden &= ~(inside & (np.abs(colours - due).max(axis=-1) <= FAINTEST))
    return tuple((int(row), int(column)) for row, column in np.argwhere(hidden & looked))


def _sizes(middles: Any, ends: Any) -> Any:
    """How wide each cell is, by its middle and where the one before it ends."""
    order, edge = np.argsort(middles), ends[0]
    sizes = np.empty(len(middles))
    for place in order:
        sizes[place] = 2 * (middles[place] - edge)
        edge = middles[place] + sizes[place] / 2
    return np.maximum(sizes, 0)


def _colours_at(places: Any, pixels: Any, axes: Any) -> tuple[Any, Any]:
    """Which of these places the axes show, and the colours there: (…,) and (…, 3)."""
    low, high = axes.bbox.get_points()
    shown = ((low < places) & (places < high)).all(axis=-1)
    height, width = pixels.shape[:2]
    across, up = np.nan_to_num(places[..., 0]), np.nan_to_num(places[..., 1])
    rows, columns = np.clip(height - 1 - up, 0, height - 1), np.clip(across, 0, width - 1)
    return shown, pixels[rows.astype(int), columns.astype(int)]


def _painted(drawn: Any) -> Any:
    """(height, width, 3): the figure's pixels; None if nothing can be over the cells, or it is too large."""
    figure = drawn.axes.figure.canvas.figure
    width, height = map(int, figure.bbox.size)
    if not any(_overlays(drawn, figure)) or width * height > MOST_PIXELS:
        return None
    backend: Any = sys.modules.get("matplotlib.backends.backend_agg")
    if backend is None:
        return None
    renderer = backend.RendererAgg(width, height, figure.dpi)
    figure.draw(renderer)
    return _on_paper(np.asarray(renderer.buffer_rgba()) / 255, np.ones(3))


def _overlays(drawn: Any, figure: Any) -> Iterator[bool]:
    """Whether there is anything that may be over the cells: in these axes, in others, in the figure."""
    axes = drawn.axes
    for one in (axes.images, axes.collections, axes.patches, axes.lines, axes.artists, axes.tables):
        yield any(part is not drawn and can_be_seen(part) for part in one)
    yield any(can_be_seen(text) and text.get_bbox_patch() is not None for text in axes.texts)
    for one in (axes.child_axes, figure.legends, figure.texts, figure.patches, figure.lines, figure.images):
        yield bool(one)
    yield axes.get_legend() is not None or bool(figure.artists)
    others = (one for one in figure.axes if one is not axes and one.get_visible())
    yield any(one.bbox.overlaps(axes.bbox) for one in others)
