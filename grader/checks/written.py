"""A call as the student would write it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.values import Formula, LinearFunction, Refilled, as_source, wire_size

SHORT = 8  # characters: an argument may be such a number or word without being the input that is one, too


def is_telling(value: Any) -> bool:
    """Whether an argument that is equal to this input is this input, and no number or word by chance."""
    plain = value is None or isinstance(value, bool | int | float | complex | str | bytes | np.generic)
    return not plain or len(as_source(value)) > SHORT


def in_parentheses(arguments: Sequence[Any], named: Mapping[str, Any], *, given: Mapping[str, Any]) -> str:
    """The arguments: the check's inputs by name, others by value or as "...".

    given: the check's inputs, by name.
    """
    names = {id(value): name for name, value in given.items() if is_telling(value)}

    def told(argument: Any) -> str:
        argument = argument.then if isinstance(argument, Refilled) else argument
        return names.get(id(argument)) or _brief(argument)

    by_name = [f"{name}={told(argument)}" for name, argument in named.items()]
    return f"({', '.join([*map(told, arguments), *by_name])})"


def _brief(argument: Any) -> str:
    if (
        isinstance(argument, LinearFunction | Formula) or wire_size(argument) > 2_000
    ):  # no need to write it out
        return "..."
    text = as_source(argument.tolist() if isinstance(argument, np.ndarray | np.generic) else argument)
    return text if len(text) <= 30 else "..."
