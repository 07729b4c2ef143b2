"""Further inputs are like those of the checks."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.diagnosis.inputs import further, shapes
from grader.values import Call

WEIGHTS = arrays(float, 3, elements=st.integers(1, 9).map(float)).map(lambda counts: counts / counts.sum())
STATES = arrays(float, (3, 2), elements=st.integers(-4, 4).map(float))
CALLS = st.lists(st.builds(lambda w, h: Call("blend", (w, h)), WEIGHTS, STATES), min_size=2, max_size=5)


def both(calls: Sequence[Call], at: int) -> np.ndarray:
    return np.array([call.arguments[at] for call in calls])


@given(CALLS)
def test_further_inputs(calls: list[Call]) -> None:
    """Numbers stay in their range, weights add up to one, and shapes go together."""
    more = further(calls, range(len(calls)))

    weights, states = both(more, 0), both(more, 1)
    assert np.allclose(weights.sum(axis=1), 1)
    assert weights.min() >= both(calls, 0).min()
    assert np.abs(states).max() <= np.abs(both(calls, 1)).max()
    assert {shapes(call) for call in more} <= {shapes(call) for call in calls}


def test_nothing_to_change() -> None:
    """Where no argument is an array of numbers, there is nothing further to ask."""
    assert further([Call("hello", ("you",))], [0]) == []
