"""Beside the student's code: a Matplotlib figure → facts, as `figures` has them.

It needs no import of Matplotlib: where nobody has imported it, nobody has drawn.
"""

import re
from collections.abc import Sequence
from typing import Any

from grader.values.artists import can_be_seen, stands_out, text_of, ticks_on
from grader.values.figures import (
    KINDS,
    MOST_DRAWN,
    MOST_IN_ALL,
    MOST_POINTS,
    MOST_TEXTS,
    Axes,
    Drawn,
    Figure,
    Ticks,
)
from grader.values.heat_maps import heat_maps, is_heat_map
from grader.values.plain import NotNumbers, Plain, unreadable
from grader.values.plotted import plotted, size

MOST = 20  # axes in a figure, images in axes
TOO_CROWDED = "a figure too crowded to grade"


def facts(figure: Any, elsewhere: int, own: bool) -> Plain:
    """What can be seen in a figure; elsewhere and own are as figures.Figure has them."""
    try:
        figure.draw_without_rendering()  # only now are all ticks placed and labelled
    except Exception as error:
        return unreadable("a figure that cannot be drawn", error)
    insets = [inset for axes in figure.axes for inset in axes.child_axes]
    every = [*figure.axes, *insets]
    bars = [axes._colorbar for axes in every if getattr(axes, "_colorbar", None) and axes.get_visible()]
    drawn_in = [*figure.axes, *(inset for inset in insets if inset.has_data())]
    shown = [axes for axes in drawn_in if getattr(axes, "_colorbar", None) is None]
    if len(shown) > MOST:
        return NotNumbers(TOO_CROWDED, f"more than {MOST} axes")
    for axes in shown:
        if why := _refused(axes):
            return why
    if sum(len(one) for axes in shown for one in (axes.images, *_plots(axes))) > MOST_IN_ALL:
        return NotNumbers(TOO_CROWDED, f"more than {MOST_IN_ALL} lines, or the like")
    if sum(map(size, shown)) > MOST_POINTS:
        return NotNumbers(TOO_CROWDED, f"more than {MOST_POINTS} points and bars")
    legends = [one for one in figure.legends if can_be_seen(one)]
    found = Drawn(KINDS["axes"], tuple(_axes(axes, bars, legends) for axes in shown if axes.get_visible()))
    return Figure(found, title=text_of(figure.get_suptitle()), elsewhere=elsewhere, own=own)


def _refused(axes: Any) -> NotNumbers | None:
    if axes.name == "3d":
        return NotNumbers("a figure in three dimensions", "only flat ones can be graded")
    meshes = [one for one in axes.collections if hasattr(one, "get_coordinates")]
    if len(axes.images) + len(meshes) > MOST:
        return NotNumbers(TOO_CROWDED, f"more than {MOST} images in one pair of axes")
    if max(map(len, _plots(axes))) > MOST_DRAWN:
        return NotNumbers(TOO_CROWDED, f"more than {MOST_DRAWN} lines, or the like, in one pair of axes")
    if len(axes.texts) > MOST_TEXTS:
        return NotNumbers(TOO_CROWDED, f"more than {MOST_TEXTS} texts in one pair of axes")
    return None


def _plots(axes: Any) -> tuple[Any, Any, Any]:
    return axes.lines, axes.collections, axes.containers


def _axes(axes: Any, bars: Sequence[Any], legends: Sequence[Any]) -> Axes:
    own = [one.get_legend() for one in (axes, *_twins(axes))]
    explained = [one for one in own if one is not None and can_be_seen(one)] + list(legends)
    there = plotted(axes, explained)
    images = [one for one in axes.images if can_be_seen(one)]
    return Axes(
        title=next(filter(None, (text_of(axes.get_title(side)) for side in ("center", "left", "right"))), ""),
        x_label=_label(axes, "x"),
        y_label=_label(axes, "y"),
        x_ticks=_ticks(axes, "x"),
        y_ticks=_ticks(axes, "y"),
        x_scale=text_of(axes.get_xscale()),
        y_scale=text_of(axes.get_yscale()),
        x_limits=_ends(axes.get_xlim()),
        y_limits=_ends(axes.get_ylim()),
        inverted=(bool(axes.xaxis_inverted()), bool(axes.yaxis_inverted())),
        box=_box(axes),
        heat_maps=Drawn(KINDS["heat_maps"], heat_maps(axes, bars)),
        lines=Drawn(KINDS["lines"], there.lines),
        points=Drawn(KINDS["points"], there.points),
        bars=Drawn(KINDS["bars"], there.bars),
        legend=tuple(text_of(text.get_text()) for one in explained for text in one.get_texts())[:MOST_TEXTS],
        texts=tuple(text_of(one.get_text()) for one in axes.texts if can_be_seen(one) and one.get_text()),
        pictures=sum(not is_heat_map(one) for one in images),
        others=there.others[:MOST_DRAWN],
        unseen=any(map(_unseen, (axes.xaxis, axes.yaxis))),
    )


def _box(axes: Any) -> tuple[float, float, float, float]:
    """As fractions of the whole figure, of which axes may have a part alone (`subfigures`)."""
    whole = axes.figure.canvas.figure.transFigure
    left, bottom, right, top = map(float, axes.bbox.transformed(whole.inverted()).extents)
    return left, bottom, right, top


def _ends(limits: Any) -> tuple[float, float]:
    low, high = sorted(map(float, limits))
    return low, high


def _ticks(axes: Any, which: str) -> Ticks:
    """Places and labels along "x" or "y", as they can be read; those of twin axes (twinx, twiny), too."""
    found = ticks_on(axes, getattr(axes, f"{which}axis"))
    along = 0 if which == "x" else 1
    for twin in _twins(axes):
        across = twin.transData + axes.transData.inverted()
        for place, text in ticks_on(twin, getattr(twin, f"{which}axis")):
            found.append((float(across.transform((place, place))[along]), text))
    return tuple(found)


def _twins(axes: Any) -> list[Any]:
    """What twinx and twiny laid over these axes."""
    return [one for one in axes._twinned_axes.get_siblings(axes) if one is not axes and one.get_visible()]


def _unseen(axis: Any) -> bool:
    """Whether it has words, as labels or as its name, and is hidden, or all of its labels are."""
    axis.get_majorticklabels()  # which gives an axis that is hidden its labels
    ticks = [label for tick in axis.get_major_ticks() for label in (tick.label1, tick.label2)]
    words = any(re.search(r"[^\W\d]", one.get_text()) for one in ticks)
    if not (axis.axes.axison and axis.get_visible()):
        return bool(words or text_of(axis.get_label_text()))
    return words and not any(one.get_visible() and stands_out(one, axis.axes) for one in ticks)


def _label(axes: Any, which: str) -> str:
    """The name of "x" or "y", where need be on the other side, by twin axes."""
    for one in (axes, *_twins(axes)):
        axis = getattr(one, f"{which}axis")
        shown = one.axison and axis.get_visible() and axis.label.get_visible() and stands_out(axis.label, one)
        if shown and (name := text_of(axis.get_label_text())):
            return name
    return ""
