"""Rules by which wrong answers come from right ones: another order, a lost sign, a factor."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.diagnosis.answers import close
from grader.diagnosis.counts import Pair, Rule, equal, never, taken_apart, too_few
from grader.wording import WHICH_STEP as _STEP

NO_NUMBERS = "Every number is nan"
HOLES = "Some numbers are nan, and the others are right"
OTHER_SHAPE = "The shape is not right"
OTHER_SHAPES = (OTHER_SHAPE, "Too few numbers come back", "Too many numbers come back")
ONLY_SHAPE = "The numbers are right, the shape is not"
_EXACT = "Print your numbers for this input. Which line makes them what they are?"
_DIVIDED = "is divided by its largest number, which becomes 1"
REVERSED = "The numbers are right, but in reverse order"
_PLACES = "The numbers are right, their places are not"
ORDER = "Which number belongs to which place, and where does the order change?"
_TURNED = "Which number belongs to which row and column, and where do rows become columns?"
NO_NUMBER = (
    "Print what each line gives for this input. Which is the first that is inf or nan, or divides by 0?"
)
_HOW_MANY = "Which line of yours decides how many numbers come back?"
_FACTOR = "By which factor is each answer wrong? What does your code divide or multiply by for that input?"
_BY_ONE = "All numbers of an answer are wrong by one factor, each answer by another"
_LOST = "Which numbers are 0 that should not be? Which line makes each of them?"
_BOUND = "Which line lets no number go beyond that bound, and what would the number be without it?"
_LAST = "Which line makes the last number? Is it made as the others are?"
_FIRST = "Which line makes the first number? Is it made as the others are?"
_SHAPES = (
    "Print the shape of what each line gives, for such an input. Which is the first that should be another?"
)
_AXIS = "Which line makes what you return for such an input? Which axis {} there?"
ABOUT_SHAPES = (_HOW_MANY, _SHAPES)
CUT_OTHERWISE = "The numbers are right one after the other, but not the length of the rows"
_LENGTHS = "Which line of yours decides how long a row is, and in which order are the numbers put into rows?"
_ROWS = "Print each row when it is made, and again at the end. Is it right the first time, and at the end?"


def _one_factor(got: Any, due: Any) -> bool:
    ratios = _ratios(got, due)
    return len(ratios) > 0 and bool(np.ptp(ratios) < 1e-5)


def _holes(got: Any, due: Any) -> bool:
    lost = np.isnan(got) & ~np.isnan(due)
    return bool(lost.any()) and equal(got[~lost], due[~lost])


def _zeros(got: Any, due: Any) -> bool:
    kept = got != 0
    return bool((due[~kept] != 0).any()) and equal(got[kept], due[kept])


def _all_rows(got: Any, due: Any, row: Any) -> bool:
    return due.ndim == 2 and equal(got, np.repeat(row, len(due), axis=0))


def _repeated(got: Any, due: Any) -> bool:
    """Whether each row that came back is one of those that were due."""
    return due.ndim == 2 and all(any(equal(one, other) for other in due) for one in got)


def _ratios(got: Any, due: Any) -> Any:
    """Of all numbers that are not zero; none where one is that should be zero."""
    there = np.abs(due) > 1e-9
    return got[there] / due[there] if equal(got[~there], due[~there]) else np.empty(0)


def _shape_words(pairs: Sequence[Pair]) -> str:
    """Of vectors, whether these are too short, or too long."""
    if any(pair.got.ndim != 1 or pair.due.ndim != 1 for pair in pairs):
        return OTHER_SHAPE
    more, sizes = {pair.got.size > pair.due.size for pair in pairs}, {pair.got.size for pair in pairs}
    words = OTHER_SHAPES[1 + more.pop()] if len(more) == 1 else OTHER_SHAPE
    always = len(sizes) == 1 < len({pair.due.size for pair in pairs}) and words != OTHER_SHAPE
    return f"{words}: {sizes.pop()} each time" if always else words


def size_question(pairs: Sequence[Pair]) -> str:
    """About another shape: where its size is that of an argument, or of the different rows of one."""
    for at, name in enumerate(pairs[0].names):
        if all(_merged(pair, at) for pair in pairs):
            equal_ones = (f"Two numbers in {name} are equal", f"Two rows of {name} hold the same numbers")
            are_rows = all(np.ndim(pair.call.arguments[at]) > 1 for pair in pairs)
            return f"{equal_ones[are_rows]}. How many does your code keep of the two?"
    return _SHAPES if all(map(_of_argument, pairs)) else _HOW_MANY


def axis_question(pairs: Sequence[Pair]) -> str:
    """About the right numbers in another shape: whether axes are too many, too few, or others."""
    more = {int(np.sign(pair.got.ndim - pair.due.ndim)) for pair in pairs}
    done = {1: "is one too many", -1: "is missing"}.get(more.pop()) if len(more) == 1 else None
    return _AXIS.format(done) if done else _SHAPES


def _merged(pair: Pair, at: int) -> bool:
    """Whether equal rows of this argument were taken for one."""
    rows = pair.call.arguments[at] if at < len(pair.call.arguments) else None
    if not (isinstance(rows, np.ndarray) and rows.ndim and rows.size) or pair.got.ndim != pair.due.ndim:
        return False
    different = len(np.unique(rows, axis=0))
    sizes = [one for one in zip(pair.got.shape, pair.due.shape, strict=True) if one[0] != one[1]]
    return different < len(rows) and set(sizes) == {(different, len(rows))}


def _of_argument(pair: Pair) -> bool:
    """Whether each size that should not have come is one of an argument's."""
    given = {size for one in pair.call.arguments if isinstance(one, np.ndarray) for size in one.shape}
    new = set(pair.got.shape) - set(pair.due.shape) or {*pair.got.shape}
    return bool(new) and new <= given


