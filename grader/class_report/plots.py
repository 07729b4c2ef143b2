"""Two pictures, as SVG that takes its colours from the page, and the words that say the same."""

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.class_report.facts import Facts
from grader.class_report.statistics import APART
from grader.wording import points

_FEWEST_DOTS = 3  # fewer are read faster in the table
_SIZE = (5.6, 3.0)  # inches of 72 units: as wide as a telephone, or nearly
# Colours that mean: take the page's own. A policy without inline styles leaves attributes and classes.
_CLASSES = {"#000001": "ink", "#000002": "bar", "#000003": "dot", "#000004": "faint"}
_INK, _BAR, _DOT, _FAINT = _CLASSES
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "grader", "font.size": 10, "axes.edgecolor": _FAINT}
_SETTINGS |= {"text.color": _INK, "axes.labelcolor": _INK, "xtick.color": _INK, "ytick.color": _INK}
_SETTINGS |= {
    "axes.spines.top": False,
    "axes.spines.right": False,
}  # nothing is clipped: clips have random ids
_AS_ATTRIBUTES = {"stroke-width", "stroke-dasharray", "text-anchor", "opacity"}


@dataclass(frozen=True, slots=True)
class Plot:
    """svg: safe to put into a page. described: what it shows, in a sentence or two."""

    title: str
    svg: str
    described: str


def scores_plot(found: Facts) -> Plot | None:
    """How many students have how many points; None: there are not two."""
    scores = [one.score for one in found.students if one.status != "broken"]
    if len(scores) < 2 or not found.points:
        return None
    top = max(found.points, *scores)
    bins = [top * step / 10 for step in range(11)]
    with mpl.rc_context(_SETTINGS):
        figure, axes = _axes("points", "students")
        counts, _, _ = axes.hist(scores, bins=bins, color=_BAR, rwidth=0.92, clip_on=False)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(0, top)
        svg = _svg(figure)
    tallest = [place for place in range(10) if counts[place] == max(counts)]
    described = (
        f"Scores run from {points(min(scores))} to {points(max(scores))} of {points(found.points)} points. "
        f"{_tallest(int(max(counts)), [(bins[place], bins[place + 1]) for place in tallest])}"
    )
    return Plot("How many students have how many points", svg, described)


def _tallest(many: int, bars: Sequence[tuple[float, float]]) -> str:
    """Which bars stand out; two of a height stand out together, and of more it is enough how many."""
    students = f"{many} {'student' if many == 1 else 'students'}"
    places = " and ".join(f"from {points(low)} to {points(high)}" for low, high in bars)
    if len(bars) == 1:
        return f"The tallest bar, {students}, is {places} points."
    if len(bars) == 2:
        return f"The two tallest bars, {students} each, are {places} points."
    return f"{len(bars)} bars are the tallest, with {students} each."


def checks_plot(found: Facts) -> Plot | None:
    """How many pass each check, against how well it tells students apart; None: of few is it known."""
    shown = [(one.passed, one.discrimination) for one in found.checks if one.discrimination is not None]
    pairs = [(passed, telling) for passed, telling in shown if passed is not None and telling is not None]
    if len(pairs) < _FEWEST_DOTS:
        return None
    with mpl.rc_context(_SETTINGS):
        figure, axes = _axes("share of students who pass, %", "discrimination")
        axes.axhline(0, color=_FAINT, linewidth=0.8, clip_on=False)
        xs, ys = [100 * passed for passed, _ in pairs], [telling for _, telling in pairs]
        axes.plot(xs, ys, "o", color=_DOT, markersize=6, alpha=0.7, clip_on=False)
        axes.set_xlim(-3, 103)
        axes.set_ylim(min(-0.1, *ys) - 0.05, 1.05)
        svg = _svg(figure)
    few = "" if len(pairs) == len(found.checks) else f" of {len(found.checks)}"
    described = (
        f"{len(pairs)}{few} checks: those that at least {APART} students pass and {APART} do not. "
        f"Between {min(xs):.0f} and {max(xs):.0f} % pass. "
        f"Discrimination runs from {min(ys):.2f} to {max(ys):.2f}."
    ).replace("-", "\N{MINUS SIGN}")
    return Plot("Checks: how hard, and how telling", svg, described)


def _axes(x: str, y: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    return figure, axes


def _svg(figure: Figure) -> str:
    """Matplotlib's SVG, less what a page's policy forbids or would be there twice. Inside of _SETTINGS."""
    written = io.StringIO()
    with warnings.catch_warnings():
        # Numbers without end leave no room.
        warnings.filterwarnings("ignore", "constrained_layout not applied")
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    inner = text[text.index("<g ") : text.rindex("</svg>")]
    box = re.search(r'viewBox="([^"]+)"', text)
    shown = re.sub(r'(?<= )style="([^"]*)"', lambda found: _attributes(found[1]), inner)
    used = set(re.findall(r'(?:xlink:href="|url\()#([^")]+)', shown))
    plain = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", shown)
    body = plain.replace("xlink:href", "href")
    return f'<svg viewBox="{box[1] if box else ""}" focusable="false" aria-hidden="true">{body}</svg>'


def _attributes(style: str) -> str:
    """ "fill: #000002; stroke-width: 0.8" → class="fill-bar" stroke-width="0.8"."""
    classes, attributes = [], []
    for rule in style.split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name in ("fill", "stroke") and (value in _CLASSES or value == "none"):
            classes.append(f"{name}-{_CLASSES.get(value, value)}")
        elif name in _AS_ATTRIBUTES:
            attributes.append(f'{name}="{value}"')
    return " ".join([f'class="{" ".join(classes)}"', *attributes])


def plots(found: Facts) -> Sequence[Plot]:
    return [plot for plot in (scores_plot(found), checks_plot(found)) if plot]
