"""What the reference computes on the way: what its parts give, products of its arguments, its answer.

What wrong inputs have in common may be seen there alone: a score that is 0, two equal products. Such a
condition is tried on inputs made of small whole numbers, in which zeros and equal numbers are frequent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from grader.checks.run import quiet
from grader.diagnosis.borders import Labelled, Tried
from grader.diagnosis.features import Feature
from grader.diagnosis.inputs import numeric, shapes
from grader.solutions import Functions, code_objects, rebuilt
from grader.values import Array, Call

Values = Mapping[str, Array]  # by the words that follow "a number"

ANSWER = "in the right answer"
SCREENED = 60  # wrong ones, and as many right ones, that are looked at before all are
BASES = 6  # inputs of different shapes that new ones are made like
DRAWN = 12  # new ones of each shape
TRIED = 4  # new ones on either side
LEAST = 2  # of them, on either side
EIGHTHS = 8  # what adds up to one is made of so many parts; a longer row of so many for each number


@dataclass(frozen=True, slots=True)
class Way:
    """How the reference comes to its answer. of: what is seen there, for a call."""

    of: Callable[[Call], Values]


NOTHING = Way(lambda call: {})


def on_the_way(functions: Functions, question: str, names: Sequence[str]) -> Way:
    """functions: the reference's, by question. names: of the parameters."""
    noted: dict[str, list[Any]] = {}

    def noting(name: str) -> Callable[..., Any]:
        def part(*arguments: Any) -> Any:
            found = functions[name](*arguments)
            noted.setdefault(name, []).append(found)
            return found

        return part

    used = {name for code in code_objects(functions[question]) for name in code.co_names}
    parts = [name for name in functions if name in used and name != question]
    whole = rebuilt(functions, {name: noting(name) for name in parts})[question]

    def of(call: Call) -> Values:
        noted.clear()
        try:
            with quiet():
                due = whole(*call.arguments, **dict(call.named))
        except Exception:
            return {}
        once = {f"that `{name}` gives": found[0] for name, found in noted.items() if len(found) == 1}
        seen = {**once, ANSWER: due, **_products(call, names)}
        return {words: one for words, one in seen.items() if isinstance(one, np.ndarray) and numeric(one)}

    return Way(of)


def _products(call: Call, names: Sequence[str]) -> Values:
    """Of a vector and each row of a table."""
    given: list[tuple[str, Any]] = [
        (name, one) for name, one in zip(names, call.arguments, strict=False) if numeric(one)
    ]
    vectors = [(name, one) for name, one in given if np.ndim(one) == 1]
    tables = [(name, one) for name, one in given if np.ndim(one) == 2]
    return {
        f"in a row of `{name} * {other}`": vector * table
        for name, vector in vectors
        for other, table in tables
        if np.shape(table)[1:] == np.shape(vector)
    }


def screened(points: Sequence[Labelled]) -> list[Labelled]:
    """Some of either kind, from all over."""
    kinds = [[one for one in points if one[1] is right] for right in (False, True)]
    return [one for kind in kinds for one in kind[:: max(1, len(kind) // SCREENED)]]


def seen(points: Sequence[Labelled], way: Way) -> tuple[list[Labelled], list[Feature]]:
    """The calls with what is seen on the way as further arguments, and what can be read off these."""
    values = [way.of(call) for call, _ in points]
    words = [one for one in (values[0] if values else {}) if all(one in other for other in values)]
    wider = [
        (replace(call, arguments=(*call.arguments, *map(found.__getitem__, words))), right)
        for (call, right), found in zip(points, values, strict=True)
    ]
    count = len(points[0][0].arguments) if points else 0
    alike = all(len(call.arguments) == count for call, _ in points)
    return wider, [
        one for at, name in enumerate(words, count) for one in _features(at, name)
    ] if alike else []


def _features(at: int, words: str) -> Iterator[Feature]:
    def told(read: Callable[[Any], bool], text: str) -> Feature:
        return Feature(read, at, text, of_sizes=False)

    yield told(lambda x: bool((x == 0).any()), f"a number {words} is 0")
    yield told(_repeats, f"two numbers {words} are equal, and not 0")
    yield told(lambda x: bool((x < 0).any()), f"a number {words} is below 0")
    if words != ANSWER:
        yield told(lambda x: x.ndim == 1 and x.argmax() > 0, f"the largest number {words} is not the first")


def _repeats(array: Any) -> bool:
    """Two numbers of a row; zeros add nothing, once or twice."""
    ordered = np.sort(np.where(np.atleast_1d(array) == 0, np.nan, array))
    return bool((ordered[..., 1:] == ordered[..., :-1]).any())


def holds(feature: Feature, points: Sequence[Labelled], way: Way, tried: Tried, *, all_wrong: bool) -> bool:
    """Whether new inputs are answered rightly where this is not so, and wrongly where it is.

    all_wrong: all of these, and not only some.
    """
    count = len(points[0][0].arguments)
    sides: dict[bool, list[Call]] = {True: [], False: []}
    for call in _new([call for call, _ in points]):
        found = [*way.of(call).values()]
        if feature.at - count < len(found):
            sides[bool(feature.read(found[feature.at - count]))].append(call)
    inside, outside = sides[True][:TRIED], sides[False][:TRIED]
    if min(len(inside), len(outside)) < LEAST:
        return False
    answered = [*tried([*outside, *inside])]
    wrong = answered[len(outside) :].count(False)
    ended = len(answered) == len(outside) + len(inside)
    return ended and all(answered[: len(outside)]) and wrong >= (len(inside) if all_wrong else LEAST)


def _new(calls: Sequence[Call]) -> Iterator[Call]:
    """Of the shapes of some of these, in turn."""
    generator = np.random.default_rng(0)
    bases = islice({shapes(call): call for call in calls if _is_small(call)}.values(), BASES)
    for call in [*bases] * DRAWN:
        yield replace(call, arguments=tuple(drawn(one, generator) for one in call.arguments))


def _is_small(call: Call) -> bool:
    return all(1 < np.size(one) <= 16 for one in call.arguments if isinstance(one, np.ndarray))


def shares(given: Any) -> bool:
    """Whether each row of an array of numbers shares out one."""
    return given.ndim > 0 and given.min() >= 0 and bool((np.abs(given.sum(axis=-1) - 1) < 1e-6).all())


def drawn(given: Any, generator: np.random.Generator) -> Any:
    """Small whole numbers of that shape, or rows of shares of one; what holds no numbers stays as it is."""
    if not numeric(given):
        return given
    if shares(given):
        width = given.shape[-1]
        parts = EIGHTHS if width <= EIGHTHS else EIGHTHS << width.bit_length()
        return generator.multinomial(parts, np.full(width, 1 / width), given.shape[:-1]) / parts
    return generator.integers(-2, 3, given.shape).astype(float)
