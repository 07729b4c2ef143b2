"""A student's function as a check sees it: arguments are copies, values plain, trouble told."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import raises
from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, CheckFailed, NotHandedOver
from grader.values.calls import Raised

NUMBERS = np.array([1.0, 2.0])
NUMBERS.setflags(write=False)


def called(function: Callable[..., Any], returns: tuple[str, ...] = ()) -> StudentFunction:
    return StudentFunction("f", returns, in_process({"f": function}), {"numbers": NUMBERS})


def test_value() -> None:
    """A list comes back as the array it stands for."""
    found = called(lambda x: [2 * n for n in x])(NUMBERS)

    assert found.tolist() == [2, 4]


def test_arguments_are_copies() -> None:
    """A function may scribble on what it was given, and the example stays."""

    def scribbles(x: np.ndarray) -> np.ndarray:
        x[:] = 0
        return x

    found = called(scribbles)(NUMBERS)

    assert (found.tolist(), NUMBERS.tolist()) == ([0, 0], [1, 2])


def test_value_cannot_be_changed() -> None:
    """One answer may serve many checks, so none of them can change it."""
    function = called(lambda x: (np.negative(x, out=x), x + 1), ("low", "high"))

    found = [*function(NUMBERS), *function.kept((NUMBERS,), (NUMBERS,)), *function.arguments_after(NUMBERS)]

    assert [array.flags.writeable for array in found] == [False] * 5


def _scribble(x: np.ndarray) -> None:
    x[0] = 9


def _reshape(x: np.ndarray) -> None:
    x.shape = (2, 1)


def _in_vain(x: np.ndarray) -> None:
    x *= 1


@pytest.mark.parametrize(
    ("function", "after"),
    [(_scribble, [9, 2]), (_reshape, [[1], [2]]), (_in_vain, [1, 2])],
)
def test_arguments_after_a_call(function: Callable[..., Any], after: list[Any]) -> None:
    """Changed numbers and changed shapes are both seen."""
    (found,) = called(function).arguments_after(NUMBERS)

    assert found.tolist() == after


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": 1}, "f(numbers) is a value of type dict, expected one array of numbers"),
        ("text", "f(numbers) is the text 'text', expected one array of numbers"),
        (
            [np.ones(2), np.ones(3)],
            "f(numbers) is a list or tuple of 2 values, expected one array of numbers",
        ),
    ],
)
def test_value_of_another_kind(value: object, message: str) -> None:
    """What the question does not return is named where it was called."""
    with pytest.raises(CheckFailed) as failed:
        called(lambda x: value)(NUMBERS)

    assert str(failed.value) == message


def test_call_with_other_values() -> None:
    """Arguments that are no inputs of the check are written out, if they are short."""
    with pytest.raises(CallRaised) as crashed:
        called(lambda *given: [][0])(NUMBERS, 3, np.zeros(99))

    assert crashed.value.what == "f(numbers, 3, ...)"


@given(st.sampled_from(["", " ", "f"]) | st.text())
@example("empty")
@example("还没有记住任何句子")
@example("No\nsentence.")
def test_an_exception_that_a_stub_raises_too(text: str) -> None:
    """With words of its own it is an exception like any other; else nothing is written yet."""

    def stub(x: Any) -> None:
        raise NotImplementedError(text)

    own = text.strip() not in ("", "f")
    told = nullcontext() if own else pytest.raises(CallRaised, match="is not written yet")
    with told:
        raises(Exception, called(stub), NUMBERS)
    with pytest.raises(CallRaised, match="is not written yet"):
        raises(ValueError, called(stub), NUMBERS)


@pytest.mark.parametrize("function", [lambda x: None, lambda x: x.sum(), lambda x: x.tolist])
def test_items_of_what_has_none(function: Callable[..., Any]) -> None:
    """A function that forgot `yield`, or `return`, raised no error."""
    with pytest.raises(CheckFailed) as told:
        called(function).first(2, NUMBERS)

    assert "raised" not in str(told.value) and "f(numbers)" in str(told.value)


@pytest.mark.parametrize("text", ["f is not defined", "f is not defined, for its cell stopped: SyntaxError"])
def test_missing_function_says_what_to_do(text: str) -> None:
    """Either why it is missing, or how to have it."""
    function = StudentFunction("f", (), lambda call: Raised("NameError", text), {})

    with pytest.raises(
        CallRaised, match=r"f is not defined(; run the cell with `def f`|, for its cell stopped)"
    ):
        function(NUMBERS)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda f: f(object()), "argument 1 of f is a value of type object"),
        (
            lambda f: f(x=max),
            "argument x of f is a function, which a Formula or",
        ),
        (lambda f: f([NUMBERS, {1: object()}]), "a value with a object in it"),
        (lambda f: f.first(NUMBERS), "f.first takes np.array([1.0, 2.0]) items, expected how many"),
        (
            lambda f: f.kept(NUMBERS, NUMBERS),
            "f.kept is not given two tuples of one length",
        ),
        (lambda f: f.kept((1,), (1, 2)), "f.kept is not given two tuples of one length"),
        (lambda f: f.calls_made(NUMBERS), "f.calls_made is given no function, expected one that a Formula"),
        (lambda f: f.using(g=np.sum), "what stands in for g in f is <function sum"),
    ],
)
def test_what_cannot_be_asked(asked: Callable[[StudentFunction], Any], told: str) -> None:
    """It is no failure of the student's, and says what to write instead."""
    with pytest.raises(NotHandedOver) as refused:
        asked(called(lambda x: x))

    assert told in str(refused.value)


def test_an_exception_that_is_none() -> None:
    """A check that expects what no exception is, or asks nothing, is broken, and says how."""
    with (
        pytest.raises(TypeError, match="takes the class of an exception, such as ValueError"),
        raises("ValueError"),
    ):  # type: ignore[arg-type]
        called(len)(1.0)
    with pytest.raises(TypeError, match="raises takes a function and then its arguments"):
        raises(ValueError, 1.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"raises\(ValueError\) is about calls"), raises(ValueError):
        pass
