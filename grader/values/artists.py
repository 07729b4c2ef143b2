"""Beside the student's code: what anything that Matplotlib draws can tell of itself."""

import sys
from typing import Any

import numpy as np

LONGEST_LABEL = 200  # characters
MOST_TICKS = 500
FAINTEST = 0.05  # part of red, green and blue by which ink and paper differ at least, to be told apart
THINNEST = 0.05  # points
_NONE = ("none", "", " ")  # how Matplotlib names no line and no marker, in small letters


def can_be_seen(drawn: Any) -> bool:
    opacity = drawn.get_alpha()
    return bool(drawn.get_visible() and (opacity is None or np.size(opacity) == 0 or np.max(opacity) > 0))


def stands_out(text: Any, axes: Any) -> bool:
    """Whether a text beside these axes has another colour than the paper that it is written on."""
    colors: Any = sys.modules["matplotlib.colors"]
    *ink, opacity = colors.to_rgba(text.get_color())
    *paper, covering = colors.to_rgba(axes.figure.get_facecolor())
    return bool(opacity > 0 and (covering < 1 or np.abs(np.subtract(ink, paper)).max() > FAINTEST))


def text_of(text: Any) -> str:
    return str.__str__(text).strip()[:LONGEST_LABEL]


def numbers_of(values: Any) -> Any:
    """As floats, nan where masked."""
    return np.ma.filled(np.ma.asarray(values).astype(float), np.nan)


def style_of(line: Any) -> str:
    """ "" for no line."""
    colors: Any = sys.modules["matplotlib.colors"]
    style = str(line.get_linestyle())
    inked = line.get_linewidth() > THINNEST and colors.to_rgba(line.get_color())[-1] > 0
    return style if inked and style.lower() not in _NONE else ""


def marker_of(line: Any) -> str:
    """ "" for no marker."""
    marker = line.get_marker()
    return "" if marker is None or str(marker).lower() in _NONE else text_of(str(marker))


def colour_of(drawn: Any) -> str:
    """ "#1f77b4"; "" where there are several, or none."""
    if hasattr(drawn, "get_color"):
        given = drawn.get_color()
        return _named(given if isinstance(given, np.ndarray) and given.ndim == 2 else [given])  # of several
    faces = drawn.get_facecolor()
    return _named(faces if np.size(faces) else drawn.get_edgecolor())


def _named(colours: Any) -> str:
    colors: Any = sys.modules["matplotlib.colors"]
    names = {str(colors.to_hex(colour)) for colour in colors.to_rgba_array(colours)}
    return names.pop() if len(names) == 1 else ""


def in_data(x: Any, y: Any, drawn_by: Any, axes: Any) -> tuple[Any, Any]:
    """Where points are in data coordinates, which are drawn by another transform: axhline's, for example."""
    if drawn_by == axes.transData:
        return x, y
    places = (drawn_by - axes.transData).transform(np.column_stack([x, y]))
    return numbers_of(places[:, 0]), numbers_of(places[:, 1])


def ticks_on(axes: Any, axis: Any) -> list[tuple[float, str]]:
    """The labels of one axis that can be seen, are not empty, and stand within its limits."""
    if not axes.axison or not axis.get_visible():
        return []
    low, high = sorted(axis.get_view_interval())
    edge = 1e-6 * (high - low)
    found = []
    for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())[:MOST_TICKS]:
        both = [label for label in (tick.label1, tick.label2) if label.get_visible()]
        labels = [label for label in both if tick.get_pad() < 0 or stands_out(label, axes)]
        text = next((label.get_text() for label in labels if label.get_text()), "")
        if text and low - edge <= tick.get_loc() <= high + edge:
            found.append((float(tick.get_loc()), text_of(text)))
    return found
