"""How a function grows, found by asking it: what a derivative, and a step of gradient descent, is to be."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.checks.assertions import assert_agrees
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


def assert_descends(
    function: Callable[..., Any],
    names: Sequence[str],
    old: Sequence[Any],
    new: Sequence[Any],
    /,
    *,
    rate: float,
    step: int,
    **arguments: Any,
) -> None:
    """A step of gradient descent: each array is less by `rate` times the slope of the function by it.

    function: of all arguments, by name, gives the loss. names: of what is trained. old, new: it, before the
    step and after, in this order; there may be more. step: its number, as the student reads it.
    """
    trained = dict(zip(names, old, strict=False))
    for place, name in enumerate(names):
        gone, slope = (old[place] - new[place]) / rate, derivative(function, name, **arguments, **trained)
        what, beside = f"({name} before step {step} - {name} after) / {rate:g}", f"the slope by {name}"
        assert_agrees(gone, slope, what=what, beside=beside, scale=1 / rate, part=place)
