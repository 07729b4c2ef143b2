"""Answers without thought are made for every kind of question, alone and to all of them together."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from grader.solutions.baselines import thoughtless, together
from grader.values import LinearFunction


def joined(state: Any, words: Any) -> tuple[Any, Any]:
    return state * 2, words @ state


SAMPLE = (np.array([1.0, 2.0]), np.array([[3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]))


def test_constants_of_the_right_shapes_and_what_fits_of_the_inputs() -> None:
    """Each answer has the form that is due, as far as its idea has one."""
    ideas = thoughtless(joined, ("context", "weights"), SAMPLE)

    shapes = {
        name: [np.shape(part) for part in ideas[name](*SAMPLE)] for name in ideas if "nothing" not in name
    }
    assert shapes["zeros"] == shapes["not a number"] == [(2,), (3,)]
    assert shapes["copy of input 1 and first column of input 2"] == [(2,), (3,)]
    assert shapes["first row of input 2 and first column of input 2"] == [(2,), (3,)]


@pytest.mark.parametrize(("name", "number"), [("zeros", 0.0), ("ones", 1.0)])
def test_what_is_given_is_called_with_constants(name: str, number: float) -> None:
    """Who is given a function may call it as often as is due, and look at nothing."""
    given: list[Any] = []
    step = LinearFunction(("state",), ((1,),))
    sample = (SAMPLE[0], step, 3)

    ideas = thoughtless(lambda state, step, n: state, ("outputs",), sample)
    ideas[f"{name}, after calling what it is given with {name}"](SAMPLE[0], given.append, 3)

    assert np.array_equal(given, np.full((3, 2), number))


class Stack:
    """A stub that is a class."""


@pytest.mark.parametrize("answer", [Stack, str.upper, lambda n: (i for i in range(n)), lambda: 1 / 0])
def test_what_is_no_arrays(answer: Any) -> None:
    """Classes, texts, generators and what cannot be called so have the constants, and no copies."""
    ideas = thoughtless(answer, (), ("word",))

    assert "zeros" in ideas
    assert not any("of input" in name for name in ideas)


def test_every_two_ideas_meet() -> None:
    """Of the first three shifts of two questions, each pairs every idea with another one."""
    ideas = {"one": list("abc"), "two": list("xyz"), "three": list("pqr")}

    rows = list(together(ideas))

    for first, second in combinations(ideas, 2):
        assert len({(row[first], row[second]) for row in rows}) >= 3
    assert {(row["one"], row["two"]) for row in rows} == {(a, x) for a in "abc" for x in "xyz"}
