"""What a right answer must do: the claims that say what the answer is."""

import numpy as np
from hypothesis import given
from public import VECTORS

from grader.checks import assert_close, check


@check("normalise", points=3, hint="Does every row still point where it pointed?")
@given(vectors=VECTORS)
def directions_stay(normalise, vectors):
    """A row times its old length is the old row."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    assert_close(normalise(vectors) * lengths, vectors, what="rows times their lengths")


@check("cosine", points=2, hint="What is left of a dot product when both lengths are taken out?")
@given(vectors=VECTORS)
def times_both_lengths_is_the_dot_product(cosine, vectors):
    """The cosine times both lengths is the dot product."""
    query = vectors[-1]
    lengths = np.linalg.norm(query) * np.linalg.norm(vectors, axis=1)
    assert_close(
        cosine(query, vectors) * lengths, vectors @ query, what="cosines times the lengths", scale=400
    )
