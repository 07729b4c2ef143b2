"""Answers that took no thought. Checks are too easy if these earn much, alone or together."""

import contextlib
import copy
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from grader.checks.judge import Prepared
from grader.solutions.empty_answers import empty_answers, empty_classes
from grader.solutions.known import Functions
from grader.values import FIGURE, TABLE, TEXT, VALUE, LinearFunction, fresh, is_class

Lazy = Callable[..., Any]

MOST_COPIES = 20  # of one question
SHIFTS = 3  # ways in which the ideas of several questions are paired
# What a constant may be, given what was due.
CONSTANTS: Mapping[str, Callable[[Any], Any]] = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "equal parts": lambda due: np.full(np.shape(due), 1 / max(1, np.size(due))),
    "not a number": lambda due: np.full(np.shape(due), np.nan),
    "infinity": lambda due: np.full(np.shape(due), np.inf),
    "a single zero": lambda due: 0.0,
    "an empty array": lambda due: np.empty(0),
    "nothing": lambda due: None,
}
CALLED_WITH = ("zeros", "ones")  # constants that functions among the arguments are called with, too
# What may be taken of an input of at least 0, 1, 2 axes.
PARTS: Mapping[str, Callable[[Any], Any]] = {
    "copy": lambda given: given,
    "first row": lambda given: given[0],
    "first column": lambda given: given[:, 0],
}


def _blank(*arguments: Any) -> Any:
    axes = Figure().subplots()
    axes.imshow(np.zeros_like(next(one for one in arguments if np.ndim(one) == 2)))
    return axes


def _level(*arguments: Any) -> Any:
    axes = Figure().subplots()
    axes.plot(np.zeros(len(next(one for one in arguments if np.ndim(one) == 1))), label="zeros")
    return axes


def _flat(*arguments: Any) -> Any:
    axes = Figure().subplots()
    count = len(next(one for one in arguments if np.ndim(one) == 1))
    axes.bar(range(count), np.zeros(count))
    return axes


FIGURES: Mapping[str, Lazy] = {
    "an empty figure": lambda *_: Figure(),
    "empty axes": lambda *_: Figure().subplots(),
    "a picture of zeros": _blank,
    "a line of zeros": _level,
    "bars of no height": _flat,
    "nothing": lambda *_: None,
}


@dataclass(frozen=True, slots=True, eq=False)
class Thoughtless:
    """Such an answer to one question, the others being right; or, with the question "", to all of them.

    functions, questions: what is to be played. beside: names of answers to one question that count, too.
    """

    name: str
    question: str
    functions: Functions
    questions: tuple[str, ...]
    beside: tuple[str, ...] = ()


def thoughtless_answers(prepared: Prepared, reference: Functions) -> list[Thoughtless]:
    """To each question alone, then to all together."""
    samples = {run.call.function: run.call.arguments for run in reversed(prepared.opening.parked)}
    ideas = {
        name: thoughtless(function, prepared.returns[name], samples.get(name, ()))
        for name, function in reference.items()
        if callable(function)
    }
    found = [
        Thoughtless(f"{name}: {idea}", name, {**reference, name: lazy}, (name,))
        for name, own in ideas.items()
        for idea, lazy in own.items()
    ]
    building = tuple(name for name in ideas if any(len(one.functions) > 1 for one in prepared.of(name)))
    for row in together({name: tuple(own) for name, own in ideas.items()}):
        functions = {name: ideas[name][idea] for name, idea in row.items()}
        rest = tuple(f"{name}: {idea}" for name, idea in row.items() if name not in building)
        told = ", ".join(f"{name} ({idea})" for name, idea in row.items())
        found.append(Thoughtless(f"together: {told}", "", functions, building, rest))
    return found


