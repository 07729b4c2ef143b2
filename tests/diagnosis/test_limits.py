"""Up to which size answers are right, where some larger inputs are right as well."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.borders import Labelled
from grader.diagnosis.limits import asks_of_limit, limit
from grader.values import Call

GENERATOR = np.random.default_rng(3)
SCORES = [GENERATOR.integers(-9, 9, size) / 4 for size in (*range(1, 9), 12, 40) for _ in range(4)]
LED = [np.array([-900.0] * 38 + [900.0] * 2), np.array([0.0] * 39 + [1.0])]


def told(wrong: Callable[..., bool], inputs: Sequence[tuple[Any, ...]], *names: str) -> str:
    points: list[Labelled] = [(Call("f", given), not wrong(*given)) for given in inputs]

    def tried(calls: Sequence[Call]) -> list[bool]:
        return [not wrong(*call.arguments) for call in calls]

    found = limit(points, names, tried)
    return found.sentence if found else ""


@pytest.mark.parametrize("block", [9, 16, 32])
def test_blocks_that_are_wrong_for_some(block: int) -> None:
    """A maximum in a later block goes wrong, whatever the numbers are; one in the first does not."""
    inputs = [(scores,) for scores in [*SCORES, *LED]]

    found = told(lambda scores: bool(scores.argmax() >= block), inputs, "scores")

    right = sum(len(scores) <= block for (scores,) in inputs)
    assert found == (
        f"Right for all {right} inputs tried where scores has at most {block} numbers, "
        "wrong for some with more."
    )


def test_what_is_as_long_in_every_call() -> None:
    """Words get as many as their weights have columns, and shares stay shares."""
    inputs = [
        (np.full((2, size), 1 / size), ["a"] * size) for size in (1, 2, 3, 4, 5, 6, 7, 30, 30) for _ in "ab"
    ]

    def wrong(weights: Any, words: Any) -> bool:
        assert weights.shape[1] == len(words)
        assert np.allclose(weights.sum(1), 1)
        return len(words) > 10 and weights[0, 0] > 0

    found = told(wrong, inputs, "weights", "words")

    assert found.startswith("Right for all 14 inputs tried where weights has at most 10 columns, wrong")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda scores: bool(np.abs(scores).sum() > 20),
        lambda scores: bool((scores == 1.0).any()),
        lambda scores: bool(scores.max() > 800),
        lambda scores: len(scores) > 1,
    ],
)
def test_what_is_no_matter_of_size(wrong: Callable[[Any], bool]) -> None:
    """Long inputs have larger sums, and more numbers that may be odd; of that nothing is told here."""
    assert told(wrong, [(scores,) for scores in [*SCORES, *LED]], "scores") == ""


@pytest.mark.parametrize(
    ("sentence", "code", "question"),
    [
        (
            "Wrong for every input tried where states has 21 or more rows, right for all others tried.",
            "def f(weights, states, k=20):\n    return weights[:k] @ states[:k]",
            "The number 20 stands in your code. What does that line make of 21 rows?",
        ),
        (
            "Right for all 9 inputs tried where scores has at most 16 numbers, wrong for some with more.",
            "for start in range(0, n, 16):",
            "The number 16 stands in your code. What has your code in each round, for such an input? "
            "Which round is wrong?",
        ),
        ("Wrong for every input tried where a number in s is 0, right for all others tried.", "x = 0", ""),
    ],
)
def test_the_question(sentence: str, code: str, question: str) -> None:
    """The number in the code, and the rounds of a loop, are pointed at."""
    assert asks_of_limit(sentence, code) == question
