"""What a check may hand to a student's function: arrays, single values, words, and functions it describes.

A function crosses no wire. A check describes one, as plain data, and whoever calls the student's function
makes a real one from the description, fresh for every call, which remembers what it was called with.
"""

import inspect
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values.plain import Plain, as_plain

Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]

MOST_CALLS = 100  # of one described function within one call; ends a loop that would never end


@dataclass(frozen=True, slots=True)
class LinearFunction:
    """A function of vectors of one length, by its parameters' names: a weighted sum of them for each row.

    weights: a row for every vector it returns, in it a number for every parameter. LinearFunction(("a", "b"),
    ((1, -1), (0, 2))) is `lambda a, b: (a - b, 2 * b)`, and can be called as that can.
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
        sums = np.array(self.weights, float) @ np.stack([np.asarray(vector, float) for vector in vectors])
        return tuple(sums) if len(self.weights) > 1 else sums[0]


Argument = Array | bool | int | float | str | tuple[str, ...] | LinearFunction


class Recorded:
    """A described function as a student's code gets it. calls: the vectors of each call, copied."""

    def __init__(self, described: LinearFunction) -> None:
        self._described = described
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        self.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in described.of])
        self.calls: list[tuple[Array, ...]] = []

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        given = self.__signature__.bind(*arguments, **named).args
        vectors = tuple(np.array(vector, float) for vector in given)
        if vectors[0].ndim != 1 or len({vector.shape for vector in vectors}) > 1:
            shapes = [
                f"{name} has shape {v.shape}" for name, v in zip(self._described.of, vectors, strict=True)
            ]
            raise ValueError(f"{' and '.join(shapes)}, expected vectors of one length")
        if len(self.calls) == MOST_CALLS:
            raise RuntimeError(
                f"this function was called more than {MOST_CALLS} times; when does your loop end?"
            )
        self.calls.append(vectors)
        return self._described(*vectors)


def as_argument(value: Any) -> Argument:
    """`value` as it is handed over: what is neither a scalar, words nor described becomes an array."""
    if isinstance(value, np.ndarray | bool | int | float | str | LinearFunction):
        return np.asarray(value) if isinstance(value, np.generic) else value
    if isinstance(value, list | tuple) and value and all(isinstance(word, str) for word in value):
        return tuple(value)
    return np.asarray(value)


def fresh(argument: Argument) -> Any:
    """What a student's function is called with: a copy; words as a list; of a description, a function."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, tuple):
        return list(argument)
    return Recorded(argument) if isinstance(argument, LinearFunction) else argument


def left_behind(argument: Argument, given: Any) -> Plain | None:
    """What a call made of `given`, the fresh `argument`; None: it left it alone.

    Of a described function, always its calls: a tuple of them, each a tuple of vectors.
    """
    if isinstance(argument, np.ndarray):
        same = given.dtype == argument.dtype and given.shape == argument.shape
        return None if same and given.tobytes() == argument.tobytes() else as_plain(given)
    if isinstance(given, Recorded):
        return tuple(given.calls)
    if isinstance(argument, tuple):
        return None if given == list(argument) else as_plain(given)
    return None


def written(described: LinearFunction) -> str:
    """Python for it, to be pasted: "lambda context, state: (context - state, 0.5 * state)"."""
    rows = [_sum(row, described.of) for row in described.weights]
    returned = f"({', '.join(rows)})" if len(rows) > 1 else rows[0]
    return f"lambda {', '.join(described.of)}: {returned}"


def _sum(row: tuple[float, ...], names: tuple[str, ...]) -> str:
    terms = [(weight, name) for weight, name in zip(row, names, strict=True) if weight] or [(0, names[0])]
    text = " ".join(f"{'-' if weight < 0 else '+'} {_product(abs(weight), name)}" for weight, name in terms)
    return text.removeprefix("+ ") if text[0] == "+" else text.replace("- ", "-", 1)


def _product(weight: float, name: str) -> str:
    return name if weight == 1 else f"{weight:g} * {name}"
