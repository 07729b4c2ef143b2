"""What the inputs that are answered wrongly have in common."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from drawn_values import VALUES
from hypothesis import given, settings

from grader.diagnosis.borders import Border, Labelled
from grader.diagnosis.features import features
from grader.diagnosis.on_the_way import NOTHING, Way, on_the_way
from grader.diagnosis.where import _splits, _told, where
from grader.values import Call

GENERATOR = np.random.default_rng(7)
STATES = [
    (GENERATOR.integers(-9, 9, (rows, columns)) / 4, GENERATOR.integers(-9, 9, columns) / 4)
    for rows in (1, 2, 3, 5)
    for columns in (1, 2, 3, 4)
    for _ in range(2)
]
FAR = [(states + offset, state) for states, state in STATES[:12] for offset in (-1000, 1000)]


def told(wrong: Callable[[Any, Any], bool], inputs: list[tuple[Any, Any]], way: Way = NOTHING) -> str:
    points: list[Labelled] = [(Call("score", given), not wrong(*given)) for given in inputs]

    def tried(calls: Sequence[Call]) -> list[bool]:
        return [not wrong(*call.arguments) for call in calls]

    found = where(points, ["states", "state"], tried=tried, way=way)
    return found.sentence if found else ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda states, state: len(states) >= 3, "states has 3 or more rows"),
        (lambda states, state: states.shape[1] == 1, "states has a single column"),
        (lambda states, state: states.shape[1] % 2 == 1, "states has an odd number of columns"),
        (lambda states, state: len(states) > len(state), "states has more rows than columns"),
        (lambda states, state: len(states) == len(state), "states has as many rows as columns"),
    ],
)
def test_one_kind_of_input(wrong: Callable[[Any, Any], bool], words: str) -> None:
    """Whatever sets the wrong ones apart by their sizes is told as that."""
    assert told(wrong, STATES) == f"Wrong for every input tried where {words}, right for all others tried."


@pytest.mark.parametrize("border", [5.0, 31.25, 88.7, 250.0, 709.78, 745.1, 900.0])
@pytest.mark.parametrize(
    ("is_wrong", "words"),
    [
        (lambda states, border: states.max() < -border, "every number in states is about {} or lower"),
        (lambda states, border: states.max() > border, "some number in states is about {} or higher"),
        (lambda states, border: states.min() < -border, "some number in states is about {} or lower"),
        (lambda s, border: abs(s).max() > border, "some number in states is about {} or more away from 0"),
        (lambda states, border: np.ptp(states) > border, "the numbers in states lie about {} or more apart"),
    ],
)  # fmt: skip
def test_a_threshold(is_wrong: Callable[[Any, float], bool], words: str, border: float) -> None:
    """The number that is told is where answers turn wrong, and not where an input happened to lie."""
    wide = [(states * factor, state) for states, state in STATES for factor in (40, 600)]

    found = told(lambda states, state: is_wrong(states, border), [*STATES, *FAR, *wide])

    number = re.search(r"-?\d+(\.\d+)?", found)
    assert number
    assert abs(float(number[0])) == pytest.approx(border, rel=0.05)
    assert found.startswith(f"Wrong for every input tried where {words.format(number[0])}, right for all")


@pytest.mark.parametrize("least", [3, 4, 11, 17, 40])
def test_the_smallest_size(least: int) -> None:
    """Where sentences of five words are right and those of forty are not, sizes in between are tried."""
    long = [(np.resize(states, (40, states.shape[1])), state) for states, state in STATES]

    found = told(lambda states, state: len(states) >= least, [*STATES, *long])

    assert found.startswith(f"Wrong for every input tried where states has {least} or more rows")


def test_the_order_of_numbers_some_of_which_are_equal() -> None:
    """Where sorting changes nothing, that says nothing about the order."""
    equal = [(np.ones((2, 2)), np.array([size, size])) for size in range(3)]
    others = [(np.ones((2, 2)), np.array(pair)) for pair in ((1.0, 2), (0, 5), (3, 1), (4, 2), (6, 0))]

    found = told(lambda states, state: state.argmax() > 0, [*equal, *others])

    assert found.startswith("Wrong for every input tried where the largest number in state is not the first")


def test_how_far_the_largest_is_from_0() -> None:
    """What goes wrong by the largest number, far above 0 or far below, is told of that number."""
    rows = ([0.0, 1, 2], [-3.0, 4, 1], [2.0, 2, 0], [-900.0, 1, 0], [1.0, 0, -5])
    calls = [Call("softmax", (np.array(row) + far,)) for row in rows for far in (0.0, 50, -50, 700, -700)]

    def right(more: Sequence[Call]) -> list[bool]:
        return [bool(abs(np.max(call.arguments[0])) < 400) for call in more]

    found = where([*zip(calls, right(calls), strict=True)], ["scores"], tried=right)

    assert found is not None
    assert "the largest number in scores is about 4" in found.sentence


def test_how_far_the_largest_is_from_the_mean() -> None:
    """What subtracts the mean goes wrong by that distance, and by none from 0."""
    rows = ([0.0, 1, 2], [-3.0, 4, 1, 0, 0], [2.0, 2, 0, 7], [-9.0, 1], [1.0, 0, -5, 0, 0, 0, 0, 0])
    times = (1.0, 30, 100, 150, 200, 250, 300, 500, 900)
    calls = [Call("softmax", (np.array(row) * by + far,)) for row in rows for by in times for far in (0, 900)]

    def right(more: Sequence[Call]) -> list[bool]:
        given: list[Any] = [call.arguments[0] for call in more]
        return [bool(one.max() - one.mean() < 709) for one in given]

    found = where([*zip(calls, right(calls), strict=True)], ["scores"], tried=right)

    assert found is not None
    assert "where the largest number in scores is about 710 or more above the mean of all" in found.sentence


def test_a_border_that_separates_but_nine_of_ten() -> None:
    """Of a threshold beyond which a tenth is right nothing is said: it is not what decides."""
    rows = [(np.full((2, 2), float(size)), np.zeros(2)) for size in range(1, 101)]
    some = {61.0, 72.0, 83.0, 94.0}

    found = told(lambda states, state: states.max() > 60 and states.max() not in some, rows)

    assert found == ""


def test_what_only_looks_like_the_cause() -> None:
    """A zero that all wrong inputs have, and no right one, is not blamed where answers stay wrong without."""
    wrong = [(np.array([[0.0, 1], [2, 4]]), np.array([size, 1.5])) for size in (70.0, 80, 90)]
    right = [(np.array([[1.0, 2], [3, 5]]) + size, np.array([size, 1.5])) for size in range(2, 12)]

    found = told(lambda states, state: state[0] > 60, [*wrong, *right])

    assert "is 0" not in found


def test_an_exception_inside() -> None:
    """Where some such inputs are right, it is said that some are not."""
    found = told(lambda states, state: len(states) >= 3 and states[0, 0] != 0.25, STATES)

    assert found == "Right for every input tried, except for some where states has 3 or more rows."


@pytest.mark.parametrize("wrong", [lambda *_: True, lambda *_: False, lambda s, t: s[0, 0] * 4 % 2 == 0])
def test_nothing_in_common(wrong: Callable[[Any, Any], bool]) -> None:
    """Nothing is said where all is wrong, or all is right, or sizes and signs explain nothing."""
    assert told(wrong, STATES) == ""


def score(states: Any, state: Any) -> Any:
    return states @ state


def attend(states: Any, state: Any) -> Any:
    return score(states, state) @ states


WAY = on_the_way({"score": score, "attend": attend}, "attend", ["states", "state"])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda states, state: bool((states @ state == 0).any()), "a number that `score` gives is 0"),
        (
            lambda states, state: (states @ state).argmax() > 0,
            "the largest number that `score` gives is not the first",
        ),
        (
            lambda states, state: any(len(set(row[row != 0])) < sum(row != 0) for row in states * state),
            "two numbers in a row of `state * states` are equal, and not 0",
        ),
        (
            lambda states, state: bool((states @ state @ states < 0).any()),
            "a number in the right answer is below 0",
        ),
    ],
    ids=["zero", "later", "equal products", "answer"],
)
def test_what_is_seen_on_the_way(wrong: Callable[[Any, Any], bool], words: str) -> None:
    """What only a part's answer, a product or the answer shows is told as that."""
    small = [
        (GENERATOR.integers(-2, 3, states.shape) * 1.0, GENERATOR.integers(-2, 3, state.shape) * 1.0)
        for states, state in 4 * STATES
    ]

    found = told(wrong, [*STATES, *small], WAY)

    assert found == f"Wrong for every input tried where {words}, right for all others tried."


