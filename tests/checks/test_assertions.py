"""Assertions accept what is right in any precision, and say what was found and what was due."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.checks import (
    assert_agrees,
    assert_changes,
    assert_close,
    assert_equal,
    assert_lasts,
    assert_same,
    assert_shape,
    assert_that,
    holds,
    is_close,
)
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.student_functions import StudentFunction
from grader.errors import CheckFailed
from grader.wording import FIRST_NAN, HANDED_OUT

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        pytest.param(0.1 + 0.2, 0.3, id="rounding"),
        pytest.param(np.float32(1 / 3), 1 / 3, id="float32"),
        pytest.param(np.nextafter(1.0, 2.0), 1.0, id="one ulp"),
        pytest.param([1, 2], [1.0, 2.0], id="whole numbers"),
        pytest.param([True, False], [1, 0], id="truths"),
        pytest.param([INF, -INF, 1], [INF, -INF, 1], id="infinities"),
        pytest.param(np.array([1, 2], "uint8"), [1, 2], id="unsigned"),
        pytest.param(np.empty((0, 3)), np.empty((0, 3)), id="nothing"),
    ],
)
def test_close(got: object, expected: object) -> None:
    """A value as near as float32 arithmetic comes is the same value."""
    assert_close(got, expected, what="x")


@pytest.mark.parametrize(
    ("got", "expected", "message"),
    [
        pytest.param(1.0, 2.0, "x is 1, expected 2", id="numbers"),
        pytest.param([1.0, 5.0, 7.0], [1, 2, 3], "x[1] is 5, expected 2", id="first place"),
        pytest.param([[1.0, 5.0]], [[1, 2]], "x[0, 1] is 5, expected 2", id="place in a matrix"),
        pytest.param(NAN, 1.0, "x is nan, expected 1", id="nan"),
        pytest.param(NAN, NAN, "x is nan, expected a number", id="nan is never close to nan"),
        pytest.param([1.0, NAN], [1, NAN], "x[1] is nan, expected a number", id="nan in an array"),
        pytest.param(INF, -INF, "x is inf, expected -inf", id="infinities"),
        pytest.param(INF, 1e300, "x is inf, expected 1e+300", id="infinity for a large number"),
        pytest.param(1.0, INF, "x is 1, expected inf", id="a number for infinity"),
        pytest.param(np.uint8(1), np.uint8(255), "x is 1, expected 255", id="unsigned difference"),
        pytest.param(
            np.ones((3, 1)), np.ones(3),
            "x is an array of shape (3, 1), expected an array of shape (3,)", id="column",
        ),
        pytest.param(
            1.0, np.ones(3), "x is one number (shape ()), expected an array of shape (3,)", id="scalar",
        ),
        pytest.param(
            np.float16(0.333), 1 / 3, "x is 0.333008, expected 0.333333", id="half precision",
        ),
    ],
)  # fmt: skip
def test_not_close(got: object, expected: object, message: str) -> None:
    """The first place that differs is named, and shapes are never stretched."""
    with pytest.raises(CheckFailed) as failed:
        assert_close(got, expected, what="x")

    assert str(failed.value) == message


def test_scale_widens_what_is_close() -> None:
    """A sum of terms around 1e6 is held to 1e6 times the tolerance, and no more."""
    assert_close(1e6 + 9, 1e6, what="x", scale=1e6)

    with pytest.raises(CheckFailed, match=r"x is 1\.00001e\+06, expected 1e\+06"):
        assert_close(1e6 + 11, 1e6, what="x", scale=1e6)


@pytest.mark.parametrize("scale", [INF, NAN])
def test_scale_that_is_no_number(scale: float) -> None:
    """A scale worked out from a student's infinity does not let everything pass."""
    with pytest.raises(CheckFailed, match="x is 2, expected 1"):
        assert_close(2.0, 1.0, what="x", scale=scale)


def test_a_small_scale_does_not_narrow() -> None:
    """Tiny numbers are compared by the absolute tolerance."""
    assert_close(1e-6, 0.0, what="x", scale=1e-9)


