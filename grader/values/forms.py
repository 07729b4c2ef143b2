"""Plain data in the form that its question asks for.

`as_plain` runs beside the student's code, in a notebook or inside the sandbox; `formed` runs on the trusted
side. Both ways of running a check go through the same two steps, so both see the same value.
"""

from typing import Any

import numpy as np

from grader.errors import CheckFailed
from grader.values.figures import Figure
from grader.values.grammar import Table
from grader.values.plain import Exact, NotNumbers, Plain, Word, describe
from grader.values.reduce import as_value

# What a function returns, where it is not arrays by name.
FIGURE, VALUE, TEXT, TABLE = ("figure",), ("value",), ("text",), ("table",)
IN_LISTS = "numbers, in an array or in lists"  # what each of several arrays may be
CLASS = "class"  # before its methods: what a stub returns that is a class


def is_class(returns: tuple[str, ...]) -> bool:
    return returns[:1] == (CLASS,)


def formed(value: Plain, returns: tuple[str, ...], *, call: str) -> Any:
    """`value` as what `returns` names: one array, a tuple of arrays, or as FIGURE, VALUE, TEXT or TABLE say.

    One answer serves many checks: arrays cannot be written to; of all else that can be changed it is a copy.
    Raises: CheckFailed: it is something else; the text says what came back instead.
    """
    if returns in (VALUE, TEXT, TABLE) or is_class(returns):
        return _exact(value, returns, call)
    if returns == FIGURE:
        if not isinstance(value, Figure):
            got = describe(value).replace("None", "no figure (None)")
            raise CheckFailed(call, got, "a figure, by the axes you drew in")
        return value
    if len(returns) <= 1:
        array = as_array(value)
        if array is None:
            raise CheckFailed(call, describe(value), "one array of numbers")
        array.setflags(write=False)
        return array
    wanted = f"a tuple or a list of {len(returns)}: {', '.join(returns)}"
    if isinstance(value, np.ndarray) and value.ndim >= 1 and len(value) == len(returns):
        value = tuple(value)  # assignment would take an array of rows apart just so
    if not isinstance(value, tuple) or len(value) != len(returns):
        raise CheckFailed(call, describe(value), wanted)
    arrays = tuple(as_array(part) for part in value)
    for name, part, array in zip(returns, value, arrays, strict=True):
        if array is None:
            raise CheckFailed(f"the {name} of {call}", describe(part), IN_LISTS)
        array.setflags(write=False)
    return arrays


def _exact(value: Plain, returns: tuple[str, ...], call: str) -> Any:
    wanted: dict[tuple[str, ...], str] = {
        VALUE: "numbers, texts, lists and the like",
        TEXT: "a text",
        TABLE: "a table (a pandas DataFrame)",
    }
    fits = isinstance(value, Exact) and (
        returns == VALUE or is_class(returns) or isinstance(value.value, str if returns == TEXT else Table)
    )
    if not fits:
        raise CheckFailed(call, describe(value), wanted.get(returns, wanted[VALUE]))
    return as_value(value.value)  # type: ignore[union-attr]


def as_array(value: Plain) -> np.ndarray | None:
    """A nested list of equal lengths is an array; anything else that is not one already is None."""
    if not isinstance(value, tuple):
        return None if isinstance(value, NotNumbers | Word | Figure | Exact) else np.asarray(value)
    parts = [as_array(part) for part in value]
    arrays = [part for part in parts if part is not None]
    if len(arrays) < len(parts) or len({part.shape for part in arrays}) != 1:
        return None
    return np.stack(arrays)