LARGE = [(30 * states, 30 * state) for states, state in STATES]


def test_the_size_of_the_right_answer() -> None:
    """Where that decides, it is told, and not that arguments are large whenever the answer is."""
    way = on_the_way({"score": score}, "score", ["states", "state"])

    found = told(lambda states, state: abs(score(states, state)).max() > 400, [*STATES, *LARGE], way)

    words = "a number in the right answer is about 400 or more away from 0"
    assert found == f"Wrong for every input tried where {words}, right for all others tried."


def test_what_only_looks_like_the_size_of_the_right_answer() -> None:
    """Where one argument decides, the answer is not blamed, though it is large whenever that is."""
    way = on_the_way({"score": score}, "score", ["states", "state"])
    inputs = [*STATES, *((states, 100 * state) for states, state in STATES if state.any() and states.any())]

    found = told(lambda states, state: abs(state).max() > 10, inputs, way)

    assert "some number in state is about 10 or more away from 0" in found


def test_what_only_looks_like_the_cause_on_the_way() -> None:
    """A score of 0 that all wrong inputs have is not blamed where other inputs are right with it."""
    wrong = [(np.array([[1.0, 1], [2, 4]]), np.array([size, -size])) for size in (70.0, 80, 90)]
    right = [(np.array([[1.0, 2], [3, 5]]) + size, np.array([size, 1.5])) for size in range(2, 12)]

    found = told(lambda states, state: state[0] > 60, [*wrong, *right], WAY)

    assert "`score`" not in found


