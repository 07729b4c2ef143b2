"""What a call left of its arguments: as they are now, and how the function among them was called."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import CheckFailed
from grader.values import (
    VALUE,
    Argument,
    Array,
    Exact,
    Formula,
    LinearFunction,
    Plain,
    Refilled,
    describe,
    formed,
)


def after(argument: Argument, changed: Plain | None, *, call: str) -> Any:
    if isinstance(argument, Refilled):
        argument = argument.then
    if changed is None or isinstance(argument, LinearFunction | Formula):
        return argument
    return formed(changed, VALUE if isinstance(changed, Exact) else (), call=call)


def calls_made(
    arguments: Sequence[Argument], left: Mapping[int, Plain], *, what: str
) -> tuple[tuple[Array, ...], ...]:
    """The calls of the first function among the arguments. A worker may send anything in their place."""
    described = [i for i, one in enumerate(arguments) if isinstance(one, LinearFunction | Formula)]
    index, function = described[0], arguments[described[0]]
    made = left.get(index, ())
    if not isinstance(made, tuple):
        raise CheckFailed(what, describe(made), "calls")
    calls = tuple(formed(vectors, function.of, call=what) for vectors in made)
    return tuple(vectors if isinstance(vectors, tuple) else (vectors,) for vectors in calls)
