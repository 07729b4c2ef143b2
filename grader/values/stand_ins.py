"""What stands in for a part that a student could not write, so that what builds on it can be judged.

A check describes it, as plain data. Beside the student's code it takes the name of the part for one call.
It is no answer to any question: it only tells apart what it is given, so that whoever puts parts together
wrongly gets something else out.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import FunctionType, MethodType
from typing import Any

import numpy as np

OPTIONAL = "=None"  # after the name of a parameter that may be left out
Given = tuple[str, Any, str]  # a parameter, its array, its axes
MOST_LAYERS = 10  # of decorators around one function


@dataclass(frozen=True, slots=True)
class StandIn:
    """A function of arrays, by its parameters' names. axes: as for numpy.einsum, a letter for each axis.

    StandIn(("state", "words"), "d,td->t") takes arrays (d,) and (t, d) and gives one number for each place
    along t; "d,td->d,t" gives two arrays. Every number counts, and counts more the further along its axes.
    The numbers given are positive and add up to one, so they will do for scores, weights and states. A
    parameter may have a default of None, "mask=None": where it is None it does not count. Where truth values
    are given and none is true, there is nothing to answer about: a ValueError.

    methods: of a class, as `of_class` has it, the name, parameters and axes of each.
    """

    of: tuple[str, ...]
    axes: str
    methods: tuple[tuple[str, tuple[str, ...], str], ...] = ()

    def __post_init__(self) -> None:
        every = [(self.of, self.axes), *((of, axes) for _, of, axes in self.methods)]
        known = {letter for _, axes in every for letter in axes.partition("->")[0].replace(",", "")}
        for of, axes in every:
            takes, _, gives = axes.partition("->")
            given = set(gives.split(",")) if gives or not self.methods else set()
            if len(takes.split(",")) != (len(of) or 1) or not given <= known:
                raise ValueError(f'axes are "{axes}", expected such as "d,td->t", for each of {of}')

    @classmethod
    def of_class(cls, of: Sequence[str], axes: str, **methods: tuple[Sequence[str], str]) -> "StandIn":
        """A class whose objects are their history: what a method gives, follows from all they were given.

        of, axes: of what makes an object, "an,a". methods: parameters and axes of each, by name; "td->" gives
        nothing. What is passed once more, as a new sentence, takes the place of what was passed by that name
        before. What may be left out counts in its own call alone.
        """
        told = tuple((name, tuple(given), letters) for name, (given, letters) in methods.items())
        return cls(tuple(of), f"{axes}->", told)

    @property
    def needed(self) -> tuple[str, ...]:
        """The parameters that cannot be None; they come first."""
        return tuple(name for name in self.of if not name.endswith(OPTIONAL))

    @property
    def __signature__(self) -> inspect.Signature:
        return _signature(self.of)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Raises: TypeError, ValueError: these are not its arguments, or no arrays of these axes."""
        given = _given(self.of, self.axes, arguments, named)
        return _object(self.methods, given) if self.methods else _gives(given, self.axes)

    def arguments_after(self, *arguments: Any) -> tuple[Any, ...]:
        """Its arguments as a call leaves them: as a student's function is asked, so can it be."""
        return arguments


@cache
def _signature(of: tuple[str, ...]) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    left_out = [None if name.endswith(OPTIONAL) else inspect.Parameter.empty for name in of]
    names = [name.removesuffix(OPTIONAL) for name in of]
    return inspect.Signature(
        [inspect.Parameter(name, kind, default=out) for name, out in zip(names, left_out, strict=True)]
    )


def _given(of: tuple[str, ...], axes: str, arguments: Sequence[Any], named: Mapping[str, Any]) -> list[Given]:
    if named or len(arguments) != len(of):
        bound = _signature(of).bind(*arguments, **named)
        bound.apply_defaults()
        arguments = bound.args
    takes = axes.partition("->")[0].split(",") if of else []
    return [
        (name, _numbers(argument), letters)
        for name, argument, letters in zip(of, arguments, takes, strict=True)
        if argument is not None or not name.endswith(OPTIONAL)
    ]


def _numbers(argument: Any) -> Any:
    """A copy, as floats. Texts of numbers are none, as everywhere in arithmetic.

    Raises: TypeError, ValueError.
    """
    array = np.asarray(argument)
    if array.dtype.kind == "b" and array.size and not array.any():
        raise ValueError("none of these places counts")
    return np.array(array if array.dtype.kind in "biufc" else np.multiply(array, 1.0), float)


def _gives(given: Sequence[Given], axes: str) -> Any:
    """An array for each axis that it gives one along; None if there is none."""
    _refuse_shapes(given)
    gives = axes.partition("->")[2]
    answers = tuple(_answer(given, axis) for axis in gives.split(",")) if gives else (None,)
    return answers if len(answers) > 1 else answers[0]


