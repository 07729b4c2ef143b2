"""Makes all numbers positive.

Where does [-3, 4] point, and where does its normalised row?
"""
# caught by: directions_stay

import numpy as np


def normalise(vectors):
    return np.abs(vectors) / np.linalg.norm(vectors, axis=1, keepdims=True)
