"""Divides by the sum of the row, not by its length.

How long is the row [3, 4]? Draw it.
"""
# caught by: rows_have_length_one, directions_stay

import numpy as np


def normalise(vectors):
    with np.errstate(divide="ignore", invalid="ignore"):
        return vectors / vectors.sum(axis=1, keepdims=True)
