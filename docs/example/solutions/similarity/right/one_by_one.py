"""Row by row, and cosine by way of normalise."""

import math


def normalise(vectors):
    return [[number / math.hypot(*row) for number in row] for row in vectors]


def cosine(query, vectors):
    (direction,) = normalise([query])
    return [sum(a * b for a, b in zip(direction, row, strict=True)) for row in normalise(vectors)]