def test_a_threshold_for_few() -> None:
    """Where but a few go wrong beyond a threshold, and others do not, the threshold is a chance."""
    high = [(np.array([[size, 1.5]]), np.ones(2)) for size in (30.0, 31, 32, 33)]

    found = told(lambda states, state: states.max() > 30.5 and states.max() % 2 >= 1, [*STATES, *high])

    assert "or higher" not in found


def test_nearly_all() -> None:
    """A kind that most inputs are of, right ones too, says nothing, and is not told."""
    found = told(lambda states, state: len(states) > 1 and states[0, 0] * 4 % 2 == 0, STATES)

    assert found == ""


@settings(max_examples=40, deadline=None)
@given(value=VALUES)
def test_any_argument_can_be_looked_at(value: Any) -> None:
    """Lists of unequal rows, texts and dicts have no features, beside arrays that have some."""
    calls = [Call("score", (value, states)) for states, _ in STATES[:3]]

    assert any("states" in one.above for one in features(calls, ["value", "states"]))


def test_inputs_are_turned_around() -> None:
    """Where only large numbers above zero went wrong, those far below are tried before a rule is told."""
    above = [(states + 1000, state) for states, state in STATES[:12]]

    one_way = told(lambda states, state: states.max() > 700, [*STATES, *above])
    either = told(lambda states, state: states.max() > 700 or states.min() < -700, [*STATES, *above])

    assert "some number in states is about 700 or higher" in one_way
    assert "some number in states is about 700 or more away from 0" in either


@pytest.mark.parametrize(
    ("one", "words"),
    [(np.max, "the largest number in scores"), (lambda x: x[abs(x).argmax()], "some number in scores")],
)
def test_a_bound_on_each_side_of_zero(one: Callable[[Any], float], words: str) -> None:
    """e to the power of a number is too large for a float from 709.8 on, and 0 from -745.2 on."""
    inputs = [
        GENERATOR.integers(-9, 9, size) / 4 + offset for size in (1, 2, 3, 4, 5) for offset in (0, -800, 800)
    ]
    points: list[Labelled] = [(Call("softmax", (scores,)), bool(abs(one(scores)) < 700)) for scores in inputs]

    def tried(calls: Sequence[Call]) -> list[bool]:
        return [-745.2 < one(call.arguments[0]) < 709.8 for call in calls]

    found = where(points, ["scores"], tried=tried)

    assert found and f"where {words} is about 710 or higher, or about -750 or lower, right" in found.sentence


@pytest.mark.parametrize(("least", "words"), [(1, "n is 1"), (0, "n is at most 1")])
def test_the_least_number_tried(least: int, words: str) -> None:
    """Where none is smaller, it is that number; where one is, it is not."""
    points = [(Call("f", (n,)), n > 1) for n in (*range(least, 10), *range(least, 10))]

    (feature,) = features([call for call, _ in points], ["n"])
    (below,) = [one for one in _splits(feature, points) if "at most" in one.words]

    assert _told(below, Border(1.0)) == words
    assert _told(below, Border(2.0)) == "n is at most 2"  # as is found between the points
