"""How a function grows, found by asking it: what a derivative, and a step of gradient descent, is to be."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from grader.checks.assertions import assert_agrees, is_close
from grader.errors import StudentError
from grader.values import Array

STEP = 1e-5
DIGITS = 7  # after the point; those beyond are not known from points so near
LEAST = 0.001  # a loss that is so many times what it should be, or fewer, is none


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
    step and after, in this order; after these, the losses may come. step: its number, as students read it.
    Where the loss of that step is a multiple of what it should be, the slope may be as many times what it
    should be: that slip is another claim's matter.
    """
    trained = dict(zip(names, old, strict=False))
    gone = [(old[place] - new[place]) / rate for place in range(len(names))]
    slopes: list[Any] = [derivative(function, name, **arguments, **trained) for name in names]

    def fits(factor: float) -> bool:
        both = zip(gone, slopes, strict=True)
        return all(is_close(one, factor * slope, scale=1 / rate) for one, slope in both)

    factor = 1.0
    if not fits(factor):
        own = _of_the_loss(new[len(names) :], step, lambda: function(**arguments, **trained))
        factor = own if fits(own) else factor
    for place, name in enumerate(names):
        what, beside = f"({name} before step {step} - {name} after) / {rate:g}", f"the slope by {name}"
        assert_agrees(
            gone[place], factor * slopes[place], what=what, beside=beside, scale=1 / rate, part=place
        )


def _of_the_loss(losses: Sequence[Any], step: int, right: Callable[[], Any]) -> float:
    """How many times what it should be the loss is that was written down in a step; 1 where there is none."""
    with suppress(StudentError):
        if len(losses) == 1 and np.ndim(losses[0]) == 1 and len(losses[0]) >= step:
            times = float(losses[0][step - 1] / (right() or np.nan))
            return times if np.isfinite(times) and abs(times) > LEAST else 1.0
    return 1.0
