"""What a check may claim about a figure, whichever plotting functions drew it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from grader.checks.assertions import assert_close, assert_shape, assert_that, shown
from grader.checks.equality import assert_equal
from grader.values import Axes, Figure, HeatMap, Line, labels_at, place_of
from grader.wording import NEW_FIGURE, NEXT_FIGURE

# By the first word of a colour bar's fault, where that says more than that there is none.
_OF_A_BAR = {
    "with": "From what was your bar made? Has it the picture's colours, for the same numbers?",
    "standing": "Beside which picture does your bar stand, and which argument puts it there?",
    "showing": "Which colours of the picture does your bar lack, and which line sets where its axis ends?",
    "saying": "Which line writes the numbers along your bar? Which numbers have these colours?",
}
_SUBPLOTS = "How many figures do you make, and how many subplots does the one that you return have?"
_IN_ROWS = "How many rows of subplots does your code ask for, and how many columns?"
_COVERED = "Which line says where the second subplot stands, and is there another one already?"
_NO_BAR = "Which call makes a colour bar, and is it made for every picture?"
_FLAT = "Where does each cell begin and end, and who says so where there is only one along an axis?"
_UNLABELLED = (
    "Run it and look at that axis. Which line sets its labels, and does that line, or a later one, leave "
    "some out?"
)
_TURNED = "How many rows and columns of cells are there, and which of the two are for which words?"
_LEGEND = "From where does the legend take its words?"
_SIGHT = "Which line sets where this axis begins and ends?"
_SIDES = "What does the task want on which side?"
_SCALE = "Where along y are 1, 0.1 and 0.01, and which call decides that?"
_ENDS = "Which numbers have the two outermost colours of your scale?"


def assert_new(figure: Figure, *, so: str = "") -> None:
    """The call that gave the figure made it, too. so: what comes of it that it did not."""
    got, due = f"that of the first{so and ', '}{so}", "a new one"
    assert_that(figure.own, what=NEXT_FIGURE, got=got, expected=due, question=NEW_FIGURE)


def assert_axes(
    figure: Figure, count: int, *, new: bool = False, named: bool = False, beside: bool = False, has: str = ""
) -> list[Axes]:
    """The figure has so many pairs of axes, those of colour bars left out; they, from left to right.

    new, named, beside: it and they are also as `assert_new`, `assert_named` and `assert_beside` have it.
    has: beside each other, and what each has, from left to right: "lines heat_maps".
    """
    assert_equal(
        len(figure.axes), count, what="how many subplots there are, colour bars left out", question=_SUBPLOTS
    )
    found = sorted(figure.axes, key=lambda axes: axes.box[0])
    if new:
        assert_new(figure)
    if named:
        assert_named(*found)
    if beside or has:
        assert_beside(*found)
    for place, (one, kind) in enumerate(zip(found, has.split(), strict=False)):
        what = f"{kind.replace('_', ' ')} in subplot {place + 1} from the left"
        assert_that(len(getattr(one, kind)) > 0, what=what, got="none", expected="one", question=_SIDES)
    return found


def assert_beside(*axes: Axes) -> None:
    """Each of these stands to the left of the next, and no part of it above, below or behind that."""
    for left, right in pairwise(axes):
        apart = left.box[1] >= right.box[3] or right.box[1] >= left.box[3]
        got, question = (
            ("one above the other", _IN_ROWS) if apart else ("one covers part of the other", _COVERED)
        )
        standing = left.box[2] <= right.box[0]
        assert_that(standing, what="the subplots", got=got, expected="side by side", question=question)


def assert_named(*axes: Axes) -> None:
    """Each of these has a name at both its axes."""
    names = [name for one in axes for name in (one.x_label, one.y_label)]
    assert_that(all(names), what="names of the axes", got=names, expected="a name for each")


def assert_covers(limits: tuple[float, float], numbers: Any, *, what: str, question: str = "") -> None:
    """All these numbers lie within the limits of an axis."""
    low, high = float(np.min(numbers)), float(np.max(numbers))
    seen = " to ".join(map(shown, limits))
    due = "limits that enclose " + " and ".join(dict.fromkeys(map(shown, (low, high))))
    covered = limits[0] <= low and high <= limits[1]
    assert_that(covered, what=what, got=seen, expected=due, question=question)


def assert_line(axes: Axes, label: str, x: Any, y: Any, *, what: str, y_scale: str = "") -> Line:
    """A line that the legend calls `label` goes through these points, in their order, all in sight; it.

    label: "Loss" and "training loss" call it "loss", too. what: the numbers along x and those along y, as
    "steps and losses". y_scale: "log" and the like; "": any.
    """
    named = place_of(label, axes.legend) is not None
    assert_that(named, what="the legend", got=axes.legend, expected=label, question=_LEGEND)
    line = axes.lines.labelled(label)
    for there, due, name in zip((line.x, line.y), (x, y), what.split(" and "), strict=True):
        assert_close(there, due, what=f"the {name} on the line")
    for limits, numbers, along in ((axes.x_limits, x, "x"), (axes.y_limits, y, "y")):
        assert_covers(limits, numbers, what=f"what can be seen along {along}", question=_SIGHT)
    scaled = y_scale in ("", axes.y_scale)
    assert_that(scaled, what="the scale along y", got=axes.y_scale, expected=y_scale, question=_SCALE)
    return line


def assert_cells(
    axes: Axes,
    numbers: Any,
    *,
    columns: Sequence[str],
    rows: Sequence[str],
    limits: tuple[float, float] | None = None,
) -> HeatMap:
    """The only heat map of these axes shows `numbers`, (rows, columns), as its tick labels tell them; it.

    The labels along x are `columns`, those along y `rows`, from the first cell on or from the last one: where
    a picture is turned over together with its words, it is the same picture. Words that read the same
    backwards do not tell; there, either way is right. limits: the numbers at the ends of the colour scale,
    which a colour bar then has to explain.
    """
    flat = [words for words in axes.others if "without width" in words]
    if flat and not axes.heat_maps:
        assert_that(False, what="the heat map", got=flat[0], expected="cells with both", question=_FLAT)
    cells = axes.heat_maps.only
    what, shape = "the values of the cells", np.shape(numbers)
    if cells.values.shape == shape[::-1]:  # turned round: then no word is where it should be
        assert_shape(cells.values, shape, what=what, question=_TURNED)
    across = _ways(labels_at(axes.x_ticks, cells.x), columns, what="the words at the columns")
    down = _ways(labels_at(axes.y_ticks, cells.y), rows, what="the words at the rows")
    shown_as = [cells.values[::step, ::along] for step in down for along in across]
    assert_shape(cells.values, shape, what=what)
    nearest = min(shown_as, key=lambda one: float(np.nan_to_num(np.abs(one - numbers), nan=np.inf).max()))
    assert_close(nearest, numbers, what=what)
    if limits is not None:
        assert_close(cells.limits, limits, what="the ends of the colour scale", question=_ENDS)
        assert_colour_bar(cells)
    return cells


def assert_colour_bar(cells: HeatMap) -> None:
    """The figure has a colour bar with the colours of these cells, all of them, and the right numbers."""
    first = cells.bar_fault.partition(" ")[0]
    dues = {"standing": "beside the cells", "showing": "all of the colour scale, from end to end"}
    due = dues.get(first, "one with their colours, and each number at its own colour")
    asked = _OF_A_BAR.get(first, _NO_BAR)
    assert_that(cells.colour_bar, what="the colour bar", got=cells.bar_fault, expected=due, question=asked)


def _ways(labels: Sequence[str], words: Sequence[str], *, what: str) -> list[int]:
    """The steps along the labels, 1 or -1, that give these words."""
    found = [step for step in (1, -1) if list(labels[::step]) == list(words)]
    if not found:
        told, due = (" ".join(each or "(no label)" for each in some) for some in (labels, words))
        assert_that(False, what=what, got=told, expected=due, question=_UNLABELLED if "" in labels else "")
    return found
