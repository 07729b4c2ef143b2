"""Strategies that many checks need, beside Hypothesis's own.

Hypothesis's `arrays` and `flatmap` make a strategy for each example. To draw sizes and elements one by one,
from strategies that are there, takes a third of the time.
"""

import math
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from grader.values import Array

# Along an axis. Small counterexamples are read with pleasure; one axis in four is long, as some mistakes show
# in long sentences alone.
SIZES = st.sampled_from([1, 2, 3, 4] * 6 + [*range(5, 13)])
# Exact in floats, and zero is among them. Counterexamples shrink towards the first.
HALVES = st.sampled_from([0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0])


@st.composite
def listed(draw: st.DrawFn, items: st.SearchStrategy[Any], axis: str) -> list[Any]:
    """Lists as long as an axis that `shaped` calls by this letter."""
    return [draw(items) for _ in range(draw(_size(axis)))]


@cache
def _size(letter: str) -> st.SearchStrategy[int]:
    return st.shared(SIZES, key=f"axis {letter}")


@st.composite
def shaped(
    draw: st.DrawFn, axes: str, *, elements: st.SearchStrategy[Any] | None = None, dtype: Any = "float"
) -> Array:
    """Arrays with an axis for each letter, which is as long in all arrays of an example; "*": one of its own.

    Each size is drawn by itself, so that a matrix the wrong way round rarely fits, and so is each element.
    elements: HALVES, if they are not said.
    """
    shape = [draw(SIZES if letter == "*" else _size(letter)) for letter in axes]
    one = HALVES if elements is None else elements
    numbers = [draw(one) for _ in range(math.prod(shape))]
    return np.array(numbers).astype(dtype, casting="same_kind").reshape(shape)
