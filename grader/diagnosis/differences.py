"""How wrong answers differ from right ones: by one of the `rules`, or by what they do not look at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.diagnosis.changes import Point, arrays, unlike
from grader.diagnosis.counts import Pair, Rule, equal
from grader.diagnosis.doubts import Doubts
from grader.diagnosis.rules import (
    HOLES,
    NO_NUMBER,
    NO_NUMBERS,
    ONLY_SHAPE,
    OTHER_SHAPE,
    OTHER_SHAPES,
    bound_of,
    rule_of,
)
from grader.diagnosis.writing import later_digits
from grader.values import FIGURE, Call, as_source

LEAST = 3  # wrong answers that a rule must explain, and it explains all
LONGEST = 12  # numbers of an array that is shown
TINY = 1e-300  # what is nearer to zero is told as that
WRITTEN = 90  # characters of a call that is written in a sentence
FEW = 2  # arguments, which need no names there
NEARLY = 0.01  # of the largest number: who is nowhere further off is nearly right
OFTEN = 0.4  # of all answers, where the later digits of every number are wrong
CLOSELY = 4  # digits; who has so many right approximates, however often a check sees it


EMPTY = {HOLES: "Some cells are empty, and the others are right", NO_NUMBERS: "Every cell is empty"}
_LEFT_EMPTY = "What do the empty cells have in common, and which line leaves them without a colour?"


@dataclass(frozen=True, slots=True)
class Seen:
    """How wrong answers differ from right ones. explains: by what is so in all of them. everywhere: and all
    right answers are as this would make them, so that it needs no telling where it is so. where: it tells so.
    """

    text: str
    question: str
    explains: bool
    everywhere: bool = True
    where: bool = False


def differences(
    points: Sequence[Point], question: str, names: Sequence[str], returns: Sequence[str], doubts: Doubts
) -> Seen | None:
    """names: of the parameters. None: no answer can be compared with the right one."""
    wrong = [point for point in points if not point.right and arrays(point.own) and arrays(point.due)]
    several = returns if len(returns) > 1 else [""]
    either_way = returns == FIGURE
    parts = [
        [replace(pair, names=tuple(names)) for pair in _pairs(wrong, index, part, either_way=either_way)]
        for index, part in enumerate(several)
    ]
    pairs = [pair for part in parts for pair in part]
    if not pairs:
        return None
    seen = _seen(points, wrong, parts, question, names, doubts, picture=either_way)
    alone = [name for name, part in zip(several, parts, strict=True) if part]
    if seen is None or len(alone) == len(several):
        return seen
    return replace(seen, text=f"The mistake shows in {' and '.join(alone)} alone. {seen.text}")


def _seen(
    points: Sequence[Point],
    wrong: Sequence[Point],
    parts: Sequence[Sequence[Pair]],
    question: str,
    names: Sequence[str],
    doubts: Doubts,
    *,
    picture: bool,
) -> Seen | None:
    """parts: of what is returned, where each is wrong."""
    pairs = [pair for part in parts for pair in part]
    for index, part in enumerate(parts):
        few = bound_of(part) if 1 < len(part) < LEAST else None  # the same number, for different ones
        if rule := rule_of(part) if len(part) >= LEAST else few:
            if rule.words == ONLY_SHAPE and not all(one.right or arrays(one.due) for one in points):
                rule = replace(rule, words=OTHER_SHAPE)  # texts are no numbers
            several = part[0].part if sum(map(bool, parts)) > 1 else ""
            words, asked = _of_rule(rule, several, picture=picture)
            showing = [pair for pair in part if np.isfinite(pair.got).any()] if rule.words == HOLES else part
            text = f"{words}." if rule.of_sizes else _sentence(words, showing, question)
            explains = rule.words not in OTHER_SHAPES
            everywhere = _everywhere(rule, index, points)
            return Seen(text, asked, explains, everywhere, where=rule.where and everywhere)
    finite = [pair for pair in pairs if np.isfinite(pair.got).all()]
    digits = _digits(finite) if len(finite) >= LEAST else 0
    if digits and (len(finite) >= OFTEN * len(points) or (digits >= CLOSELY and len(finite) == len(pairs))):
        words = f"Your numbers are right to {digits} digits, some to more, and wrong in later ones"
        return Seen(_sentence(words, finite, question), later_digits(), explains=True)
    for pair in _whole(pairs):
        point = next(point for point in wrong if point.call is pair.call)
        if (example := _example([pair], question)) and (found := unlike(point, names, doubts)):
            words, asked = found
            return Seen(f"{example} {words}", asked, explains=False)
    example = _example(pairs, question)
    return Seen(f"{_counted(pairs)}{example}", "", explains=False) if example else None


def _of_rule(rule: Rule, part: str, *, picture: bool) -> tuple[str, str]:
    """Words and question. part: what it is so of, if not of all."""
    words, asked = (rule.words, rule.question)
    if picture and rule.question == NO_NUMBER:
        words, asked = EMPTY[rule.words], _LEFT_EMPTY
    return (f"In the {part}, {words[0].lower()}{words[1:]}" if part and part not in words else words), asked


def _everywhere(rule: Rule, index: int, points: Sequence[Point]) -> bool:
    """Whether right answers speak for the rule; of one number, or equal ones, most rules say nothing."""
    right = [due[index] for point in points if point.right and len(due := arrays(point.due)) > index]
    with np.errstate(all="ignore"):
        if rule.tells:
            return all(rule.holds(due, due) for due in right)
        return not any(due.size and np.ptp(due) for due in right)


def _pairs(wrong: Sequence[Point], index: int, part: str, *, either_way: bool) -> Iterator[Pair]:
    """Where this part of the answer is wrong. part: its name, if there are several. either_way: rows may be
    columns, as in a picture: what is wrong with one that is turned is something else.
    """
    for point in wrong:
        got, due = arrays(point.own), arrays(point.due)
        if either_way:
            got = [one if one.shape == right.shape else one.T for one, right in zip(got, due, strict=False)]
        if not len(got) == len(due) > index or not due[index].size or equal(got[index], due[index]):
            continue
        if not (either_way and equal(got[index].T, due[index])):
            yield Pair(point.call, got[index], due[index], part)


def _counted(pairs: Sequence[Pair]) -> str:
    """How many numbers of the smallest example are right, if some are."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape or pair.due.ndim != 1:
        return ""
    right = int(close(pair.got, pair.due).sum())
    return f"{right} of {pair.due.size} numbers {'is' if right == 1 else 'are'} right: " if right else ""


