"""The student's functions as plainly as a check can have them: copies in, arrays out, nothing in between.

Floor, nbgrader and otter all play with these. So that all are held to the same rules, what a claim may ask
of a function beside its answer is here, too: whether its parts are answers, and what it gives with others.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

import numpy as np

from grader.checks.in_process import in_process
from grader.checks.parts import knowing_parts
from grader.values import Call, standing_in


class Bare:
    """A student's function. Arguments reach it as copies, what it returns becomes an array (or a tuple).

    tells: answers a Call that reads "usable".
    """

    def __init__(
        self, name: str, function: Callable[..., Any], parts: int, tells: Any, stand_ins: Any = None
    ) -> None:
        self.name, self._function, self._parts = name, function, parts
        self._tells, self._stand_ins = tells, stand_ins

    def __call__(self, *arguments: Any) -> Any:
        return self._formed(self._called(*_copies(arguments)))

    def arguments_after(self, *arguments: Any) -> tuple[Any, ...]:
        """Call it, and see its arguments as it left them."""
        copies = _copies(arguments)
        self._formed(self._called(*copies))
        return tuple(copies)

    def kept(self, arguments: Any, then: Any) -> Any:
        """The answer to one call, as it is after a second one."""
        first = self._called(*_copies(arguments))
        self._called(*_copies(then))
        return self._formed(first)

    def useless(self, parts: Mapping[str, Any]) -> str:
        """Why its parts are no answers; "" if they are."""
        reason: str = self._tells(Call(self.name, (), "usable", tuple(parts.items()))).value.text
        return reason

    def using(self, **stand_ins: Any) -> "Bare":
        """The same function with other parts."""
        return Bare(self.name, self._function, self._parts, self._tells, stand_ins)

    def _called(self, *arguments: Any) -> Any:
        with standing_in(self._function, self._stand_ins) if self._stand_ins else nullcontext():
            return self._function(*arguments)

    def _formed(self, value: Any) -> Any:
        if self._parts == 1:
            return _array(value)
        if len(value) != self._parts:
            raise TypeError(f"{len(value)} values, expected {self._parts}")
        return tuple(_array(part) for part in value)


def _copies(arguments: Any) -> list[Any]:
    return [np.array(argument) for argument in arguments]


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
    tells = knowing_parts(in_process(namespace))
    return {
        name: Bare(name, namespace.get(name) or undefined(name), count, tells)
        for name, count in parts.items()
    }
