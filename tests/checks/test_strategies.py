"""What checks draw and compare with, beside Hypothesis and NumPy."""

import numpy as np
import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from grader.checks import CheckFailed, assert_descends, derivative, listed, shaped


@given(states=shaped("td"), state=shaped("d"), words=listed(st.just("a"), "t"), others=shaped("*d"))
def test_axes_of_one_letter_are_as_long(
    states: np.ndarray, state: np.ndarray, words: list[str], others: np.ndarray
) -> None:
    """In all arrays and lists of an example, and in no other way."""
    assert states.shape == (len(words), len(state))
    assert others.shape[1:] == state.shape


@pytest.mark.parametrize(("wide", "high"), [(1, 4), (4, 1), (2, 3), (2, 12)])
def test_axes_of_two_letters_are_drawn_apart(wide: int, high: int) -> None:
    """So that a matrix the wrong way round rarely fits."""
    found = find(shaped("ab"), lambda array: array.shape == (wide, high))

    assert found.shape == (wide, high)


def test_elements_of_ones_own() -> None:
    """Truth values, say."""
    found = find(shaped("t", elements=st.booleans(), dtype="bool"), lambda mask: mask.size > 1 and mask.all())

    assert found.tolist() == [True, True]


def test_elements_that_the_dtype_cannot_hold() -> None:
    """A half is no whole number: that is an author's mistake, and not rounded."""
    with pytest.raises(TypeError, match="Cannot cast"):
        find(shaped("t", elements=st.just(0.5), dtype=int), lambda array: True)


def test_slopes_of_a_number() -> None:
    """Of x² · y they are 2 x y and x²."""

    def square(x, y):
        return x[0] ** 2 * x[1] + y

    np.testing.assert_allclose(derivative(square, "x", x=[3.0, 5.0], y=7.0), [30, 9], rtol=1e-6)
    np.testing.assert_allclose(derivative(square, "y", x=[3.0, 5.0], y=7.0), 1, rtol=1e-6)


@given(start=shaped("n"), rate=st.sampled_from([0.1, 2.0]), share=st.sampled_from([1, 0.5, -1]))
def test_a_step_down(start: np.ndarray, rate: float, share: float) -> None:
    """The slope of half a square is the number itself; a step of another length or direction is told."""
    new = [start - share * rate * (start + 1)]

    def step() -> None:
        assert_descends(lambda x, at: ((x + at) ** 2).sum() / 2, ["x"], [start], new, rate=rate, step=1, at=1)

    if share == 1 or not (start + 1).any():
        step()
    else:
        with pytest.raises(CheckFailed, match=r"\(x before step 1 - x after\)"):
            step()


@given(
    start=shaped("n", elements=st.sampled_from([1.0, 2.0])),
    times=st.sampled_from([2.0, -1.0, 0.5]),
    data=st.data(),
)
def test_a_loss_and_its_slope_share_a_factor(start: np.ndarray, times: float, data: st.DataObject) -> None:
    """A factor that is in the loss, too, is the loss's matter; another one, or one that it lacks, is told."""
    share = data.draw(st.sampled_from([1.0, times, 3.0]))
    loss = (start**2).sum() / 2

    def step() -> None:
        new = [start - share * start, np.array([times * loss, 0.0])]
        assert_descends(lambda x: (x**2).sum() / 2, ["x"], [start], new, rate=1.0, step=1)

    if share in (1.0, times):
        step()
    else:
        with pytest.raises(CheckFailed, match="x before step 1"):
            step()


def test_slopes_that_are_not_known() -> None:
    """What two points so near do not tell is 0, as where nothing grows."""
    found = derivative(lambda array: 2e-9 * array.sum() + 1 / 3, "array", array=np.ones(2))

    np.testing.assert_array_equal(found, [0, 0])


def test_slopes_of_an_array() -> None:
    """Those of a linear function are its matrix."""
    matrix = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])

    found = derivative(lambda array: matrix @ array, "array", array=np.zeros(2))

    np.testing.assert_allclose(found, matrix, rtol=1e-6)
