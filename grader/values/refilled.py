"""An array that is handed over twice, and changes in place in between.

Who remembers an answer by the very array it was for, and not by the numbers in it, has the old answer again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values.grammar import DTYPES

Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]


@dataclass(frozen=True, slots=True, eq=False)
class Refilled:
    """Stands for one array in two calls: it holds `first`, and, changed in place, `then`.

    A call that is given some makes two calls with the same arguments, and the answer to the second counts.
    Raises: ValueError: these are no two arrays of numbers or truth values, of one shape and dtype.
    """

    first: Array
    then: Array

    def __post_init__(self) -> None:
        first, then = self.first, self.then
        arrays = isinstance(first, np.ndarray) and isinstance(then, np.ndarray)
        alike = arrays and (first.shape, first.dtype) == (then.shape, then.dtype)
        if not alike or first.dtype.name not in DTYPES:
            raise ValueError("Refilled is not given two arrays of numbers, of one shape and dtype")


class Refill:
    """A Refilled as a call is made with it. array: what the student's code is given."""

    def __init__(self, told: Refilled) -> None:
        self.array, self._then = told.first.copy(), told.then

    def change(self) -> None:
        """Though the first call made it read-only, or gave it another shape; one of another size stays so."""
        self.array.setflags(write=True)
        if (self.array.size, self.array.dtype) == (self._then.size, self._then.dtype):
            self.array.reshape(self._then.shape)[...] = self._then


def called(function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """What a call returns; where arrays among the arguments are to change, what a second call returns.

    Raises: whatever the student's code raises.
    """
    changing = [one for one in (*arguments, *named.values()) if type(one) is Refill]
    if not changing:
        return function(*arguments, **named)
    given = [one.array if type(one) is Refill else one for one in arguments]
    by_name = {name: one.array if type(one) is Refill else one for name, one in named.items()}
    function(*given, **by_name)
    for one in changing:
        one.change()
    return function(*given, **by_name)
