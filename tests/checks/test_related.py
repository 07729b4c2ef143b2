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
    """One argument differs from the first case: by the order of its items, by their signs, or by very little.
    No two cases are alike, and whatever is no array and no plain list stays.
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
            assert any(np.allclose(found, np.sort(one, axis=None), atol=0.001) for one in (numbers, -numbers))
    shown = [repr((case["numbers"].tolist(), case["words"])) for case in (first, *more)]
    assert len(set(shown)) == len(shown)
