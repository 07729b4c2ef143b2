"""The student's functions as plainly as a check can have them: copies in, arrays out, nothing in between.

This file is all of us that runs inside nbgrader's test cells, and it is what the floor plays with.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


class Bare:
    """A student's function. Arguments reach it as copies, what it returns becomes an array (or a tuple)."""

    def __init__(self, function: Callable[..., Any], parts: int) -> None:
        self._function, self._parts = function, parts

    def __call__(self, *arguments: Any) -> Any:
        return self._formed(self._function(*[np.array(argument) for argument in arguments]))

    def arguments_after(self, *arguments: Any) -> tuple[Any, ...]:
        """Call it, and see its arguments as it left them."""
        copies = [np.array(argument) for argument in arguments]
        self._formed(self._function(*copies))
        return tuple(copies)

    def _formed(self, value: Any) -> Any:
        if self._parts == 1:
            return _array(value)
        if len(value) != self._parts:
            raise TypeError(f"{len(value)} values, expected {self._parts}")
        return tuple(_array(part) for part in value)


def _array(value: Any) -> np.ndarray[Any, Any]:
    array = np.array(value, subok=False)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype}, expected numbers")
    return array


def undefined(name: str) -> Callable[..., Any]:
    """Stands for a function that the student did not define."""

    def raises(*arguments: Any) -> Any:
        raise NameError(f"{name} is not defined")

    return raises


def bare_functions(namespace: Mapping[str, Any], parts: Mapping[str, int]) -> dict[str, Bare]:
    """parts: by function, how many arrays it returns."""
    return {name: Bare(namespace.get(name) or undefined(name), count) for name, count in parts.items()}
