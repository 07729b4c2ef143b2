"""Answers that took no thought. Checks are too easy if one of them earns much."""

import copy
import inspect
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from grader.values import FIGURE


def thoughtless(answer: Any, returns: Sequence[str]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Such answers to a question, by name. answer: the reference's; returns: as model.Question has it."""
    if callable(answer):
        yield from _lazy(answer)
    if tuple(returns) == FIGURE:
        yield "an empty figure", lambda *_: Figure()
        yield "empty axes", lambda *_: Figure().subplots()


def _lazy(function: Callable[..., Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Answers that took no thought: constants of the right shape, and the inputs handed back."""

    def constant(fill: Callable[[Any], Any]) -> Callable[..., Any]:
        def answer(*arguments: Any) -> Any:
            value = function(*copy.deepcopy(arguments))  # what it is given stays untouched
            return tuple(fill(part) for part in value) if isinstance(value, tuple) else fill(value)

        return answer

    def copied(positions: tuple[int, ...]) -> Callable[..., Any]:
        def answer(*arguments: Any) -> Any:
            chosen = tuple(arguments[position] for position in positions)
            return chosen if len(chosen) > 1 else chosen[0]

        return answer

    yield "zeros", constant(np.zeros_like)
    yield "ones", constant(np.ones_like)
    yield "equal parts", constant(lambda value: np.full(np.shape(value), 1 / max(1, np.size(value))))
    parameters = inspect.signature(function).parameters.values()
    inputs = sum(parameter.default is parameter.empty for parameter in parameters)
    for parts in (1, 2):
        for positions in product(range(inputs), repeat=parts):
            yield f"copy of input {', '.join(str(position + 1) for position in positions)}", copied(positions)