def test_scale_of_each_number() -> None:
    """Every number may have a scale of its own."""
    with pytest.raises(CheckFailed, match=r"x\[1\] is 5, expected 0"):
        assert_close([5.0, 5.0], [0.0, 0.0], what="x", scale=[1e6, 1.0])


def test_same() -> None:
    """Exactly equal, where nan equals nan."""
    assert_same([1.0, NAN, INF, -0.0], [1.0, NAN, INF, 0.0], what="x")


def test_not_the_same_by_an_ulp() -> None:
    """Values that differ in the last digit only are shown to the last digit."""
    with pytest.raises(CheckFailed) as failed:
        assert_same(1 / 3, np.nextafter(1 / 3, 1), what="x")

    assert str(failed.value) == "x is 0.33333333333333331, expected 0.33333333333333337"


def test_nan_is_no_change() -> None:
    """Answers with nan are told as these, and not as answers that stay the same."""
    with pytest.raises(CheckFailed) as found:
        assert_changes(np.array([NAN, 1]), np.array([NAN, 1]), what="the weights")

    assert (found.value.got, found.value.expected) == ("[nan, 1]", "other numbers, none of them nan")


@pytest.mark.parametrize("other", [INF, -INF])
def test_infinity_is_a_number_that_stays(other: float) -> None:
    """Beside it, another number may differ; alone it is the same both times, and told so."""
    assert_changes(np.array([other, 1.0]), np.array([other, 0.0]), what="the scores")

    with pytest.raises(CheckFailed) as found:
        assert_changes(np.array([other, 1.0]), np.array([other, 1.0]), what="the scores")

    assert found.value.got.endswith(" both times")


def test_nan_before_is_no_change() -> None:
    """Of answers that were nan before, both are told: the later one alone looks right."""
    with pytest.raises(CheckFailed) as found:
        assert_changes(np.array([0, 1]), np.array([NAN, NAN]), what="the weights")

    assert found.value.got == "[0, 1], and [nan, nan] before"
    assert "gives nan" in found.value.question


@pytest.mark.parametrize(
    "claim",
    [
        lambda **asked: assert_that(False, got=1, expected=2, **asked),
        lambda **asked: assert_close(1.0, 2.0, **asked),
        lambda **asked: assert_close(np.ones(2), np.ones(3), **asked),
        lambda **asked: assert_agrees(np.ones(2), np.zeros(2), beside="x", **asked),
        lambda **asked: assert_same(1, 2, **asked),
        lambda **asked: assert_shape(1, (2,), **asked),
        lambda **asked: assert_equal([1], [2], **asked),
        lambda **asked: assert_changes(np.ones(2), np.ones(2), **asked),
    ],
)
def test_a_question_of_its_own(claim: Callable[..., None]) -> None:
    """Every assertion may say what to ask where just it does not hold."""
    with pytest.raises(CheckFailed) as failed:
        claim(what="it", question="Why?")

    assert failed.value.question == "Why?"


def test_what_is_overwritten_and_nan_ask_for_themselves() -> None:
    """Whatever else a check is about, its own question would take something else for granted."""
    with pytest.raises(CheckFailed) as kept:
        assert_lasts(np.ones(2), np.zeros(2), what="the answer")
    with pytest.raises(CheckFailed) as undefined:
        assert_changes(np.array([NAN]), np.array([NAN]), what="it", question="What moves it?")

    assert (kept.value.question, undefined.value.question) == (HANDED_OUT, FIRST_NAN)


@pytest.mark.parametrize(
    ("got", "scale"), [(1.0 + 2e-5, 1.0), (1.0 + 2e-5, 3.0), (float("nan"), 1.0), ([1.0], 1.0), (1, 1.0)]
)
def test_close_is_what_assert_close_says(got: object, scale: float) -> None:
    assert is_close(got, 1.0, scale=scale) is holds(lambda: assert_close(got, 1.0, what="it", scale=scale))


