"""How a function grows, found by asking it: what a derivative is to be."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.values import Array

STEP = 1e-5
DIGITS = 7  # after the point; those beyond are not known from points so near


def derivative(function: Callable[..., Any], name: str, /, **arguments: Any) -> Array:
    """How fast function(**arguments) grows with each number of the argument `name`, by two points near to it.

    Of a function that gives one number an array shaped as that argument; of one that gives an array, its
    shape first.
    """
    at = np.asarray(arguments[name], float)
    found = []
    for place in np.ndindex(at.shape):
        step = np.zeros(at.shape)
        step[place] = STEP
        ahead, behind = (function(**arguments | {name: at + move}) for move in (step, -step))
        found.append((np.asarray(ahead) - behind) / (2 * STEP))
    known = np.round(np.stack(found, axis=-1), DIGITS) + 0.0  # and no -0.0
    return known.reshape(np.shape(found[0]) + at.shape)
