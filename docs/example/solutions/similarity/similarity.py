"""The reference: a function for every stub, plainly."""

import numpy as np

opposite = "-1"


def normalise(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def cosine(query, vectors):
    return vectors @ query / (np.linalg.norm(query) * np.linalg.norm(vectors, axis=1))
