"""What a check describes and a student's code gets for real: functions, and random generators.

A function crosses no wire. A check describes one, as plain data, and whoever calls the student's function
makes a real one from the description, fresh for every call, which remembers what it was called with.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from grader.values.formulas import in_numpy, value_of
from grader.values.grammar import ObjectNumber
from grader.values.refilled import Refilled

Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]

MOST_CALLS = 100  # of one described function within one call; ends a loop that would never end
MOST_NUMBERS = 100_000  # in what it is called with, all calls together


@dataclass(frozen=True, slots=True)
class LinearFunction:
    """A function of vectors of one length, by its parameters' names: a weighted sum of them for each row.

    weights: a row for every vector it returns, in it a number for every parameter. LinearFunction(("a", "b"),
    ((1, -1), (0, 2))) is `lambda a, b: (a - b, 2 * b)`, and can be called as that can. For a row like (0, 1)
    it gives b itself, as `lambda a, b: b` does.
    Raises: ValueError: the rows do not fit the parameters.
    """

    of: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        if not self.of or not self.weights or any(len(row) != len(self.of) for row in self.weights):
            raise ValueError(
                f"weights are {self.weights}, "
                f"expected rows of {len(self.of)} numbers, one for each of {self.of}"
            )

    def __call__(self, *vectors: Any) -> Any:
        given = list(map(_numbers, vectors))
        weights, passed = _matrix(self.weights)
        alike = len({one.shape for one in given}) == 1
        sums = weights @ (np.array(given) if alike else np.stack(given))  # which refuses, in its own words
        found = tuple(one if place is None else given[place] for place, one in zip(passed, sums, strict=True))
        return found if len(found) > 1 else found[0]


@lru_cache(maxsize=1_000)
def _matrix(weights: tuple[tuple[float, ...], ...]) -> tuple[Array, tuple[int | None, ...]]:
    """Weights as an array, and for each row the place of the vector that it passes on as it is, if any."""
    alone = (row.index(1) if sorted(row) == [*[0] * (len(row) - 1), 1] else None for row in weights)
    return np.array(weights, float), tuple(alone)


@dataclass(frozen=True, slots=True)
class Formula:
    """A function by its parameters' names and what it returns: Formula("x", "tanh(2 * x) + 1").

    of: names, or one text with blanks between them. gives: a formula, or several for a tuple of values, of
    numbers, parameters, + - * / ** @ and formulas.FUNCTIONS, or of texts chosen by these: "'yes' if x > 1
    else 'no'". It can be called as the function can.
    Raises: ValueError: it is no such formula.
    """

    of: tuple[str, ...] | str
    gives: tuple[str, ...] | str

    def __post_init__(self) -> None:
        names = self.of.replace(",", " ").split() if isinstance(self.of, str) else self.of
        texts = (self.gives,) if isinstance(self.gives, str) else self.gives
        object.__setattr__(self, "of", tuple(names))
        object.__setattr__(self, "gives", tuple(in_numpy(text, tuple(names))[1] for text in texts))
        if not names or not texts:
            raise ValueError("a formula without parameters, or that gives nothing")

    def __call__(self, *arguments: Any) -> Any:
        given = dict(zip(self.of, map(np.asarray, arguments), strict=True))
        found = tuple(value_of(text, tuple(self.of), given) for text in self.gives)
        return found if len(found) > 1 else found[0]


@dataclass(frozen=True, slots=True)
class RandomGenerator:
    """Stands for numpy.random.default_rng(seed), which the student's function gets, fresh for every call."""

    seed: int


Described = LinearFunction | Formula | RandomGenerator | ObjectNumber | Refilled


class Recorded:
    """A described function as a student's code gets it. calls: the arguments of each call, copied.

    What it gives back as it was given is the very array: whoever writes into that later changes the answer.
    """

    def __init__(self, described: LinearFunction | Formula) -> None:
        self._described = described
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        self.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in described.of])
        self.calls: list[tuple[Array, ...]] = []
        self._numbers = 0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        given = self.__signature__.bind(*arguments, **named).args
        arrays = tuple(np.array(argument, float) for argument in given)
        if isinstance(self._described, LinearFunction):
            _refuse_shapes(dict(zip(self._described.of, arrays, strict=True)))
        self._numbers += sum(array.size for array in arrays)
        if len(self.calls) == MOST_CALLS or self._numbers > MOST_NUMBERS:
            raise RuntimeError(
                f"this function was called more than {MOST_CALLS} times; when does your loop end?"
            )
        self.calls.append(arrays)
        return self._described(*map(_numbers, given))


def _numbers(given: Any) -> Array:
    """The very array, of floats or of whole numbers, as the lambda that students read would meet it."""
    array = np.asarray(given)
    return array if array.dtype.kind in "iu" else np.asarray(array, float)


def _refuse_shapes(vectors: Mapping[str, Array]) -> None:
    """Raises: ValueError: they are no vectors of one length."""
    first = next(iter(vectors.values()))
    if first.ndim != 1 or len({vector.shape for vector in vectors.values()}) > 1:
        shapes = [f"{name} has shape {vector.shape}" for name, vector in vectors.items()]
        raise ValueError(f"{' and '.join(shapes)}, expected vectors of one length")


def written(described: Described) -> str:
    """Python for it, to be pasted: "lambda context, state: (context - state, 0.5 * state)"."""
    if isinstance(described, ObjectNumber):
        return f"object number {described.number}"
    if isinstance(described, RandomGenerator):
        return f"np.random.default_rng({described.seed})"
    if isinstance(described, Refilled):
        return repr(described)
    return f"lambda {', '.join(described.of)}: {_returned(described)}"


def printing(name: str, described: LinearFunction | Formula) -> str:
    """Python for a function of this name that prints what it is given and what it gives back."""
    given = ', "and", '.join(described.of)
    return (
        f"def {name}({', '.join(described.of)}):\n"
        f"    gives = {_returned(described)}\n"
        f'    print("{name} is given", {given}, "and gives", gives)\n'
        f"    return gives"
    )


def _returned(described: LinearFunction | Formula) -> str:
    if isinstance(described, Formula):
        rows = [in_numpy(text, tuple(described.of))[0] for text in described.gives]
    else:
        rows = [_sum(row, described.of) for row in described.weights]
    return f"({', '.join(rows)})" if len(rows) > 1 else rows[0]


def _sum(row: tuple[float, ...], names: tuple[str, ...]) -> str:
    terms = [(weight, name) for weight, name in zip(row, names, strict=True) if weight] or [(0, names[0])]
    text = " ".join(f"{'-' if weight < 0 else '+'} {_product(abs(weight), name)}" for weight, name in terms)
    return text.removeprefix("+ ") if text[0] == "+" else text.replace("- ", "-", 1)


def _product(weight: float, name: str) -> str:
    return name if weight == 1 else f"{weight:g} * {name}"