def test_what_holds_on_the_side() -> None:
    """Whether a claim holds can be found out without failing, and its calls are not part of the example."""
    made: list[RecordedCall] = []
    double = StudentFunction("double", ("numbers",), in_process({"double": lambda x: 2 * x}), {})

    with recorded(made):
        held = [holds(lambda due=due: assert_close(double(np.ones(1)), due, what="it")) for due in (2.0, 3.0)]
        right = holds(lambda: assert_close(double(np.ones(1)), np.array([2.0]), what="it"))

    assert (held, right, made) == ([False, False], True, [])


def test_nan_is_not_the_same_as_a_number() -> None:
    """NaN stands for no number."""
    with pytest.raises(CheckFailed, match=r"x\[0\] is nan, expected 1"):
        assert_same([NAN], [1.0], what="x")


@pytest.mark.parametrize("found", [(3,), (1, 3), (3, 1), ()])
def test_shape(found: tuple[int, ...]) -> None:
    """A shape that would stretch to the one expected does not do."""
    with pytest.raises(CheckFailed, match=r"expected an array of shape \(3, 3\)"):
        assert_shape(np.ones(found), (3, 3), what="x")


def test_that() -> None:
    """Every element of the condition has to hold."""
    with pytest.raises(CheckFailed) as failed:
        assert_that([True, False], what="the blend", got=np.array([0.5, -0.25]), expected="above 0")

    assert str(failed.value) == "the blend: got [0.5, -0.25], expected above 0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (1234567, "1234567"),
        (2.5, "2.5"),
        (True, "True"),
        (np.float32(0.1), "0.1"),
        ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"),
        (np.ones(13), "an array of shape (13,)"),
        ("as they are", "as they are"),
        (None, "None"),
    ],
)
def test_how_values_read(value: object, text: str) -> None:
    """Short values in full, long ones by their shape."""
    with pytest.raises(CheckFailed) as failed:
        assert_that(False, what="x", got=value, expected="otherwise")

    assert failed.value.got == text


@pytest.mark.parametrize(
    ("value", "expected"), [(NAN, "a number"), (1.0, "something else"), (np.ones(13), "something else")]
)
def test_got_is_never_what_was_expected(value: object, expected: str) -> None:
    """A sentence that expects what it found would help nobody."""
    with pytest.raises(CheckFailed) as failed:
        assert_that(False, what="x", got=value, expected=value)

    assert failed.value.expected == expected


@pytest.mark.parametrize(
    ("got", "other", "beside", "message"),
    [
        pytest.param(
            [1, 5], [1, 2], "f(y)", "f(x)[1] is 5, expected the same as f(y)[1], which is 2", id="calls"
        ),
        pytest.param(5, 2, "before", "f(x) is 5, expected the same as before, which is 2", id="words"),
        pytest.param(NAN, 1, "before", "f(x) is nan, expected the same as before, which is 1", id="nan"),
        pytest.param(
            [1, 2],
            3,
            "before",
            "f(x) is an array of shape (2,), expected the same as before, which is one number (shape ())",
            id="shapes",
        ),
    ],
)
def test_answers_that_do_not_agree(got: object, other: object, beside: str, message: str) -> None:
    """Both answers are told, each with what gave it, and none as the right one."""
    with pytest.raises(CheckFailed) as failed:
        assert_agrees(got, other, what="f(x)", beside=beside)

    assert str(failed.value) == message


def test_answers_that_agree() -> None:
    """As near as float32 arithmetic comes; and a function that gives NaN again repeats itself."""
    assert_agrees([1.0, NAN, INF], [1.0 + 1e-6, NAN, INF], what="f(x)", beside="before")


def test_text_out_of_an_array_is_text() -> None:
    """NumPy's own kind of text would stop the writing of a report."""
    texts = np.array(["it", "a", "b"])

    failed = CheckFailed(*texts, whole=(texts[1], texts[2]), beside=texts[0])

    assert {
        type(text) for text in (failed.what, failed.got, failed.expected, *failed.whole, failed.beside)
    } == {str}
