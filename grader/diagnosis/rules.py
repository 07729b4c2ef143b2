"""Rules by which wrong answers come from right ones: another order, a lost sign, a factor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.values import Call
from grader.wording import WHICH_STEP as _STEP

NO_NUMBERS = "Every number is nan"
HOLES = "Some numbers are nan, and the rest is right"
OTHER_SHAPE = "The shape is not right"
ONLY_SHAPE = "The numbers are right, the shape is not"
_EXACT = "Print your numbers for this input. Which line makes them what they are?"
_DIVIDED = "is divided by its largest number, which becomes 1"
_PLACES = "The numbers are right, their places are not"
_ORDER = "Which number belongs to which place, and where does the order change?"
_TURNED = "Which number belongs to which row and column, and where do rows become columns?"
NO_NUMBER = (
    "Print what each step gives for this input, and what you divide by. Which is the first that is inf or "
    "nan, or a total of 0?"
)
_HOW_MANY = "Which line of yours decides how many numbers come back, and from what does it take that?"
_FACTOR = "By what does your code divide or multiply all numbers, and when is that not what it should be?"
_BY_ONE = "All numbers of an answer are wrong by one factor, each answer by another"
_LOST = "Which numbers are 0 that should not be? Were they ever set, and by which line?"
_BOUND = "Which line lets no number go beyond that bound, and what would the number be without it?"
_STOP, _BEGIN = "Where does your loop stop?", "Where does your loop begin?"
_SIZES_OF_AXES = "Which line of yours adds an axis, drops one, or makes another size of it?"
_SIZES = "From which argument does your code take its sizes?"
_ROWS = "Where is each row made and kept, and can a later one take its place?"


@dataclass(frozen=True, slots=True)
class Pair:
    """A call, what came back and what was due. part: what this is called, where there are several. names: of
    the call's arguments.
    """

    call: Call
    got: Numbers
    due: Numbers
    part: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is so of an answer, beside the right one. tells: and by that, all that the answer is. where: it
    says, too, which answers are wrong. of_sizes: it is about these, of which the failed claim has an example.
    """

    holds: Callable[[Any, Any], bool]
    words: str
    question: str
    tells: bool = True
    where: bool = False
    of_sizes: bool = False


def equal(got: Any, due: Any) -> bool:
    return np.shape(got) == np.shape(due) and bool(close(np.asarray(got), np.asarray(due)).all())


def _never(got: Any, due: Any) -> bool:
    """Of what no right answer is."""
    return False


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


def too_few(pairs: Sequence[Pair]) -> Rule | None:
    """Where an argument says how many rows are due, and fewer came back, each as long as it should be."""
    for at, name in enumerate(pairs[0].names):
        if all(_are_fewer(pair, at) for pair in pairs):
            words = f"Fewer {pairs[0].part or 'rows'} come back than {name} says"
            asked = f"Is it {name} alone that decides how often your loop runs? What else can end it?"
            return Rule(_never, words, asked, of_sizes=True)
    return None


def _are_fewer(pair: Pair, at: int) -> bool:
    said = pair.call.arguments[at] if at < len(pair.call.arguments) else None
    (got, *rest), (due, *others) = pair.got.shape or (0, 0), pair.due.shape or (0, 1)
    return type(said) is int and said == due > got and rest == others


def size_question(pairs: Sequence[Pair]) -> str:
    """About another shape: where its size is that of an argument, or of the different rows of one."""
    for at, name in enumerate(pairs[0].names):
        if all(_merged(pair, at) for pair in pairs):
            return f"Two rows of {name} hold the same numbers. How many does your code keep of the two?"
    return _SIZES if all(map(_of_argument, pairs)) else _HOW_MANY


def axis_question(pairs: Sequence[Pair]) -> str:
    """About the right numbers in another shape: whether axes are too many, too few, or others."""
    more = {int(np.sign(pair.got.ndim - pair.due.ndim)) for pair in pairs}
    done = {1: "adds", -1: "drops"}.get(more.pop()) if len(more) == 1 else None
    return f"Which line of yours {done} an axis?" if done else _SIZES_OF_AXES


def _merged(pair: Pair, at: int) -> bool:
    """Whether equal rows of this argument were taken for one."""
    rows = pair.call.arguments[at] if at < len(pair.call.arguments) else None
    if not isinstance(rows, np.ndarray) or not rows.size or pair.got.ndim != pair.due.ndim:
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
        (lambda g, d: equal(g, d[::-1]), "The numbers are right, but in reverse order", _ORDER),
        (lambda g, d: d.ndim == 2 and equal(g, d.T), "Rows and columns are exchanged", _TURNED),
        (lambda g, d: equal(np.sort(g, None), np.sort(d, None)), _PLACES, _ORDER, False),
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
        (lambda g, d: equal(g[:-1], d[:-1]), "Only the last number is wrong", _STOP, False),
        (lambda g, d: equal(g[1:], d[1:]), "Only the first number is wrong", _BEGIN, False),
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
            if same:
                return Rule(_never, ONLY_SHAPE, axis_question(pairs), of_sizes=True)
            return too_few(pairs) or Rule(_never, OTHER_SHAPE, size_question(pairs), of_sizes=True)
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
