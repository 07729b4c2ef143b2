"""How wrong answers differ from right ones: by one of the `rules`, or by what they do not look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.diagnosis.answers import close
from grader.diagnosis.changes import Point, arrays, unlike
from grader.diagnosis.counts import Pair, Rule, equal
from grader.diagnosis.doubts import Doubts
from grader.diagnosis.pictured import same_words
from grader.diagnosis.rules import (
    HOLES,
    NO_NUMBER,
    NO_NUMBERS,
    ONLY_SHAPE,
    ORDER,
    OTHER_SHAPE,
    OTHER_SHAPES,
    REVERSED,
    bound_of,
    rule_of,
)
from grader.diagnosis.telling import example, size, whole
from grader.diagnosis.writing import later_digits
from grader.values import FIGURE

LEAST = 3  # wrong answers that a rule must explain, and it explains all
FEWEST, SHOWN = 2, 5  # numbers whose cells are empty
NEARLY = 0.01  # of the largest number: who is nowhere further off is nearly right
OFTEN = 0.4  # of all answers, where the later digits of every number are wrong
CLOSELY = 4  # digits; who has so many right approximates, however often a check sees it

SOME_EMPTY = "Some cells stay empty"
EMPTY = {HOLES: f"{SOME_EMPTY}{{}}; all others are right", NO_NUMBERS: "Every cell is empty"}
# Of a picture: whether the numbers or their labels are misplaced, nobody can see.
_OPPOSITE = "The numbers drawn are right, but run in the opposite order to their labels"
_NOT_BESIDE = "The numbers drawn are right, but stand beside other labels than their own"
_BESIDE_WHICH = "Take one cell of your picture. Which labels should it have? Which line places these labels?"
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
        if rule := _rule(part, wrong, picture=picture):
            if rule.words == ONLY_SHAPE and not all(one.right or arrays(one.due) for one in points):
                rule = replace(rule, words=OTHER_SHAPE)  # texts are no numbers
            several = part[0].part if sum(map(bool, parts)) > 1 else ""
            words, asked = _of_rule(rule, several, part, picture=picture)
            showing = [pair for pair in part if np.isfinite(pair.got).any()] if rule.words == HOLES else part
            text = (
                f"{words}." if rule.of_sizes else _sentence(words, showing or part, question, picture=picture)
            )
            explains = not rule.words.startswith(OTHER_SHAPES)
            everywhere = _everywhere(rule, index, points)
            return Seen(text, asked, explains, everywhere, where=rule.where and everywhere)
    finite = [pair for pair in pairs if np.isfinite(pair.got).all()]
    digits = _digits(finite) if len(finite) >= LEAST else 0
    if digits and (len(finite) >= OFTEN * len(points) or (digits >= CLOSELY and len(finite) == len(pairs))):
        words = f"Your numbers are right to {digits} digits, some to more, and wrong in later ones"
        return Seen(_sentence(words, finite, question), later_digits(), explains=True)
    for pair in whole(pairs):
        point = next(point for point in wrong if point.call is pair.call)
        shown_by = example([pair], question, picture=picture)
        if shown_by and (found := unlike(point, names, doubts, picture=picture)):
            words, asked = found
            return Seen(f"{shown_by} {words}", asked, explains=False)
    smallest = example(pairs, question, picture=picture)
    return Seen(f"{_counted(pairs)}{smallest}", "", explains=False) if smallest else None


def _rule(part: Sequence[Pair], wrong: Sequence[Point], *, picture: bool) -> Rule | None:
    """What is so in all of these; of few, whether it is one number for different ones."""
    if len(part) < LEAST:
        return bound_of(part) if len(part) > 1 else None
    rule = rule_of(part)
    if picture and rule and rule.question == ORDER:
        known = all(same_words(point.own[0], point.due[0]) for point in wrong)
        return rule if known else None  # where labels are not right, nobody knows which cell is whose
    return rule


def _of_rule(rule: Rule, part: str, pairs: Sequence[Pair], *, picture: bool) -> tuple[str, str]:
    """Words and question. part: what it is so of, if not of all."""
    words, asked = (rule.words, rule.question)
    if picture and rule.question == NO_NUMBER:
        words, asked = EMPTY[rule.words].format(_left_empty(pairs)), _LEFT_EMPTY
    if picture and rule.question == ORDER:
        words, asked = (_OPPOSITE if rule.words == REVERSED else _NOT_BESIDE), _BESIDE_WHICH
    return (f"In the {part}, {words[0].lower()}{words[1:]}" if part and part not in words else words), asked


def _left_empty(pairs: Sequence[Pair]) -> str:
    """The numbers whose cells are empty, of pictures in which some are not; "" for too few to compare."""
    some = [pair for pair in pairs if np.isfinite(pair.got).any()]
    found = sorted({f"{number:.3g}" for pair in some for number in pair.due[np.isnan(pair.got)]}, key=float)
    if len(found) < FEWEST:
        return ""
    few = found[:SHOWN] if len(found) <= SHOWN else [*found[: SHOWN - 1], found[-1]]
    return f", those of {', '.join(few[:-1])} and {few[-1]}{' among them' * (len(found) > SHOWN)}"


def _everywhere(rule: Rule, index: int, points: Sequence[Point]) -> bool:
    """Whether right answers speak for the rule; of one number, or equal ones, most rules say nothing."""
    every = [due[index] for point in points if point.right and len(due := arrays(point.due)) > index]
    right = [np.atleast_1d(due) for due in every if due.size]
    with np.errstate(all="ignore"):
        if rule.tells:
            return all(rule.holds(due, due) for due in right)
        return not any(np.ptp(due) for due in right)


def _pairs(wrong: Sequence[Point], index: int, part: str, *, either_way: bool) -> Iterator[Pair]:
    """Where this part of the answer is wrong. part: its name, if there are several. either_way: rows may be
    columns, as in a picture: what is wrong with one that is turned is something else.
    """
    for point in wrong:
        got, due = arrays(point.own), arrays(point.due)
        if either_way:
            got = [
                one.T if one.T.shape == right.shape != one.shape else one
                for one, right in zip(got, due, strict=False)
            ]
        if not len(got) == len(due) > index or not due[index].size or equal(got[index], due[index]):
            continue
        if not (either_way and equal(got[index].T, due[index])):
            yield Pair(point.call, got[index], due[index], part)


def _counted(pairs: Sequence[Pair]) -> str:
    """How many numbers of the smallest example are right, if some are."""
    pair = min(pairs, key=lambda pair: size(pair.call))
    if pair.got.shape != pair.due.shape or pair.due.ndim != 1:
        return ""
    right = int(close(pair.got, pair.due).sum())
    return f"{right} of {pair.due.size} numbers {'is' if right == 1 else 'are'} right: " if right else ""


def _sentence(words: str, pairs: Sequence[Pair], question: str, *, picture: bool = False) -> str:
    smallest = example(pairs, question, picture=picture)
    return f"{words}: {smallest}" if smallest else f"{words}."


def _digits(pairs: Sequence[Pair]) -> int:
    """How many digits of the largest number are right in every answer; 0: not even two."""
    if any(pair.got.shape != pair.due.shape for pair in pairs):
        return 0
    with np.errstate(all="ignore"):
        size = np.array([np.abs(pair.due).max() for pair in pairs])
        off = np.array([np.abs(pair.got - pair.due).max() for pair in pairs])
        if not (np.isfinite(size) & (off <= NEARLY * size)).all():  # nor where it is nan
            return 0
        return int((np.floor(np.log10(size)) + 1 - np.log10(2 * off)).min())
