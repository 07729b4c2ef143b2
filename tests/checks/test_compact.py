"""What is long and regular is written as a short expression that gives just the same."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.checks.compact import compact, compacted
from grader.values import as_source

FEW = st.sampled_from([0.0, -0.0, 1.0, 0.25, 1 / 3, 1 / 12, -20000.0, 1e-300, np.inf])
SHAPES = array_shapes(min_dims=1, max_dims=3, max_side=12)


def alike(one: Any, other: Any) -> bool:
    return bool(type(one) is type(other) and as_source(one) == as_source(other))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.ones(65), "np.ones(65)"),
        (np.zeros((40, 8)), "np.zeros((40, 8))"),
        (np.full((1, 65), 0.25), "np.full((1, 65), 0.25)"),
        (np.full((1, 12), 1 / 12), "np.full((1, 12), 1 / 12)"),
        (np.arange(17) / 8, "np.arange(17) / 8"),
        (np.arange(1, 22) / 231, "np.arange(1, 22) / 231"),
        (np.arange(40)[::-1] / 4, "np.arange(39, -1, -1) / 4"),
        (np.arange(30), "np.arange(30)"),
        (np.arange(24.0).reshape(4, 6), "np.arange(24.0).reshape(4, 6)"),
        (np.eye(9), "np.eye(9)"),
        (np.eye(3, 5), "np.eye(3, 5)"),
        (np.eye(20)[4], "np.eye(20)[4]"),
        (np.array([0.0] * 16 + [2.0]), "np.array([0.0] * 16 + [2.0])"),
        (np.array([[0.75, 0.25]] * 20 + [[1.0, 0.0]]), "np.array([[0.75, 0.25]] * 20 + [[1.0, 0.0]])"),
        ([1.0] * 500, "[1.0] * 500"),
        ([*range(30)], "list(range(30))"),
        ([4.0 * 0.99**k for k in range(500)], "[4.0 * 0.99 ** k for k in range(500)]"),
        ([1e-300, 1.0, 2.0, 3.0, 4.0, 5.0], "[1e-300, 1.0, 2.0, 3.0, 4.0, 5.0]"),
        ([np.float64(1e-300), 1.0, 2.0, 3.0, 4.0, 5.0], "[1e-300, 1.0, 2.0, 3.0, 4.0, 5.0]"),
        (["a", "b"] * 10, "['a', 'b'] * 10"),
        ([(np.ones(30), np.zeros(30))], "[(np.ones(30), np.zeros(30))]"),
        (np.array([1.0, 2.0]), "np.array([1.0, 2.0])"),
    ],
)
def test_a_short_expression(value: Any, text: str) -> None:
    """How many there are can be read, and is not to be counted."""
    assert compact(value) == text


@given(
    arrays(np.float64, SHAPES, elements=FEW, fill=FEW)
    | arrays(np.int64, SHAPES, elements=st.integers(-2, 2), fill=st.just(1))
    | arrays(np.bool_, SHAPES)
    | st.lists(FEW | st.integers(0, 2), max_size=40)
    | st.builds(lambda n, k, by: (np.arange(n) * by / k).tolist(), *[st.integers(1, 40)] * 3)
    | st.builds(lambda n, k, by: np.arange(n) / k * by, *[st.integers(1, 40)] * 3)
)
def test_it_gives_the_very_same(value: Any) -> None:
    """To the last bit, and of the same type and shape."""
    assert alike(eval(compact(value), {"np": np}), value)


def test_arrays_in_a_text() -> None:
    """They are short there, too, and numbers that follow no rule stay."""
    long = "softmax(np.array([-20000.0, -20000.0, -20000.0, -20000.0, -20000.0, -20000.0, 1.0]))[6]"

    assert compacted(long) == "softmax(np.array([-20000.0] * 6 + [1.0]))[6]"
    assert not re.search(r"\*", compact(np.array([0.5, 2, 9, 1, 7, 3, 0.125, 4, 8, 11, 6, 5])))
