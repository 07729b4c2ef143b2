"""A heat map's cells beside the words at them, whichever way up they are drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checks.assertions import assert_close, assert_shape
from grader.checks.equality import assert_equal
from grader.values import Axes, HeatMap, labels_at


def assert_cells(axes: Axes, numbers: Any, *, columns: Sequence[str], rows: Sequence[str]) -> HeatMap:
    """The only heat map of these axes shows `numbers`, (rows, columns), as its tick labels tell them; it.

    The labels along x are `columns`, those along y `rows`, from the first cell on or from the last one: where
    a picture is turned over together with its words, it is the same picture. Words that read the same
    backwards do not tell; there, either way is right.
    """
    cells = axes.heat_maps.only
    across = _ways(labels_at(axes.x_ticks, cells.x), columns, what="the words along x")
    down = _ways(labels_at(axes.y_ticks, cells.y), rows, what="the words along y")
    shown = [cells.values[::step, ::along] for step in down for along in across]
    assert_shape(cells.values, np.shape(numbers), what="the values of the cells")
    nearest = min(shown, key=lambda one: float(np.nan_to_num(np.abs(one - numbers), nan=np.inf).max()))
    assert_close(nearest, numbers, what="the values of the cells")
    return cells


def _ways(labels: Sequence[str], words: Sequence[str], *, what: str) -> list[int]:
    """The steps along the labels, 1 or -1, that give these words."""
    found = [step for step in (1, -1) if list(labels[::step]) == list(words)]
    if not found:
        assert_equal([label or "(no label)" for label in labels], list(words), what=what)
    return found
