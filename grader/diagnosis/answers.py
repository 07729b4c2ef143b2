"""What a function answered, in a form in which two sets of answers can be compared and kept.

An answer has a form (raised what, returned which shapes) and numbers. Forms must be equal; numbers as near
as checks ask for, so that what no check could tell apart is one answer, in float32 and in any order of sums.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import Any

import numpy as np

from grader.diagnosis.pictured import picture
from grader.errors import CheckFailed
from grader.values import (
    TABLE,
    TEXT,
    VALUE,
    Died,
    Exact,
    Figure,
    Hung,
    NotNumbers,
    Plain,
    Raised,
    Reply,
    Returned,
    Table,
    Word,
    as_source,
    formed,
    is_class,
    normalised,
)

TOLERANCE = 1e-5  # of a number, or of one, whichever is larger
LARGEST_FLOAT = 1e308  # a larger integer is compared as it is written

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.int64]]

# By what a form is written with: "raised" and a kind, a shape, or a tuple of these.
Form = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers to a sequence of calls.

    forms: one a call. numbers: (n,) float64, those of all answers one after another. ends: (calls,) integers,
    where each answer's numbers end.
    """

    forms: tuple[Form, ...]
    numbers: Numbers
    ends: Places

    @property
    def form(self) -> str:
        """All forms as one short text; equal forms, and only they, have equal texts."""
        return hashlib.sha256(repr(self.forms).encode()).hexdigest()[:32]

    def each(self) -> Iterator[tuple[Form, Numbers]]:
        """Form and numbers of one answer after another."""
        start = 0
        for form, end in zip(self.forms, self.ends.tolist(), strict=True):
            yield form, self.numbers[start:end]
            start = end

    def raising_as(self, right: "Answers") -> "Answers":
        """With the exceptions of `right` where both raise: of objects, few claims ask for a kind."""
        pairs = zip(self.forms, right.forms, strict=True)
        return replace(
            self, forms=tuple(due if {one[0], due[0]} == {"raised"} else one for one, due in pairs)
        )


def answers(replies: Sequence[Reply | None], returns: tuple[str, ...]) -> Answers:
    """The canonical form of replies; None stands for one that never came.

    returns: the names of what the function returns.
    """
    # Exceptions are compared by kind, for their texts name variables and operations, and one idea is written
    # in many. Where nothing ever came back there is nothing else to go by, and a kind alone would be a guess.
    wordy = not any(isinstance(reply, Returned) for reply in replies)
    forms, numbers, ends, end = [], [], [], 0
    for reply in replies:
        form, parts = _answer(reply, returns, wordy=wordy)
        forms.append(form)
        numbers += parts
        end += sum(part.size for part in parts)
        ends.append(end)
    flat = np.concatenate([np.empty(0), *(part.ravel() for part in numbers)], dtype=np.float64)
    return Answers(tuple(forms), flat, np.array(ends, int))


def answer(reply: Reply, returns: tuple[str, ...]) -> tuple[Form, Numbers]:
    """The canonical form of one reply: as of `answers`, and faster."""
    form, parts = _answer(reply, returns, wordy=not isinstance(reply, Returned))
    flat = parts[0].ravel() if len(parts) == 1 else np.concatenate([np.empty(0), *map(np.ravel, parts)])
    return form, flat.astype(np.float64, casting="same_kind")


def _answer(reply: Reply | None, returns: tuple[str, ...], *, wordy: bool) -> tuple[Form, list[Any]]:
    if isinstance(reply, Returned):
        form, parts = _value(reply.value, returns)
        for index in sorted(reply.changed):
            after, more = _value(reply.changed[index], ())
            form, parts = (*form, "changed", index, after), parts + more
        return form, parts
    match reply:
        case Raised(kind, text):
            return ("raised", kind, _without_numbers(text)) if wordy else ("raised", kind), []
        case Hung():
            return ("hung",), []
        case Died():
            return ("died",), []
        case None:
            return ("unanswered",), []