def thoughtless(answer: Any, returns: Sequence[str], sample: Sequence[Any]) -> dict[str, Lazy]:
    """Such answers to a question, by name.

    answer: the reference's; returns: as model.Question has it, with a class's methods; sample: arguments of a
    call.
    """
    if is_class(tuple(returns)):
        return dict(empty_classes(answer.__name__, returns[1:]))
    if tuple(returns) == FIGURE:
        return dict(FIGURES)
    if tuple(returns) in (VALUE, TEXT, TABLE):
        return empty_answers(answer, sample)
    return dict(_constants(answer, sample)) | dict(_copies(answer, sample))


def together(ideas: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """An idea for every question at once: the first of each, the second, ...; then shifted to one another.

    ideas: by question, the names. So every idea of one question meets several of every other.
    """
    rows = dict[tuple[str, ...], None]()
    for shift in range(SHIFTS):
        for first in range(max(map(len, ideas.values()), default=0)):
            places = [first + shift * number for number in range(len(ideas))]
            rows[tuple(own[at % len(own)] for own, at in zip(ideas.values(), places, strict=True))] = None
    return (dict(zip(ideas, row, strict=True)) for row in rows)


def _due(function: Lazy, arguments: Sequence[Any]) -> Any:
    """What the reference returns, and nothing that it prints; 0 where it raises."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        return function(*arguments)
    return 0.0


def _constants(function: Lazy, sample: Sequence[Any]) -> Iterator[tuple[str, Lazy]]:
    takes = {place: len(one.of) for place, one in enumerate(sample) if isinstance(one, LinearFunction)}

    def constant(fill: Callable[[Any], Any], with_: Callable[[Any], Any] | None = None) -> Lazy:
        def answer(*arguments: Any) -> Any:
            if with_:
                _call_what_is_given(arguments, takes, with_)
            due = _due(function, copy.deepcopy(arguments))  # what it is given stays untouched
            return tuple(map(fill, due)) if isinstance(due, tuple) else fill(due)

        return answer

    for name, fill in CONSTANTS.items():
        yield name, constant(fill)
        if takes:
            yield f"{name}, after calling what it is given", constant(fill, lambda array: array)
        if takes and name in CALLED_WITH:
            yield f"{name}, after calling what it is given with {name}", constant(fill, fill)


def _call_what_is_given(
    arguments: Sequence[Any], takes: Mapping[int, int], with_: Callable[[Any], Any]
) -> None:
    """As many times as the whole number that is given says, on what is made of the first array.

    takes: of each function among the arguments, by its place, how many vectors.
    """
    times = next((one for one in arguments if isinstance(one, int)), 1)
    array = with_(next(one for one in arguments if isinstance(one, np.ndarray)))
    for place, count in takes.items():
        for _ in range(times):
            arguments[place](*[array] * count)


def _copies(function: Lazy, sample: Sequence[Any]) -> Iterator[tuple[str, Lazy]]:
    """What is taken of the inputs, in every order, where it has the shapes that are due; the first of many.

    Nothing of an answer that is no arrays, or where the sample does not call the function.
    """
    try:
        due = function(*map(fresh, sample))
        wanted = [np.shape(part) for part in due] if isinstance(due, tuple) else [np.shape(due)]
    except Exception:
        return
    taken = [
        (f"{name} of input {place + 1}", place, part)
        for place, given in enumerate(sample)
        for axes, (name, part) in enumerate(PARTS.items())
        if isinstance(given, np.ndarray) and given.ndim >= axes
    ]

    def copied(chosen: Sequence[tuple[str, int, Callable[[Any], Any]]]) -> Lazy:
        def answer(*arguments: Any) -> Any:
            parts = tuple(part(arguments[place]) for _, place, part in chosen)
            return parts if len(parts) > 1 else parts[0]

        return answer

    fitting = [[one for one in taken if np.shape(one[2](sample[one[1]])) == shape] for shape in wanted]
    for chosen in islice(product(*fitting), MOST_COPIES):
        if chosen:
            yield " and ".join(name for name, _, _ in chosen), copied(chosen)
