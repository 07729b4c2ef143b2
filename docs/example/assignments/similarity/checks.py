"""What a right answer must do: the claims that students try at home."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.checks import assert_close, assert_shape, check

NUMBERS = st.integers(-9, 9).filter(bool).map(float)
VECTORS = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=NUMBERS)
)


@check("normalise", points=1, hint="Which length does the row [3, 4] have?")
@given(vectors=VECTORS)
@example(vectors=np.array([[3.0, 4.0]]))
def rows_have_length_one(normalise, vectors):
    """Every row has length one."""
    rows = normalise(vectors)
    assert_shape(rows, vectors.shape, what="normalise(vectors)")
    assert_close(np.linalg.norm(rows, axis=1), np.ones(len(vectors)), what="lengths of the rows")


@check("cosine", points=2, hint="Which angle has a vector with itself, and with its negative?")
@given(vectors=VECTORS)
def own_direction_is_one_and_the_opposite_minus_one(cosine, vectors):
    """The cosine is 1 for a vector and its double, and -1 for its negative, however long they are."""
    query = vectors[0]
    cosines = cosine(query, np.stack([query, 2 * query, -query]))
    assert_close(cosines, np.array([1.0, 1.0, -1.0]), what="cosines")
