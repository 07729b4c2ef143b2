"""Strategies that many checks need, beside Hypothesis's own."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

# Along an axis. Small counterexamples are read with pleasure; one axis in four is long, as some mistakes show
# in long sentences alone.
SIZES = [1, 2, 3, 4] * 6 + [*range(5, 13)]
HALVES = st.integers(-4, 4).map(lambda number: number / 2)  # exact in floats, and zero is among them


def listed(items: st.SearchStrategy[Any], axis: str) -> st.SearchStrategy[list[Any]]:
    """Lists as long as an axis that `shaped` calls by this letter."""
    return _size(axis).flatmap(lambda size: st.lists(items, min_size=size, max_size=size))


def _size(letter: str) -> st.SearchStrategy[int]:
    return st.shared(st.sampled_from(SIZES), key=f"axis {letter}")


def shaped(
    axes: str, *, elements: st.SearchStrategy[Any] | None = None, dtype: Any = "float"
) -> st.SearchStrategy[Any]:
    """Arrays with an axis for each letter, which is as long in all arrays of an example; "*": one of its own.

    Each size is drawn by itself, so that a matrix the wrong way round rarely fits, and so is each element.
    elements: HALVES, if they are not said.
    """
    drawn = HALVES if elements is None else elements
    sizes = (st.sampled_from(SIZES) if letter == "*" else _size(letter) for letter in axes)
    return st.tuples(*sizes).flatmap(lambda shape: arrays(dtype, shape, elements=drawn, fill=st.nothing()))