def _object(methods: Sequence[tuple[str, tuple[str, ...], str]], made_of: Sequence[Given]) -> Any:
    """An object of a class; it remembers the last array of each name. Special methods are the class's own."""
    remembered = {one[0]: one for one in made_of}

    def method(of: tuple[str, ...], axes: str) -> Any:
        def answer(_self: Any, *arguments: Any, **named: Any) -> Any:
            given = _given(of, axes, arguments, named)
            remembered.update({one[0]: one for one in given if not one[0].endswith(OPTIONAL)})
            left_out = [one for one in given if one[0].endswith(OPTIONAL)]
            return _gives([*remembered.values(), *left_out], axes)

        return answer

    return type("StandInObject", (), {name: method(of, axes) for name, of, axes in methods})()


def _refuse_shapes(given: Sequence[Given]) -> None:
    """Raises: ValueError: one letter would have two lengths."""
    shapes = [f"{name.removesuffix(OPTIONAL)} has shape {array.shape}" for name, array, _ in given]
    takes = " and ".join(axes for *_, axes in given)
    wanted = f"expected axes {takes} of the same lengths wherever the letter is the same"
    if any(array.ndim != len(axes) for _, array, axes in given):
        raise ValueError(f"{' and '.join(shapes)}, {wanted}")
    lengths: dict[str, int] = {}
    for _, array, axes in given:
        for axis, length in zip(axes, array.shape, strict=True):
            if lengths.setdefault(axis, length) != length:
                raise ValueError(f"{' and '.join(shapes)}, {wanted}")


def _answer(given: Sequence[Given], axis: str) -> Any:
    """One number for each place along `axis`."""
    total: Any = 0.0
    for _, array, axes in given:
        left = array
        for place in reversed([place for place, letter in enumerate(axes) if letter != axis]):
            left = _summed(left, place)
        total = total + left
    sizes = 1 + np.abs(total)
    return sizes / sizes.sum()


def _summed(array: Any, place: int) -> Any:
    """What np.tensordot makes of the array and 1, 2, ... along an axis, to the last bit, and sooner."""
    others = [*range(place), *range(place + 1, array.ndim)]
    rows = array.transpose([*others, place]).reshape(-1, array.shape[place])
    shape = [array.shape[other] for other in others]
    return np.dot(rows, _counted(array.shape[place])).reshape(shape)


@lru_cache(maxsize=1_000)
def _counted(number: int) -> Any:
    """(number, 1): 1, 2, ..."""
    return np.arange(1.0, number + 1).reshape(number, 1)


_MRO, _NAMES = type.__dict__["__mro__"], type.__dict__["__dict__"]


def within(function: Any) -> FunctionType | None:
    """The plain function that a student wrote, within what decorators, partial or a class made of it.

    None: there is none. It only looks: no attribute of the student's own making is asked for anything.
    """
    if type(function) is FunctionType and not dict.__contains__(function.__dict__, "__wrapped__"):
        return function  # nearly always, and a static look costs more than many a call
    for _ in range(MOST_LAYERS):
        inner = inspect.getattr_static(function, "__wrapped__", None)
        if inner is None and type(function) is FunctionType:
            return function
        if type(function) is partial:
            inner = function.func
        elif type(function) is MethodType:
            inner = function.__func__
        function = inspect.getattr_static(type(function), "__call__", None) if inner is None else inner
    return None


@contextmanager
def standing_in(function: Any, stand_ins: Mapping[str, StandIn]) -> Iterator[None]:
    """The names mean the stand-ins, for whatever `function` calls by them; afterwards what they meant before.

    Of what is no plain function, and no class with methods, nothing is known, and nothing changes.
    """
    functions = functions_of(function) if stand_ins else []
    if not functions:
        yield
        return
    names = functions[0].__globals__
    before = {name: names[name] for name in stand_ins if name in names}
    names.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            names.pop(name, None)
        names.update(before)


def functions_of(value: Any) -> list[FunctionType]:
    """A plain function, however wrapped; of a class its methods, and those of classes of the same notebook.

    Of anything else none. Nothing here asks the value itself: every attribute of it may be the student's.
    """
    if not issubclass(type(value), type):
        plain = within(value)
        return [] if plain is None else [plain]
    held = [one for base in _MRO.__get__(value) for one in _NAMES.__get__(base).values()]
    found = [one for one in map(_inner, held) if type(one) is FunctionType]
    return [one for one in found if one.__globals__ is found[0].__globals__]


def _inner(held: Any) -> Any:
    """The function in a static or class method, or in a property."""
    if type(held) in (staticmethod, classmethod):
        return held.__func__
    return held.fget if type(held) is property else held
