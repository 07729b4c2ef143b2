"""Objects of a student's class, as a check sees them: what is asked of them goes into their story."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any, TypeVar

from grader.checks.special_methods import COMPARISONS, FORWARDED, asking
from grader.checks.story import Story
from grader.errors import CallRaised, CheckFailed
from grader.values import in_words

T = TypeVar("T")


class Instance:
    """Its methods are called, its attributes are read; each answer is a value as it is, or another object.

    Raises: as StudentFunction.
    """

    def __init__(self, story: Story, number: int) -> None:
        self._story, self._number = story, number

    def __getattr__(self, name: str) -> Any:
        if name in self._story.maker.methods:
            return partial(self._called, name)
        if name.startswith("__"):
            raise AttributeError(name)
        return self._story.ask(self._number, name, (), {}, False)

    def _called(self, method: str, /, *arguments: Any, **named: Any) -> Any:
        return self._story.ask(self._number, method, arguments, named, True)

    def _special(self, method: str, /, *arguments: Any, **named: Any) -> Any:
        """As Python has it of a class without such a method; NumPy tries `len` on whatever it meets."""
        if method not in self._story.maker.methods:
            raise TypeError(f"the stub of {self._story.maker.name} has no {method}")
        return self._called(method, *arguments, **named)

    def _has(self, method: str) -> bool:
        return method in self._story.maker.methods

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._special("__call__", *arguments, **named)

    def __bool__(self) -> bool:
        if self._has("__bool__"):
            return self._of_type("__bool__", bool, "True or False")
        return not self._has("__len__") or len(self) > 0

    def __repr__(self) -> str:
        return (
            self._of_type("__repr__", str, "a text")
            if self._has("__repr__")
            else self._story.name(self._number)
        )

    def __str__(self) -> str:
        return self._of_type("__str__", str, "a text") if self._has("__str__") else repr(self)

    def __len__(self) -> int:
        length = self._special("__len__")
        if type(length) is not int or not 0 <= length < sys.maxsize:
            name = self._story.name(self._number)
            raise CheckFailed(f"len({name})", in_words(length), "a whole number, and none below 0")
        return length

    def __getitem__(self, key: Any) -> Any:
        return self._special("__getitem__", key)

    def __contains__(self, item: Any) -> bool:
        return bool(self._called("__contains__", item)) if self._has("__contains__") else item in list(self)

    def __iter__(self) -> Iterator[Any]:
        """The items that `__iter__` gives, or those at 0, 1, ... until there is an IndexError."""
        if not self._has("__iter__") and self._has("__getitem__"):
            return _until("IndexError", map(self.__getitem__, count()))
        found = self._special("__iter__")
        if isinstance(found, Instance):
            return _until("StopIteration", (found._called("__next__") for _ in count()))
        return iter(found)

    def _of_type(self, method: str, kind: type[T], due: str) -> T:
        """Python itself takes nothing else from such a method. Raises: CheckFailed."""
        found = self._special(method)
        if not isinstance(found, kind):
            name = self._story.name(self._number)
            raise CheckFailed(asking(name, method, "()"), in_words(found), due)
        return found

    __hash__ = object.__hash__  # it is the object, whatever it equals


def _until(kind: str, items: Iterator[Any]) -> Iterator[Any]:
    """The items before the student's code raises this."""
    while True:
        try:
            item = next(items)
        except CallRaised as end:
            if kind in end.kinds:
                return
            raise
        yield item


def _forwarded(method: str) -> Callable[..., Any]:
    def asked(self: Instance, *arguments: Any) -> Any:
        return self._special(method, *arguments)

    return asked


def _compared(method: str) -> Callable[..., Any]:
    def asked(self: Instance, other: Any) -> Any:
        return self._called(method, other) if self._has(method) else NotImplemented

    return asked


for _method in FORWARDED:
    setattr(Instance, _method, _forwarded(_method))
for _method in COMPARISONS:
    if _method != "__ne__":  # which Python makes of __eq__
        setattr(Instance, _method, _compared(_method))


def class_of(value: Any) -> str:
    """The name of the student's class that it is an object of; "" for anything else."""
    return value._story.maker.name if isinstance(value, Instance) else ""


def gave_nan(value: Any) -> bool:
    """Whether objects of a student's class, of which this is one, gave numbers that are not finite."""
    return isinstance(value, Instance) and value._story.nan
