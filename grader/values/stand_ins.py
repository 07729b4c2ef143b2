"""What stands in for a part that a student could not write, so that what builds on it can be judged.

A check describes it, as plain data. Beside the student's code it takes the name of the part for one call.
It is no answer to any question: it only tells apart what it is given, so that whoever puts parts together
wrongly gets something else out.
"""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import walk_tb
from types import FunctionType
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class StandIn:
    """A function of arrays, by its parameters' names. axes: as for numpy.einsum, a letter for each axis.

    StandIn(("state", "words"), "d,td->t") takes arrays (d,) and (t, d) and gives one number for each place
    along t; "d,td->d,t" gives two arrays. Every number counts, and counts more the further along its axes.
    The numbers given are positive and add up to one, so they will do for scores, weights and states.
    """

    of: tuple[str, ...]
    axes: str

    def __post_init__(self) -> None:
        takes, _, gives = self.axes.partition("->")
        if len(takes.split(",")) != len(self.of) or not set(gives.split(",")) <= set(takes.replace(",", "")):
            raise ValueError(f'axes are "{self.axes}", expected such as "d,td->t", for each of {self.of}')

    @property
    def __signature__(self) -> inspect.Signature:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature([inspect.Parameter(name, kind) for name in self.of])

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Raises: TypeError, ValueError: these are not its arguments, or no arrays of these axes."""
        given = self.__signature__.bind(*arguments, **named).args
        takes, _, gives = self.axes.partition("->")
        arrays = [np.array(argument, float) for argument in given]
        self._refuse_shapes(arrays, takes.split(","))
        answers = tuple(_answer(arrays, takes.split(","), axis) for axis in gives.split(","))
        return answers if len(answers) > 1 else answers[0]

    def _refuse_shapes(self, arrays: list[Any], takes: list[str]) -> None:
        """Raises: ValueError: one letter would have two lengths."""
        shapes = [f"{name} has shape {array.shape}" for name, array in zip(self.of, arrays, strict=True)]
        wanted = f"expected axes {' and '.join(takes)} of the same lengths wherever the letter is the same"
        if any(array.ndim != len(axes) for array, axes in zip(arrays, takes, strict=True)):
            raise ValueError(f"{' and '.join(shapes)}, {wanted}")
        lengths: dict[str, int] = {}
        for array, axes in zip(arrays, takes, strict=True):
            for axis, length in zip(axes, array.shape, strict=True):
                if lengths.setdefault(axis, length) != length:
                    raise ValueError(f"{' and '.join(shapes)}, {wanted}")

    def arguments_after(self, *arguments: Any) -> tuple[Any, ...]:
        """Its arguments as a call leaves them: as a student's function is asked, so can it be."""
        return arguments


def _answer(arrays: list[Any], takes: list[str], axis: str) -> Any:
    """One number for each place along `axis`."""
    total: Any = 0.0
    for array, axes in zip(arrays, takes, strict=True):
        left = array
        for place in reversed([place for place, letter in enumerate(axes) if letter != axis]):
            left = np.tensordot(left, np.arange(1.0, array.shape[place] + 1), (place, 0))
        total = total + left
    sizes = 1 + np.abs(total)
    return sizes / sizes.sum()


@contextmanager
def standing_in(function: Any, stand_ins: Mapping[str, StandIn]) -> Iterator[None]:
    """The names mean the stand-ins, for whatever `function` calls by them; afterwards what they meant before.

    Of what is no plain function nothing is known, and nothing changes.
    """
    if not stand_ins or type(function) is not FunctionType:
        yield
        return
    names = function.__globals__
    before = {name: names[name] for name in stand_ins if name in names}
    names.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            names.pop(name, None)
        names.update(before)


def unwritten(error: BaseException, function: Any) -> str:
    """The function that is not written yet, where `function` came upon another; "" in every other case."""
    try:
        if not isinstance(error, NotImplementedError) or type(function) is not FunctionType:
            return ""
        frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    except BaseException:  # every attribute of an exception may be the student's
        return ""
    found = frames[-1] if frames else None
    if found is None or found.f_code is function.__code__ or found.f_globals is not function.__globals__:
        return ""
    return found.f_code.co_name if found.f_code.co_name.isidentifier() else ""
