"""Inputs that are made to try a rule on."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.diagnosis.on_the_way import drawn, shares
from grader.values import Array

SHAPES = array_shapes(min_dims=1, max_dims=3, max_side=4)
NUMBERS = arrays(float, SHAPES, elements=st.integers(-3, 3).map(float))
COUNTS = arrays(float, SHAPES, elements=st.integers(1, 9).map(float))


@given(NUMBERS | COUNTS.map(lambda counts: counts / counts.sum(axis=-1, keepdims=True)))
def test_other_numbers_in_the_same_shape(array: Array) -> None:
    """Rows that share out one do so again, and a single row of them stays a table."""
    other = drawn(array, np.random.default_rng(1))

    assert other.shape == array.shape
    assert shares(other) or not shares(array)
