"""A slip does what its name says, to arrays of every shape."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.solutions.mutants.slips import one_hot


@given(arrays(int, array_shapes(max_side=4), elements=st.integers(-2, 2)))
def test_the_largest_counts_as_one(values: np.ndarray) -> None:
    """A single one, where the first of the largest is, and zeros."""
    found = one_hot(values)

    assert found.shape == values.shape
    assert (found.sum(), found.argmax()) == (1, values.argmax())
