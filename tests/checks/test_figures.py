"""Claims about a figure; a heat map is looked at beside its words, whichever way up it is drawn."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import cache, partial
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    CheckFailed,
    assert_axes,
    assert_beside,
    assert_cells,
    assert_colour_bar,
    assert_covers,
    assert_line,
    assert_named,
    assert_new,
)
from grader.checks.in_process import in_process
from grader.checks.judge import drawing_once
from grader.values.calls import Call, Returned
from grader.values.figures import Axes, Figure, Line
from grader.values.reading import drawn

NUMBERS = np.array([[0.2, 0.8, 0.0], [0.5, 0.25, 0.25]])
COLUMNS, ROWS = ["I", "am", "I"], ["je", "suis"]


def axes_of(cells: Any, columns: list[str], rows: list[str], *, bar: bool = False, **options: Any) -> Axes:
    def call() -> Any:
        figure, axes = plt.subplots()
        image = axes.imshow(cells, **{"vmin": 0, "vmax": 1, **options})
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        if bar:
            figure.colorbar(image)
        return figure

    return figure_of(call).axes.only


def figure_of(call: Callable[[], Any]) -> Figure:
    try:
        found = drawn(call)
    finally:
        plt.close("all")
    assert isinstance(found, Figure)
    return found


@pytest.mark.parametrize(
    ("cells", "columns", "rows", "options"),
    [
        (NUMBERS, COLUMNS, ROWS, {}),
        (NUMBERS[::-1], COLUMNS, ROWS[::-1], {"origin": "lower"}),
        (NUMBERS[::-1], COLUMNS, ROWS[::-1], {}),
        (NUMBERS[:, ::-1], COLUMNS[::-1], ROWS, {}),
        (NUMBERS[::-1, ::-1], COLUMNS[::-1], ROWS[::-1], {}),
    ],
)
def test_turned_over_with_its_words_it_is_the_same_picture(
    cells: Any, columns: list[str], rows: list[str], options: dict[str, Any]
) -> None:
    axes = axes_of(cells, columns, rows, **options)

    assert assert_cells(axes, NUMBERS, columns=COLUMNS, rows=ROWS) is axes.heat_maps.only


@pytest.mark.parametrize(
    ("cells", "columns", "rows", "told"),
    [
        (NUMBERS[::-1], COLUMNS, ROWS, "the values of the cells: at [0, 0], got 0.5, expected 0.2"),
        (NUMBERS, COLUMNS, ROWS[::-1], "the values of the cells: at [0, 0], got 0.5, expected 0.2"),
        (NUMBERS, ["am", "I", "I"], ROWS, "the words at the columns: got am I I, expected I am I"),
        (NUMBERS, COLUMNS, ["je", ""], "the words at the rows: got je (no label), expected je suis"),
        (
            NUMBERS[:, :2],
            COLUMNS[:2],
            ROWS,
            "the words at the columns: got I am, expected I am I",
        ),
        (NUMBERS.T, ROWS, COLUMNS, "cells: got an array of shape (3, 2), expected an array of shape (2, 3)"),
        (np.where(NUMBERS == 0, np.nan, NUMBERS), COLUMNS, ROWS, "at [0, 2], got nan, expected 0"),
    ],
)
def test_other_cells_or_words(cells: Any, columns: list[str], rows: list[str], told: str) -> None:
    """What is told are a cell and a word, in the order that was asked for."""
    with pytest.raises(CheckFailed) as failed:
        assert_cells(axes_of(cells, columns, rows), NUMBERS, columns=COLUMNS, rows=ROWS)

    assert told in str(failed.value)


def test_words_that_read_the_same_backwards() -> None:
    """They do not tell which way up a picture is."""
    upside_down = axes_of(NUMBERS[::-1], COLUMNS, ["je", "je"], origin="lower")

    assert_cells(upside_down, NUMBERS, columns=COLUMNS, rows=["je", "je"])


def test_one_heat_map() -> None:
    """Where there is none, or there are two, that is told."""
    axes = axes_of(NUMBERS, COLUMNS, ROWS)
    none = replace(axes, heat_maps=type(axes.heat_maps)(()))

    with pytest.raises(CheckFailed):
        assert_cells(none, NUMBERS, columns=COLUMNS, rows=ROWS)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "the colour bar: got not there, expected one with their colours"),
        ({"bar": True, "vmax": 2}, "the ends of the colour scale: at [1], got 2, expected 1"),
    ],
)
def test_the_ends_of_the_colours_and_a_bar(options: dict[str, Any], told: str) -> None:
    """Both are asked for with limits, and neither without."""
    axes, due = axes_of(NUMBERS, COLUMNS, ROWS, **options), {"columns": COLUMNS, "rows": ROWS}

    assert_cells(axes, NUMBERS, **due)
    with pytest.raises(CheckFailed) as failed:
        assert_cells(axes, NUMBERS, **due, limits=(0, 1))
    assert told in str(failed.value)

    assert_cells(axes_of(NUMBERS, COLUMNS, ROWS, bar=True), NUMBERS, **due, limits=(0, 1))


@pytest.mark.parametrize(
    ("fault", "due", "asked"),
    [
        ("with other colours", "one with their colours", "Has it the picture's colours"),
        ("saying 2 at the colour of 1", "one with their colours", "Which line writes the numbers"),
        ("showing 0 to 0.5 alone", "all of the colour scale", "which line sets where its axis ends"),
        ("standing beside another picture", "beside the cells", "Beside which picture"),
        ("not there", "one with their colours", "Which call makes a colour bar"),
    ],
)
def test_a_colour_bar_asks_by_its_fault(fault: str, due: str, asked: str) -> None:
    """Expected is what this one has not, and nothing that it has."""
    cells = axes_of(NUMBERS, COLUMNS, ROWS, bar=True).heat_maps.only
    assert_colour_bar(cells)

    with pytest.raises(CheckFailed) as failed:
        assert_colour_bar(replace(cells, colour_bar=False, bar_fault=fault))
    assert failed.value.got == fault
    assert failed.value.expected.startswith(due)
    assert asked in failed.value.question


def test_words_that_are_not_there() -> None:
    """What took a label away is asked, and not where words stand."""
    with pytest.raises(CheckFailed) as failed:
        assert_cells(axes_of(NUMBERS, COLUMNS, ["je", ""]), NUMBERS, columns=COLUMNS, rows=ROWS)

    assert "sets its labels" in failed.value.question


def test_cells_without_a_size() -> None:
    """A mesh is there, of cells that nobody sees: that is said in place of their number."""

    def call() -> Any:
        figure, axes = plt.subplots()
        axes.pcolormesh([0], [0], [[0.5]], shading="nearest")
        return figure

    with pytest.raises(CheckFailed, match="the heat map: got cells without width or height"):
        assert_cells(figure_of(call).axes.only, [[0.5]], columns=["I"], rows=["je"])


def two_beside_each_other() -> Any:
    figure, (left, right) = plt.subplots(1, 2)
    left.set(xlabel="step", ylabel="loss", xlim=(5, 1))
    right.set(xlabel="read")
    return figure


@cache
def drawn_once() -> Figure:
    return figure_of(two_beside_each_other)


def test_axes_from_left_to_right() -> None:
    figure = figure_of(two_beside_each_other)

    left, right = assert_axes(Figure(type(figure.axes)("axes", figure.axes.items[::-1])), 2)

    assert (left.x_label, right.x_label) == ("step", "read")
    with pytest.raises(CheckFailed, match="how many subplots there are"):
        assert_axes(figure, 1)


def test_names_of_axes() -> None:
    left, right = assert_axes(figure_of(two_beside_each_other), 2)

    assert_named(left)
    with pytest.raises(CheckFailed, match="names of the axes"):
        assert_named(left, right)


@pytest.mark.parametrize("numbers", [[1, 5], [3], 2, np.arange(1, 6)])
def test_limits_cover(numbers: Any) -> None:
    """Also of an axis that runs the other way."""
    left, _ = assert_axes(figure_of(two_beside_each_other), 2)

    assert_covers(left.x_limits, numbers, what="the steps")


def test_a_limit_for_one_number() -> None:
    """It is named once."""
    with pytest.raises(CheckFailed, match=r"expected limits that enclose 0\.5$"):
        assert_covers((1.0, 5.0), [0.5], what="the steps")


@pytest.mark.parametrize("numbers", [[0, 2], [1, 6], [np.nan], 0.5])
def test_limits_do_not_cover(numbers: Any) -> None:
    with pytest.raises(CheckFailed, match=r"the steps: got 1 to 5, expected limits that enclose .*"):
        assert_covers((1.0, 5.0), numbers, what="the steps")


def test_a_figure_that_was_there_before() -> None:
    figure = figure_of(two_beside_each_other)

    assert_new(figure)
    with pytest.raises(CheckFailed, match="the figure of a second call: got that of the first, expected"):
        assert_new(replace(figure, own=False))
    with pytest.raises(CheckFailed, match="got that of the first, with two pictures in it, expec"):
        assert_new(replace(figure, own=False), so="with two pictures in it")


def test_a_line_by_its_name() -> None:
    """Its points, its name in the legend, and that the axes show all of it."""

    def call(numbers: Any = (4, 1), *, name: str = "loss", top: float = 5) -> Any:
        figure, axes = plt.subplots()
        axes.plot((1, 2), numbers, label=name)
        axes.set_ylim(0, top)
        axes.legend()
        return figure

    def asked(**options: Any) -> Line:
        axes = figure_of(partial(call, **options)).axes.only
        return assert_line(axes, "loss", [1, 2], [4, 1], what="steps and losses", y_scale=scale)

    scale = "linear"
    for name in ("loss", "Loss", "training loss", "Losses (log)"):
        assert asked(name=name).label == name
    for options, told in (
        ({"name": "cost"}, "the legend: got"),
        ({"name": "lossless"}, "the legend: got"),
        ({"numbers": (4, 2)}, "the losses on the line: at [1], got 2, expected 1"),
        ({"top": 3}, "what can be seen along y: got 0 to 3, expected limits that enclose 1 and 4"),
    ):
        with pytest.raises(CheckFailed, match=re.escape(told)):
            asked(**options)
    scale = "log"
    with pytest.raises(CheckFailed, match="the scale along y: got linear, expected log"):
        asked()


@pytest.mark.parametrize(
    ("rows", "columns", "turned", "told"),
    [
        (1, 2, False, ""),
        (1, 2, True, "lines in subplot 1 from the left: got none"),
        (2, 1, False, "the subplots: got one above the other, expected side by side"),
    ],
)
def test_what_stands_beside_what(rows: int, columns: int, turned: bool, told: str) -> None:
    """Each has what it is to have; whichever has a heat map is found by that, wherever it stands."""

    def call() -> Any:
        figure, both = plt.subplots(rows, columns)
        line, cells = both[::-1] if turned else both
        line.plot([1, 2])
        cells.imshow([[0.5]])
        return figure

    figure = figure_of(call)

    assert [len(one.heat_maps) for one in figure.axes.by_count("heat_maps")] == [0, 1]
    with pytest.raises(CheckFailed, match=told) if told else nullcontext():
        assert_axes(figure, 2, has="lines heat_maps")


def test_new_and_named_axes() -> None:
    """`assert_axes` asks for both where it is told to."""
    figure = figure_of(two_beside_each_other)

    assert len(assert_axes(figure, 2, new=True)) == 2
    with pytest.raises(CheckFailed, match="names of the axes"):
        assert_axes(figure, 2, named=True)
    with pytest.raises(CheckFailed, match="a new one"):
        assert_axes(replace(figure, own=False), 2, new=True)


@settings(deadline=None)  # the figure is drawn in the first
@given(st.tuples(*[st.tuples(st.integers(0, 8), st.integers(1, 4))] * 4))
def test_axes_that_do_not_stand_side_by_side(spans: tuple[tuple[int, int], ...]) -> None:
    """It is said how they stand: only what is higher is above, and only what meets covers."""
    box, other = [
        (x, y, x + width, y + height) for (x, width), (y, height) in zip(spans[:2], spans[2:], strict=True)
    ]
    axes = sorted(
        (replace(drawn_once().axes[0], box=one) for one in (box, other)), key=lambda one: one.box[0]
    )
    clear = box[2] <= other[0] or other[2] <= box[0], box[3] <= other[1] or other[3] <= box[1]

    told = ""
    try:
        assert_beside(*axes)
    except CheckFailed as failed:
        told = failed.got

    assert told == ("" if clear[0] else "one above the other" if clear[1] else "one covers part of the other")


def test_the_same_picture_is_drawn_once() -> None:
    """A call that draws is made once; another, and one that draws nothing, each time."""
    made: list[int] = []

    def plot(heights: Any) -> Any:
        made.append(len(heights))
        plt.plot(heights)

    ask = drawing_once(in_process({"plot": plot}))
    two, three = (Call("plot", (np.arange(size),), "figure") for size in (2.0, 3.0))
    values = Call("plot", (np.arange(2.0),), "value")

    replies = [ask(one) for one in (two, two, three, values, values)]

    assert made == [2, 3, 2, 2]
    assert replies[0] is replies[1] and isinstance(replies[2], Returned)
