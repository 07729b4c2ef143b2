"""Beside the student's code: calls a function, or looks at a variable, and reduces it to plain data.

Reading a figure needs no import of Matplotlib: where nobody has imported it, nobody has drawn.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from grader.values.figures import Drawing, Figure, HeatMap, Ticks
from grader.values.plain import LONGEST_TEXT, NotNumbers, Plain, Word, as_plain

MOST = 20  # axes in a figure, heat maps in axes
MOST_TICKS = 500


def read(value: Any, arguments: Sequence[Any], reads: str) -> Plain:
    """What a call of `value` returns or draws, or `value` itself; reads: as model.Call has it.

    Raises: whatever the student's code raises.
    """
    if reads == "variable":
        return Word(str.__str__(value)[:LONGEST_TEXT]) if isinstance(value, str) else as_plain(value)
    if reads == "figure":
        return drawn(lambda: value(*arguments))
    return as_plain(_called(value, arguments))


def drawn(draw: Callable[[], Any]) -> Plain:
    """The figure that `draw` returns, or an Axes of, or else leaves as the current one.

    It starts from a blank figure, so that what the notebook has open stays as it is. All it opened is closed.
    """
    with _desk() as opened:
        value = draw()
        pyplot = sys.modules.get("matplotlib.pyplot")
        figures = opened()
        found = _figure_of(value)
        if found is None and value is None and pyplot is not None and figures:
            found = pyplot.gcf()
        if found is None:
            return as_plain(value)
        others = sum(other is not found and any(map(_has_data, other.axes)) for other in figures)
        return _facts(found, others)


@contextmanager
def _desk() -> Iterator[Callable[[], list[Any]]]:
    """Yields what tells the figures opened since; closes them in the end. Meanwhile nothing is shown."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    show = pyplot.show if pyplot else None
    if pyplot:
        pyplot.show = _show_nothing  # type: ignore[attr-defined]
        pyplot.figure()

    def opened() -> list[Any]:
        late = sys.modules.get("matplotlib.pyplot")
        managers = sys.modules["matplotlib._pylab_helpers"].Gcf.figs if late else {}
        return [managers[number].canvas.figure for number in _new(late, before)]

    try:
        yield opened
    finally:
        late = sys.modules.get("matplotlib.pyplot")
        if pyplot:
            pyplot.show = show  # type: ignore[attr-defined]
        for number in _new(late, before):
            late.close(number)  # type: ignore[union-attr]


def _new(pyplot: Any, before: set[int]) -> list[int]:
    return [number for number in pyplot.get_fignums() if number not in before] if pyplot else []


def _called(value: Any, arguments: Sequence[Any]) -> Any:
    """What a function returns. Whatever it draws on the way is neither shown nor kept: it costs too much."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return value(*arguments)
    before, show = set(pyplot.get_fignums()), pyplot.show
    pyplot.show = _show_nothing  # type: ignore[attr-defined]
    try:
        return value(*arguments)
    finally:
        pyplot.show = show  # type: ignore[attr-defined]
        for number in _new(pyplot, before):
            pyplot.close(number)


def _show_nothing(*_: Any, **__: Any) -> None: ...


def _figure_of(value: Any) -> Any:
    """A Figure, or that of an Axes, of a grid that holds one, or of the first in a tuple that has one."""
    module = sys.modules.get("matplotlib.figure")
    if module is None:
        return None
    for one in value if isinstance(value, tuple | list) else (value,):
        found = one
        for _ in range(3):  # artist → subfigure → figure
            if isinstance(found, module.Figure):
                return found
            found = getattr(found, "figure", None)
    return None


def _has_data(axes: Any) -> bool:
    return bool(axes.has_data())


def _facts(figure: Any, elsewhere: int) -> Plain:
    figure.draw_without_rendering()  # only now are all ticks placed and labelled
    bars = [axes._colorbar for axes in figure.axes if getattr(axes, "_colorbar", None) is not None]
    shown = [axes for axes in figure.axes if getattr(axes, "_colorbar", None) is None]
    if len(shown) > MOST or any(len(axes.images) + len(axes.collections) > MOST for axes in shown):
        return NotNumbers("a figure too crowded to grade", f"more than {MOST} axes, or images in one")
    return Figure(tuple(_drawing(axes, bars) for axes in shown if axes.get_visible()), elsewhere)


def _drawing(axes: Any, bars: Sequence[Any]) -> Drawing:
    coloured = [one for one in (*axes.images, *axes.collections) if one.get_visible()]
    maps = [_heat_map(one, bars) for one in coloured if _numbers(one) is not None]
    return Drawing(
        title=_text(axes.get_title()),
        x_label=_label(axes, "x"),
        y_label=_label(axes, "y"),
        x_ticks=_ticks(axes, "x"),
        y_ticks=_ticks(axes, "y"),
        inverted=(bool(axes.xaxis_inverted()), bool(axes.yaxis_inverted())),
        heat_maps=tuple(maps),
        pictures=len([one for one in axes.images if one.get_visible()])
        - sum(one in axes.images for one in coloured if _numbers(one) is not None),
        lines=len(axes.lines),
        texts=len(axes.texts),
    )


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
    """What the points of a scatter colour, if one stands at each crossing of rows and columns; or None."""
    x, y = _crossings(drawn)
    columns, rows = np.unique(x), np.unique(y)
    if not values.size == len(x) == len(columns) * len(rows) > 1:
        return None
    grid = np.full((len(rows), len(columns)), np.nan)
    grid[np.searchsorted(rows, y), np.searchsorted(columns, x)] = values.ravel()
    return grid


def _crossings(drawn: Any) -> Any:
    """(2, points): where they stand, less what is but rounding."""
    return np.round(np.ma.filled(np.ma.asarray(drawn.get_offsets(), float), np.nan), 6).T


def _heat_map(drawn: Any, bars: Sequence[Any]) -> HeatMap:
    values = _numbers(drawn)
    x, y = _middles(drawn, values.shape)
    limits, colours = _scale(drawn)
    own = any(bar.mappable is drawn or _scale(bar.mappable) == (limits, colours) for bar in bars)
    return HeatMap(values, x, y, limits, colours, own)


def _scale(mappable: Any) -> tuple[tuple[float, float], str]:
    low, high = mappable.get_clim()
    low, high = (float("nan") if end is None else float(end) for end in (low, high))
    return (low, high), _text(mappable.get_cmap().name)


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
