"""What the inputs that are answered wrongly have in common, and those answered rightly have not.

A feature reads one number off a call. Where all wrong answers lie on one side of a threshold, and right ones
on the other, that is told, if further inputs do not speak against it (`borders`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnosis.borders import Border, Labelled, Side, Tried, border
from grader.diagnosis.confirm import Again, confirmed
from grader.diagnosis.features import Feature, features
from grader.diagnosis.heights import height
from grader.diagnosis.on_the_way import NOTHING, Way, holds, screened, seen

LEAST_WRONG = 2
LEAST_RIGHT = 5
SHARE = 0.2  # of all inputs that have to lie on the right side of a threshold
TELLS = 0.5  # of the right answers, where some lie on the wrong side
TELLS_OF_NUMBERS = 0.9  # as this; a threshold is found for any numbers, if some may lie on the wrong side
MOSTLY = 0.5  # of what lies there is wrong
MOSTLY_OF_NUMBERS, OFTEN = 0.95, 10  # of what lies beyond a threshold, and how many wrong ones
EVERY = "Wrong for every input tried where {}, right for all others tried."
BORDERS = 5  # that are tried before nothing is told


@dataclass(frozen=True, slots=True)
class Found:
    """always: it goes wrong for every such input."""

    sentence: str
    of_sizes: bool
    always: bool = True


@dataclass(frozen=True, slots=True)
class _Split:
    """words: with a place for the threshold. at_zero: instead, where that is zero. least: number tried."""

    side: Side
    words: str
    at_zero: str
    outside: int
    inside: int
    wrong: int
    right: int
    least: float

    @property
    def perfect(self) -> bool:
        return self.inside == self.wrong


def where(
    points: Sequence[Labelled], names: Sequence[str], *, tried: Tried, way: Way = NOTHING
) -> Found | None:
    """The size of the right answer, if that decides. Otherwise the first that holds for all inputs beyond it;
    or else the first that holds for most.

    names: of the parameters. tried: asks the student's function. way: how the reference answers.
    """
    if tall := height(points, tried, way):
        words = f"a number in the right answer is about {float(f'{tall:.2g}'):g} or more away from 0"
        return Found(EVERY.format(words), of_sizes=False)
    mostly = None
    known = [*features([call for call, _ in points], names)]
    fitting = _fitting(known, points)
    further = _fitting_on_the_way(points, way)
    fitting += further
    fitting.sort(key=lambda split: (split.outside, split.wrong / split.inside), reverse=True)
    for split in fitting[:BORDERS]:
        side = split.side
        if split in further:
            so = holds(side.feature, points, way, tried, all_wrong=split.perfect)
            found = Border(side.edge) if so else None
        else:
            found = border(side, points, tried, all_wrong=split.perfect)
        again = confirmed(side, found.first, points, tried) if found and split not in further else Again(0, 0)
        if found is not None and again is not None:
            always = split.perfect and again.wrong == again.inside
            words = _told(split, found)
            told = Found(_sentence(words, always=always), side.feature.of_sizes, always)
            if always:
                return told
            mostly = mostly or told
    return mostly


def _fitting(known: Sequence[Feature], points: Sequence[Labelled]) -> list[_Split]:
    splits = [split for one in known for split in _splits(one, points)]
    return [split for split in splits if _worth(split, len(points))]


def _fitting_on_the_way(points: Sequence[Labelled], way: Way) -> list[_Split]:
    """Only what tells some inputs apart is read off all."""
    some, known = seen(screened(points), way)
    telling = [split.side.feature for split in _fitting(known, some)]
    return _fitting(telling, seen(points, way)[0]) if telling else []


def _sentence(words: str, *, always: bool) -> str:
    if always:
        return EVERY.format(words)
    return f"Right for every input tried, except for some where {words}."


def _told(split: _Split, found: Border) -> str:
    if found.about and split.at_zero and abs(found.first) < 0.02 * abs(split.side.edge):
        return split.at_zero
    words = split.words
    if found.first == split.least and not found.about:
        words = re.sub(r" is at most \{\}$", " is {}", words)
    if found.either and words == split.side.feature.above:
        return split.side.feature.either.format(*map(_about, found.either))
    number = _about(found.first) if found.about else f"{found.first:g}"
    return re.sub(r"at most 1 (\w+)s$", r"a single \1", words.format(number))


def _about(bound: float) -> str:
    return f"about {float(f'{bound:.2g}'):g}"


def _worth(split: _Split, total: int) -> bool:
    if split.wrong < LEAST_WRONG or split.outside < max(LEAST_RIGHT, SHARE * total):
        return False
    if split.perfect or split.side.feature.always:
        return split.perfect
    of_numbers = "{}" in split.words and not split.side.feature.of_sizes
    tells, mostly = (TELLS_OF_NUMBERS, MOSTLY_OF_NUMBERS) if of_numbers else (TELLS, MOSTLY)
    often = split.wrong >= OFTEN or not of_numbers
    return often and split.outside >= tells * split.right and split.wrong >= mostly * split.inside


def _splits(feature: Feature, points: Sequence[Labelled]) -> Iterator[_Split]:
    numbers = np.array([feature.read(call.arguments[feature.at]) for call, _ in points], float)
    right = np.array([is_right for _, is_right in points])
    if right.all() or not right.any():
        return
    wrong = numbers[~right]
    for words, at_zero, edge, inside in (
        (feature.above, feature.zero[0], wrong.min(), numbers >= wrong.min()),
        (feature.below, feature.zero[1], wrong.max(), numbers <= wrong.max()),
    ):
        others = numbers[~inside]
        if words and len(others):
            near = others[np.abs(others - edge).argmin()]
            side = Side(feature, float(edge), float(near))
            yield _Split(
                side,
                words,
                at_zero,
                len(others),
                int(inside.sum()),
                len(wrong),
                int(right.sum()),
                float(numbers.min()),
            )