RULES = tuple(
    Rule(*row)
    for row in (
        (lambda g, d: np.isnan(g).all() and not np.isnan(d).any(), NO_NUMBERS, NO_NUMBER),
        (lambda g, d: _holes(g, d), HOLES, NO_NUMBER),
        (lambda g, d: _zeros(g, d), "Some numbers are 0 and should not be; the rest is right", _LOST, False),
        (lambda g, d: equal(g, d[::-1]), REVERSED, ORDER),
        (lambda g, d: d.ndim == 2 and equal(g, d.T), "Rows and columns are exchanged", _TURNED),
        (lambda g, d: equal(np.sort(g, None), np.sort(d, None)), _PLACES, ORDER, False),
        (lambda g, d: _all_rows(g, d, d[-1:]), "Every row is the last one", _ROWS),
        (lambda g, d: _all_rows(g, d, d[:1]), "Every row is the first one", _ROWS),
        (lambda g, d: _repeated(g, d), "Some right rows stand in the place of others", _ROWS, False),
        (lambda g, d: equal(g, -d), "Each number has the opposite sign", _STEP),
        (lambda g, d: equal(g, np.abs(d)), "Numbers have lost their minus sign", _STEP),
        (lambda g, d: equal(g, np.maximum(d, 0)), "Numbers below zero have become zero", _STEP),
        (lambda g, d: equal(g, np.trunc(d)), "Each number has lost the digits after its point", _EXACT),
        (lambda g, d: equal(g, np.round(d)), "Each number comes back as the nearest whole one", _EXACT),
        (lambda g, d: equal(g, np.floor(d)), "Each number is rounded down", _EXACT),
        (lambda g, d: equal(g, d / d.max()), f"The whole answer {_DIVIDED}", _STEP),
        (lambda g, d: equal(g, d / d.sum()), "The whole answer is divided by its total", _STEP),
        (lambda g, d: equal(g, d / d.max(axis=-1, keepdims=True)), f"Each row {_DIVIDED}", _STEP),
        (lambda g, d: equal(g, d / d.sum(axis=-1, keepdims=True)), "Each row is divided by its sum", _STEP),
        (lambda g, d: equal(g, d**2), "Each number is squared", _STEP),
        (lambda g, d: equal(g[:-1], d[:-1]), "Only the last number is wrong", _LAST, False),
        (lambda g, d: equal(g[1:], d[1:]), "Only the first number is wrong", _FIRST, False),
        (_one_factor, _BY_ONE, _FACTOR, False),
    )
)  # fmt: skip


def bound_of(pairs: Sequence[Pair]) -> Rule | None:
    """Whether different right numbers beyond a bound come back as that bound, and all others are right."""
    if any(pair.got.shape != pair.due.shape for pair in pairs):
        return None
    got = np.concatenate([pair.got.ravel() for pair in pairs])
    due = np.concatenate([pair.due.ravel() for pair in pairs])
    if not np.isfinite(got).all():
        return None
    low, high = got.min(), got.max()
    above, below = (len(set(due[beyond & ~close(got, due)])) > 1 for beyond in (due > high, due < low))
    low, high = low if below and low else -np.inf, high if above and high else np.inf
    told = [
        f"{side} {bound:g} comes back as {bound:g}"
        for side, bound in (("above", high), ("below", low))
        if np.isfinite(bound)
    ]
    if not told or not equal(got, np.clip(due, low, high)):
        return None
    words = f"Every expected number {', and every one '.join(told)}"
    return Rule(lambda g, d: equal(g, np.clip(d, low, high)), words, _BOUND, where=True)


def rule_of(pairs: Sequence[Pair]) -> Rule | None:
    """What is so in all of them."""
    with np.errstate(all="ignore"):
        if all(pair.got.shape != pair.due.shape for pair in pairs):
            same = all(equal(pair.got.ravel(), pair.due.ravel()) for pair in pairs)
            if same and (parts := taken_apart(pairs)):
                return parts
            if same and all(pair.got.ndim == pair.due.ndim == 2 for pair in pairs):
                return Rule(never, CUT_OTHERWISE, _LENGTHS, of_sizes=True)
            if same:
                return Rule(never, ONLY_SHAPE, axis_question(pairs), of_sizes=True)
            return too_few(pairs) or Rule(never, _shape_words(pairs), size_question(pairs), of_sizes=True)
        if any(pair.got.shape != pair.due.shape or not pair.due.ndim for pair in pairs):
            return None
        telling = max(pair.due.size for pair in pairs) > 1
        ratios = [_ratios(pair.got, pair.due) for pair in pairs]
        if all(map(len, ratios)) and np.ptp(every := np.concatenate(ratios)) < 1e-5:
            times = float(every[0])
            if not times:
                return Rule(lambda g, d: not g.any(), "Every number is 0", _STEP)
            factor = f"{every[0]:.3g}" if abs(every[0] - 1) > 0.01 else f"{every[0]:.6g}"
            return Rule(
                lambda g, d: equal(g, times * d), f"Each number is {factor} times the right one", _STEP
            )
        if rule := bound_of(pairs):
            return rule
        for rule in RULES:
            if telling and all(rule.holds(pair.got, pair.due) for pair in pairs):
                return rule
    return None
