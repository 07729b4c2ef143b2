"""Equality of values as they are: where the first difference is, and what is there."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from grader.checks.assertions import LISTED, TOLERANCE, assert_that, shown
from grader.errors import CheckFailed, WrongForm
from grader.values import Table, as_source, in_words, kind_of
from grader.wording import CUT_OFF, NOTHING

PAIRS = "Print what you return. What is its type, and what is one element of it?"
_NUMBERS = (bool, int, float, complex)


def assert_equal(
    got: Any,
    expected: Any,
    *,
    what: str,
    exact: bool = False,
    beside: str = "",
    sure: bool = False,
    question: str = "",
) -> None:
    """`got` equals `expected`, whatever they are made of: numbers, texts, lists, dicts, sets, arrays, tables.

    Lists, tuples and arrays are taken as the same, and numbers within TOLERANCE * max(1, |expected|); NaN
    equals NaN. exact: types and numbers must be equal, too; a list is no tuple, and 1 is not 1.0.
    beside, sure: where `expected` is another answer, what gave it, as for assert_agrees. question: as for
    assert_that.
    """
    try:
        _equal(got, expected, what, exact)
    except CheckFailed as failed:
        asked, place = question or failed.question, failed.what.removeprefix(what)
        told = what if " " in what and place.startswith("[") else failed.what  # words cannot be indexed
        at = place if told != failed.what else ""
        raise failed.saying(what=told, at=at, beside=beside, sure=sure, question=asked) from None


def assert_pairs(got: Any, *, what: str = "the pairs") -> Any:
    """`got` is a list, tuple or array of pairs, which are any of these; it. A dict is none, nor is a text."""
    fits = _is_row(got) and all(_is_row(one) and len(one) == 2 for one in got)
    asked = NOTHING if got is None else PAIRS
    assert_that(fits, what=what, got=_of_type(got), expected="a list of pairs", question=asked)
    return got


def assert_matched(got: Any, pairs: list[tuple[Any, Any]], *, places: Sequence[int], what: str) -> None:
    """`got` says which is matched with which as `pairs` do; that they are pairs, is what assert_pairs claims.

    So pairs turned round do, and a dict, the second ones alone, and in their place the `places` of these.
    """
    by_place = [(one, int(at)) for (one, _), at in zip(pairs, places, strict=True)]
    turned = [(two, one) for one, two in pairs]
    forms = pairs, turned, dict(pairs), [two for _, two in pairs], by_place, [at for _, at in by_place]
    if not any(_equals(got, form) for form in forms):
        assert_equal(got, pairs, what=what)


def assert_parts(got: Any, *names: str, what: str = "what came back") -> Any:
    """`got` is a tuple or list of as many values as there are names; it. No marker names those of methods."""
    if not (isinstance(got, list | tuple) and len(got) == len(names)):
        one = "None" if got is None else f"one value, {in_words(got)}"
        found = f"{len(got)} values" if isinstance(got, list | tuple) else one
        raise WrongForm(what, found, f"{len(names)} values: {', '.join(names)}")
    return got


def assert_among(
    got: Iterable[Any], allowed: Iterable[Any], *, what: str, expected: str, question: str = ""
) -> None:
    """Each of `got` equals one of `allowed`, as for assert_equal. expected: what these are, in words.

    question: as for assert_that; a text with which one of them begins is asked about as one that was cut off.
    """
    there = list(allowed)
    fits = _remembered(lambda one: any(_equals(one, due) for due in there))
    others = list(islice((one for one in got if not fits(one)), LISTED + 1))  # more are never told
    cut = any(_is_cut_off(one, due) for one in others for due in there)
    assert_that(not others, what=what, got=others, expected=expected, question=CUT_OFF if cut else question)


def _remembered(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """The same, asked once of equal values: an answer may have a few of them a hundred thousand times."""
    known: dict[Any, bool] = {}

    def asked(value: Any) -> bool:
        try:
            if (key := (type(value), value)) not in known:
                known[key] = holds(value)
            return known[key]
        except TypeError:  # a list, say, has no hash
            return holds(value)

    return asked


def _equals(got: Any, expected: Any) -> bool:
    try:
        _equal(got, expected, "", exact=False)
        return True
    except CheckFailed:
        return False


def _is_cut_off(got: Any, expected: Any) -> bool:
    return isinstance(got, str) and isinstance(expected, str) and got != "" and expected.startswith(got)


def _equal(got: Any, expected: Any, what: str, exact: bool) -> None:
    if exact and kind_of(got) != kind_of(expected):
        raise CheckFailed(what, _of_type(got), _of_type(expected))
    if isinstance(got, Table) or isinstance(expected, Table):
        _tables(got, expected, what, exact)
    elif _is_row(got) and _is_row(expected):
        _rows(_listed(got), _listed(expected), what, exact)
    elif isinstance(got, dict) and isinstance(expected, dict):
        _keys(got, expected, what, "the key", exact)
        for key, item in expected.items():
            _equal(got[key], item, f"{what}[{as_source(key)}]", exact)
    elif isinstance(got, set | frozenset) and isinstance(expected, set | frozenset):
        _keys(got, expected, what, "the element", exact)
    elif _is_row(got) != _is_row(expected) or not _same(got, expected, exact):
        question = CUT_OFF if _is_cut_off(got, expected) else ""
        raise CheckFailed(what, *_apart(got, expected), question=question)


def _is_row(value: Any) -> bool:
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


def _rows(got: Any, expected: Any, what: str, exact: bool) -> None:
    if len(got) != len(expected):
        raise CheckFailed(what, _of_length(got), _of_length(expected))
    for place, (one, other) in enumerate(zip(got, expected, strict=True)):
        _equal(one, other, f"{what}[{place}]", exact)


def _keys(got: Collection[Any], expected: Collection[Any], what: str, which: str, exact: bool) -> None:
    """exact: 1, 1.0 and True are three keys. Both are looked up by hash: a student's may be large."""
    has, due = ({(type(key) if exact else None, key): key for key in keys} for keys in (got, expected))
    for known, key in due.items():
        if known not in has:
            raise CheckFailed(what, f"without {which} {as_source(key)}", f"with {which} {as_source(key)}")
    for known, key in has.items():
        if known not in due:
            raise CheckFailed(what, f"with {which} {as_source(key)}", f"without {which} {as_source(key)}")


