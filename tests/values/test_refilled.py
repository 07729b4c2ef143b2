"""An array that changes in place from one call to the next: what is remembered by the array shows."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.checks import Formula, Refilled
from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, NotHandedOver
from grader.sandbox import Zygote
from grader.values import Ask

STUDENT = """
known = {}

def double(x, shift=0):
    if id(x) not in known:
        known[id(x)] = x, 2 * x + shift
    return known[id(x)][1]

def negative(x):
    return -x

def clear(x):
    x[...] = 0
    return x.sum()

def freezes(x):
    x.setflags(write=False)
    return x.copy()

def turns(x):
    x.shape = (-1, 1)
    return x.ravel().copy()

def picky(x):
    if x[0] < 0:
        raise ValueError("below zero")
    return x

class Mean:
    def __init__(self, x):
        self.x, self.mean = x, x.mean()

    def take(self, x):
        if x is not self.x:
            self.x, self.mean = x, x.mean()
        return self

    def now(self):
        return self.x.tolist()

    def __call__(self, x):
        return float((x - self.mean).sum())
"""
ONE, TWO = np.array([1.0, 2.0]), np.array([3.0, 5.0])


@pytest.fixture(params=["home", "away"])
def ask(request: pytest.FixtureRequest, zygote: Zygote) -> Iterator[Ask]:
    if request.param == "home":
        names: dict[str, Any] = {}
        exec(STUDENT, names)
        yield in_process(names)
        return
    with zygote.session() as session:
        session.load([STUDENT])
        yield lambda call: session.call([call])[0]


@pytest.fixture
def asked(ask: Ask) -> Callable[[str], StudentFunction]:
    returns = {"Mean": ("class", "__init__", "take", "now", "__call__")}
    return lambda name: StudentFunction(name, returns.get(name, ()), ask, {"one": ONE, "two": TWO})


def test_the_answer_to_the_second_call_counts(asked: Callable[[str], StudentFunction]) -> None:
    """It is by the numbers that are there then, for whoever looks at the numbers."""
    assert asked("negative")(Refilled(ONE, TWO)).tolist() == [-3.0, -5.0]
    assert asked("double")(Refilled(ONE, TWO)).tolist() == [2.0, 4.0]
    assert asked("double")(TWO).tolist() == [6.0, 10.0]


def test_by_name_and_beside_others(asked: Callable[[str], StudentFunction]) -> None:
    """Several arrays may change, and whatever else there is stays."""
    assert asked("double")(shift=1, x=Refilled(ONE, TWO)).tolist() == [3.0, 5.0]
    assert asked("negative")(Refilled(np.array(1.0), np.array(2.0))) == -2.0


def test_the_check_keeps_its_arrays(asked: Callable[[str], StudentFunction]) -> None:
    """They are copied, and the first call finds none of what the second leaves."""
    asked("clear")(Refilled(ONE, TWO))

    assert (ONE.tolist(), TWO.tolist()) == ([1.0, 2.0], [3.0, 5.0])


def test_what_is_left_of_it(asked: Callable[[str], StudentFunction]) -> None:
    """Arguments after the call are compared with what the second call was given."""
    (after,) = asked("negative").arguments_after(Refilled(ONE, TWO))

    assert after.tolist() == TWO.tolist()
    assert asked("clear").arguments_after(Refilled(ONE, TWO))[0].tolist() == [0.0, 0.0]


def test_objects_that_know_an_array(asked: Callable[[str], StudentFunction]) -> None:
    """Constructors and methods, special ones too, are called twice in the one act."""
    mean = asked("Mean")(ONE)

    mean.take(Refilled(np.zeros(2), TWO))

    assert (mean.now(), mean.mean) == ([3.0, 5.0], 0.0)
    assert mean(Refilled(ONE, TWO)) == 8.0
    assert asked("Mean")(Refilled(ONE, TWO)).mean == 4.0


def test_an_array_that_was_frozen_or_turned(asked: Callable[[str], StudentFunction]) -> None:
    """What the first call made of the array is no error of the second."""
    assert asked("freezes")(Refilled(ONE, TWO)).tolist() == TWO.tolist()
    assert asked("turns")(Refilled(ONE, TWO)).tolist() == TWO.tolist()


def test_what_raises_in_between(asked: Callable[[str], StudentFunction]) -> None:
    """It is told by the call, whichever of the two it was."""
    with pytest.raises(CallRaised, match=r"picky\(two\) raised ValueError: below zero"):
        asked("picky")(Refilled(-ONE, TWO))


@pytest.mark.parametrize(
    ("first", "then"), [(ONE, TWO[:1]), (ONE, np.array([1, 2])), ([1.0], [2.0]), (np.array(["a"]),) * 2]
)
def test_two_arrays_of_one_kind(first: Any, then: Any) -> None:
    """Nothing else can be changed in place so."""
    with pytest.raises(ValueError, match="not given two arrays of numbers, of one shape and dtype"):
        Refilled(first, then)


@pytest.mark.parametrize("described", [Refilled(ONE, TWO), Formula("x", "x")])
def test_it_is_an_argument_of_its_own(described: Any) -> None:
    """What is described cannot be part of a list: the student's code would meet the description."""
    function = StudentFunction("f", (), in_process({"f": len}), {})

    with pytest.raises(NotHandedOver, match="within another value"):
        function([described])