def _sentence(words: str, pairs: Sequence[Pair], question: str) -> str:
    example = _example(pairs, question)
    return f"{words}: {example}" if example else f"{words}."


def _digits(pairs: Sequence[Pair]) -> int:
    """How many digits of the largest number are right in every answer; 0: not even two."""
    if any(pair.got.shape != pair.due.shape for pair in pairs):
        return 0
    with np.errstate(all="ignore"):
        size = np.array([np.abs(pair.due).max() for pair in pairs])
        off = np.array([np.abs(pair.got - pair.due).max() for pair in pairs])
        if not (off <= NEARLY * size).all():  # nor where it is nan
            return 0
        return int((np.floor(np.log10(size)) + 1 - np.log10(2 * off)).min())


def _example(pairs: Sequence[Pair], question: str) -> str:
    """The smallest one: the call, what came back and what is expected; "" where nobody could check that."""
    pair = min(pairs, key=lambda pair: _size(pair.call))
    if pair.got.shape != pair.due.shape:
        given = " and ".join(str(one.shape) for one in pair.call.arguments if isinstance(one, np.ndarray))
        gave = f"{question} gave {pair.part or 'numbers'} of shape {pair.got.shape}"
        return f"{gave}, expected {pair.due.shape}, for arguments of shape {given}."
    written = _written(pair.call, pair.names)
    if pair.due.size > LONGEST or not written:
        return ""
    digits = next((few for few in (6, 9, 12) if not np.allclose(*_rounded(pair, few), 0, 0)), 17)
    got, due = shown(pair.got, digits=digits), shown(pair.due, digits=digits)
    return f"{written} gave {pair.part}{' ' if pair.part else ''}{got}, expected {due}."


def _rounded(pair: Pair, digits: int) -> tuple[Numbers, Numbers]:
    """Both as they are read with so many digits."""

    def read(array: Numbers) -> Numbers:
        return np.array([float(f"{number:.{digits}g}") for number in array.ravel()])

    return read(pair.got), read(pair.due)


def _written(call: Call, names: Sequence[str]) -> str:
    """The call with its very numbers; "": too long to be read in a sentence, or with other arguments."""
    named = dict(call.named)
    given: list[Any] = [*call.arguments, *named.values()]
    if not all(isinstance(one, np.ndarray) and one.dtype.kind in "iufb" for one in given):
        return ""
    if all(one.dtype in (np.float64, np.bool_) for one in given):
        told = [*map(_exact, call.arguments)]
        if len(given) > FEW:  # by their names
            told = [*map(" ".join, zip(names, told, strict=False))]
        told += [f"{name} {_exact(one)}" for name, one in named.items()]
        text = f"{call.function} for {' and '.join(told)}"
    else:
        told = [*map(as_source, call.arguments), *(f"{name}={as_source(named[name])}" for name in named)]
        text = f"{call.function}({', '.join(told)})"  # types tell
    return text if len(text) <= WRITTEN else ""


def _exact(array: Any) -> str:
    return re.sub(r"\.0\b", "", str(np.asarray(array).tolist()))


def shown(array: Any, *, digits: int = 3) -> str:
    """Its numbers: whole ones as they are, others to so many digits."""
    if np.ndim(array):
        return f"[{', '.join(shown(one, digits=digits) for one in array)}]"
    number = float(array) + 0.0  # no -0
    number = number if abs(number) > TINY or np.isnan(number) else 0.0
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e6 else f"{number:.{digits}g}"


def _size(call: Call) -> tuple[int, int]:
    given = [one for one in call.arguments if isinstance(one, np.ndarray)]
    return sum(len(_exact(one)) for one in given), sum(one.size for one in given)


def _whole(pairs: Sequence[Pair]) -> list[Pair]:
    """The smallest one that has two of everything: in a single one, all or nothing is seen."""
    whole = [
        pair
        for pair in pairs
        if all(min(one.shape, default=2) > 1 for one in pair.call.arguments if isinstance(one, np.ndarray))
    ]
    return [min(whole, key=lambda pair: _size(pair.call))] if whole else []
