"""An object of a student's class is its history, at home and in the sandbox alike."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.checks import CallRaised, CheckFailed, StandIn, assert_close, raises, stand_ins
from grader.checks.instances import MOST_STEPS
from grader.checks.parts import knowing_parts
from grader.checks.student_functions import Ask, StudentFunction, in_process
from grader.errors import NotHandedOver
from grader.sandbox import Zygote

STUDENT = """
class Counter:
    step = 1

    def __init__(self, start):
        if start < 0:
            raise ValueError("below zero")
        self.count = start

    def add(self, number=1):
        self.count += number
        if self.count > 5:
            raise OverflowError("too many")
        return self.count

    def me(self):
        return self

    def turn(self):
        self.__class__ = dict_like
        return "turned"

    def __call__(self):
        return [self.count]

    def __len__(self):
        return self.count

    def __getitem__(self, key):
        return key * self.count


class dict_like:
    def add(self, number=1):
        return {"added": number}


def softmax(scores):
    raise NotImplementedError


class Blend:
    def __init__(self, values):
        self.values = values

    @staticmethod
    def weights(scores):
        return softmax(scores)

    def __call__(self, scores):
        return self.weights(scores) @ self.values

    def later(self):
        raise NotImplementedError
"""
RETURNS = ("class", "__init__", "add", "me", "turn", "__call__", "__len__", "__getitem__")


@pytest.fixture(params=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Whoever answers of the student's code."""
    if request.param == "at home":
        names: dict[str, Any] = {}
        exec(compile(STUDENT, "cell 1", "exec"), names)
        yield in_process(names)
        return
    zygote: Zygote = request.getfixturevalue("zygote")
    with zygote.session() as session:
        session.load([STUDENT])
        yield lambda call: session.call([call])[0]


@pytest.fixture
def counter(ask: Ask) -> Any:
    """The student's class, as a check sees it."""
    return StudentFunction("Counter", RETURNS, ask, {})


def test_calls_change_an_object(counter: Any) -> None:
    """As they would in one process, and each object has a life of its own."""
    one, other = counter(0), counter(start=3)

    assert [one.add(), one.add(2), other.add(), one.count, other.count] == [1, 3, 4, 3, 4]
    assert (one(), len(one), one["a"], one.step) == ([3], 3, "aaa", 1)


def test_what_raised_stays_done(counter: Any) -> None:
    """An object is as it was left when its method raised."""
    one = counter(5)

    with raises(OverflowError):
        one.add()

    assert one.count == 6


def test_what_cannot_be_made(counter: Any) -> None:
    """A constructor that raises does so where the check calls it."""
    with raises(ValueError):
        counter(-1)
    with pytest.raises(CallRaised, match=r"Counter\(-1\) raised ValueError: below zero"):
        counter(-1)


def test_any_exception_will_do(counter: Any) -> None:
    """raises(Exception) does not mind which."""
    with raises(Exception):
        counter(-1)
    with pytest.raises(CheckFailed, match="expected an Exception"), raises(Exception):
        counter(1)()


def test_an_object_is_no_value(counter: Any) -> None:
    """A method that returns the object itself is told what came back."""
    with pytest.raises(CheckFailed, match=r"Counter\(1\)\.me\(\) is a value of type Counter"):
        counter(1).me()


def test_an_object_that_changes_its_class(counter: Any) -> None:
    """It is asked as what it has become."""
    one = counter(1)

    assert [one.turn(), one.add(2)] == ["turned", {"added": 2}]


def test_the_history_is_code(counter: Any) -> None:
    """What a student reads, and pastes, makes the object what it was."""
    one = counter(4)
    one.add()

    with pytest.raises(CallRaised) as told:
        one.add(number=2)

    assert told.value.what == "counter = Counter(4); counter.add(); counter.add(number=2)"


def test_a_history_has_an_end(counter: Any) -> None:
    """A check that asks without an end is at fault, and its author is told."""
    one = counter(0)

    with pytest.raises(NotHandedOver, match=f"more than {MOST_STEPS} times in one check"):
        for _ in range(MOST_STEPS + 1):
            one.add(0)


SCORES, VALUES = np.array([1.0, 3.0]), np.array([5.0, 7.0])
PART = StandIn(("scores",), "t->t")


@pytest.fixture
def functions(ask: Ask) -> dict[str, StudentFunction]:
    """A class, and a function that its methods build on."""
    ask = knowing_parts(ask)
    returns = {"Blend": ("class", "__init__", "__call__", "later"), "softmax": ()}
    return {name: StudentFunction(name, one, ask, {}) for name, one in returns.items()}


def test_what_stands_in_for_a_part_of_a_class(functions: dict[str, StudentFunction]) -> None:
    """Its methods meet the stand-in by the part's name, and afterwards the part again."""
    blend = functions["Blend"]

    assert_close(blend.using(softmax=PART)(VALUES)(SCORES), PART(SCORES) @ VALUES, what="it")
    with pytest.raises(CallRaised, match="needs softmax, which is not written yet"):
        blend(VALUES)(SCORES)


def test_a_method_that_is_not_written(functions: dict[str, StudentFunction]) -> None:
    """It is the class's own, and no part of it."""
    with pytest.raises(CallRaised, match=r"Blend\(.*\)\.later\(\) is not written yet"):
        functions["Blend"](VALUES).later()


def test_a_claim_about_a_class_whose_part_is_no_answer(functions: dict[str, StudentFunction]) -> None:
    """It is judged with what stands in for the part, as a function is."""

    def blends(Blend: Any, softmax: Any) -> None:  # noqa: N803
        assert_close(Blend(VALUES)(SCORES), softmax(SCORES) @ VALUES, what="the blend")

    def turns(Blend: Any, softmax: Any) -> None:  # noqa: N803
        assert_close(Blend(-VALUES)(SCORES), softmax(SCORES) @ VALUES, what="the blend")

    stand_ins(lambda softmax: True, softmax=PART)(blends)(**functions)
    with pytest.raises(CallRaised, match="softmax"):
        stand_ins(lambda softmax: True, softmax=PART)(turns)(**functions)


def test_the_line_of_a_method(ask: Ask) -> None:
    """What raised in a method names the line of its cell."""
    line = STUDENT[: STUDENT.index("raise OverflowError")].count("\n") + 1

    with pytest.raises(CallRaised, match=rf"too many \(line {line} of its cell\)"):
        StudentFunction("Counter", RETURNS, ask, {})(5).add()