def _value(value: Plain, returns: tuple[str, ...]) -> tuple[Form, list[Any]]:
    """As a check sees it, where a check can use it: lists are arrays, an array of rows is a tuple of them."""
    if _are_arrays(returns):  # nearly always
        if type(value) is np.ndarray and len(returns) <= 1:
            return ("returned", value.shape), [value]
        if type(value) is tuple and len(value) == len(returns) and all(map(_is_array, value)):
            return ("returned", *[part.shape for part in value]), list(value)  # type: ignore[union-attr]
    if not isinstance(value, np.ndarray) or len(returns) > 1:
        try:
            value = formed(value, returns, call="")
        except CheckFailed:
            return _unusable(value)
    if returns in (VALUE, TEXT, TABLE) or is_class(returns):
        return _as_it_is(value)
    if isinstance(value, Figure):
        return picture(value)
    parts: list[Any] = list(value) if isinstance(value, tuple) else [value]
    return ("returned", *(part.shape for part in parts)), parts


@cache
def _are_arrays(returns: tuple[str, ...]) -> bool:
    return returns not in (VALUE, TEXT, TABLE) and not is_class(returns)


def _is_array(value: Plain) -> bool:
    return type(value) is np.ndarray


def _as_it_is(value: Any) -> tuple[Form, list[Any]]:
    """A value of the grammar: numbers beside a form that has everything else.

    As for assert_equal, lists, tuples and arrays are alike, and so are dicts in any order.
    """
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.shape[:1] != (0,):
        return ("array", value.shape), [value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < LARGEST_FLOAT):
        return ("array", ()), [np.array(value, float)]
    if isinstance(value, np.ndarray):
        return _as_it_is(value.tolist())
    if isinstance(value, Table):
        return _named("table", list(value.columns.items()))
    if isinstance(value, dict):
        return _named(
            "dict", sorted(((as_source(key), part) for key, part in value.items()), key=itemgetter(0))
        )
    if isinstance(value, list | tuple):
        inner = [_as_it_is(part) for part in value]
        forms = [form for form, _ in inner]
        if forms and forms[0][0] == "array" and len(set(forms)) == 1:
            return ("array", (len(forms), *forms[0][1])), _joined(inner)
        return ("list", *forms), _joined(inner)
    return ("value", as_source(value)), []


def _named(kind: str, items: Sequence[tuple[str, Any]]) -> tuple[Form, list[Any]]:
    inner = [_as_it_is(part) for _, part in items]
    return (kind, *((name, form) for (name, _), (form, _) in zip(items, inner, strict=True))), _joined(inner)


def _joined(inner: Sequence[tuple[Form, list[Any]]]) -> list[Any]:
    return [part for _, parts in inner for part in parts]


def _unusable(value: Plain) -> tuple[Form, list[Any]]:
    """Whatever it is. Of what is not made of numbers, only the kind: its text is cut, and free in form."""
    if isinstance(value, NotNumbers):
        return ("not numbers", value.kind), []
    if isinstance(value, Exact):
        return _as_it_is(value.value)
    if isinstance(value, Word):
        return ("word", normalised(value.text)), []
    if isinstance(value, Figure):
        return picture(value)
    if isinstance(value, np.ndarray):
        return ("array", value.shape), [value]
    inner = [_unusable(part) for part in value]
    return ("tuple", *(form for form, _ in inner)), [part for _, parts in inner for part in parts]


def _without_numbers(text: str) -> str:
    """An exception's text less shapes, addresses and how deep a recursion was."""
    return re.sub(r"0x[0-9a-f]+|\d+", "0", text.partition(" while ")[0])[:80]


def close(got: Numbers, expected: Numbers) -> Truths:
    """Whether numbers are equal as far as checks can tell; NaN equals NaN. Shapes may broadcast."""
    equal: Truths = got == expected
    if np.count_nonzero(equal) == equal.size:  # nearly always, and faster than to ask for all
        return equal
    with np.errstate(all="ignore"):
        near: Truths = np.abs(got - expected) <= TOLERANCE * np.maximum(1.0, np.abs(expected))
    near &= np.isfinite(expected)  # to infinity, everything would be near
    return equal | near | (np.isnan(got) & np.isnan(expected))


def same(one: Answers, other: Answers) -> bool:
    """Whether all answers are equal, in form and in numbers."""
    return one.forms == other.forms and bool(close(one.numbers, other.numbers).all())