def _tables(got: Any, expected: Any, what: str, exact: bool) -> None:
    if not isinstance(got, Table) or not isinstance(expected, Table):
        raise CheckFailed(what, *(_of_type(one) for one in (got, expected)))
    _equal(list(got.columns), list(expected.columns), f"the columns of {what}", exact)
    has, due = ({name: _column(one) for name, one in table.columns.items()} for table in (got, expected))
    for strictly in (False, True)[: 1 + exact]:  # a 1 beside a 2.5 is 1.0 in pandas: no place to begin with
        _equal(has, due, what, strictly)


def _column(values: Any) -> Any:
    """pandas decides whether it is an array, and what is missing from it is NaN."""
    return [math.nan if one is None else one for one in _listed(values)]


def _same(got: Any, expected: Any, exact: bool) -> bool:
    numbers = [_number(one) for one in (got, expected)]
    if exact or None in numbers:
        return bool(got == expected) or (got != got and expected != expected and type(got) is type(expected))
    one, other = numbers
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    try:
        with np.errstate(all="ignore"):
            size = np.abs(other) if np.isfinite(other) else 1.0  # to infinity, everything would be near
            near = np.abs(np.subtract(one, other)) <= TOLERANCE * np.maximum(1.0, size)
    except (OverflowError, TypeError):  # a whole number beyond all floats
        near = False
    return bool(one == other or near or (one != one and other != other))


def _number(value: Any) -> Any:
    """Python's number, None if it is none. An array without axes is one."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.item() if np.ndim(value) == 0 else value
    return value if isinstance(value, _NUMBERS) else None


def _apart(got: Any, expected: Any) -> tuple[str, str]:
    both = isinstance(got, str) and isinstance(expected, str)
    told = as_source if both and (got != got.strip() or expected != expected.strip()) else shown
    texts = told(got), told(expected)
    return texts if texts[0] != texts[1] else (_of_type(got), _of_type(expected))


def _of_length(value: Any) -> str:
    return f"{shown(value)}, of length {len(value)}"


def _of_type(value: Any) -> str:
    article = "an" if type(value).__name__[0] in "aeiou" else "a"
    text = as_source(value) if isinstance(value, str | float) else shown(value)
    return f"{text}, {article} {type(value).__name__}"
