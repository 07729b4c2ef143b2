"""A heat map's cells are looked at beside their words, whichever way up they are drawn."""

from dataclasses import replace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.checks import CheckFailed, assert_cells
from grader.values.figures import Axes, Figure
from grader.values.reading import drawn

NUMBERS = np.array([[0.2, 0.8, 0.0], [0.5, 0.25, 0.25]])
COLUMNS, ROWS = ["I", "am", "I"], ["je", "suis"]


def axes_of(cells: Any, columns: list[str], rows: list[str], **options: Any) -> Axes:
    def call() -> Any:
        figure, axes = plt.subplots()
        axes.imshow(cells, vmin=0, vmax=1, **options)
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        return figure

    try:
        found = drawn(call)
    finally:
        plt.close("all")
    assert isinstance(found, Figure)
    return found.axes.only


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
        (NUMBERS, ["am", "I", "I"], ROWS, "the words along x[0]: got am, expected I"),
        (NUMBERS, COLUMNS, ["je", ""], "the words along y[1]: got (no label), expected suis"),
        (
            NUMBERS[:, :2],
            COLUMNS[:2],
            ROWS,
            "the words along x: got ['I', 'am'], of length 2, expected ['I', 'am', 'I'], of length 3",
        ),
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
