"""Inputs that have much in common with one that is given."""

from typing import Any

import numpy as np
from drawn_values import VALUES
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.checks import related

NUMBERS = npst.arrays(
    float, npst.array_shapes(max_dims=3, max_side=5), elements=st.integers(-3, 3).map(float)
)
WORDS = st.lists(st.sampled_from(["je", "suis", 3, True]), max_size=6)


@settings(max_examples=60, deadline=None)
@given(numbers=NUMBERS, words=WORDS, other=VALUES)
def test_what_related_inputs_have_in_common(numbers: Any, words: list[Any], other: Any) -> None:
    """One argument differs from the first case: by the order of its items, by their signs, or by very little;
    or its rows are as good as even. No two cases are alike, and whatever is no array and no plain list stays.
    """
    first, *more = related({"numbers": numbers, "words": words, "other": (other,)})

    for case in more:
        (changed,) = [name for name in first if case[name] is not first[name]]
        assert changed != "other"
        if changed == "words":
            assert sorted(map(repr, case["words"])) == sorted(map(repr, words))
        else:
            assert case["numbers"].shape == numbers.shape
            found = np.sort(case["numbers"], axis=None)
            even = np.broadcast_to(numbers.mean(axis=-1, keepdims=True), numbers.shape)
            ordered = [np.sort(one, axis=None) for one in (numbers, -numbers, even)]
            assert any(np.allclose(found, one, atol=0.005) for one in ordered)
    shown = [repr((case["numbers"].tolist(), case["words"])) for case in (first, *more)]
    assert len(set(shown)) == len(shown)


@settings(max_examples=60, deadline=None)
@given(counts=npst.arrays(int, npst.array_shapes(min_dims=2, max_dims=2), elements=st.integers(1, 3)))
def test_weights_that_are_nearly_even(counts: Any) -> None:
    """Rounded, they are alike, and each is the largest of its row in one of them; all add up to one."""
    weights = counts / counts.sum(axis=1, keepdims=True)

    near = [
        one["weights"]
        for one in related({"weights": weights})
        if np.ptp(one["weights"], axis=1).max() < 0.001
    ]

    assert all(np.allclose(one.sum(axis=1), 1) for one in near)
    assert np.ptp(weights) == 0 or any((one.argmax(axis=1) == weights.argmax(axis=1)).all() for one in near)
    assert np.ptp(weights) == 0 or any(
        (one[:, ::-1].argmax(axis=1) == weights.argmax(axis=1)).all() for one in near
    )
