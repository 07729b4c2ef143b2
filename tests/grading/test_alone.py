"""What is not needed for a failure is left out of it, as far as a fresh process shows that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.checks import CheckFailed, Refilled, assert_agrees, assert_close, assert_lasts
from grader.checks.explain import Shown, explained
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.run import Failure
from grader.checks.script import parts_told
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised
from grader.grading.alone import needed, needed_after
from grader.grading.setup import Setup
from grader.sandbox import Session, Zygote

ONE, TWO = np.array([1.0, 2.0]), np.array([3.0, 5.0])
WRONG = "def double(numbers):\n    return 3 * numbers"
GROWING = "def double(numbers, calls=[]):\n    calls.append(1)\n    return 2 * numbers * len(calls)"
KEEPER = """
class Keeper:
    def __init__(self, numbers):
        self.numbers, self.mask = numbers, None

    def put(self, mask):
        self.mask = mask

    def __call__(self, number):
        self.numbers = self.numbers if self.mask is None else self.numbers * self.mask
        self.mask = None
        return self.numbers + number

    def twin(self):
        return Keeper(self.numbers)

    def held(self):
        return self.numbers

    def clear(self):
        self.numbers[:] = 0
"""
METHODS = ("class", "__init__", "put", "__call__", "twin", "held", "clear")


def failure(
    zygote: Zygote, code: str, name: str, returns: tuple[str, ...], claim: Callable[[Any], None]
) -> tuple[tuple[RecordedCall, ...], tuple[RecordedCall, ...]]:
    """The calls of a claim that does not hold for the code, and those that are left of them."""

    @contextmanager
    def fresh() -> Iterator[Session]:
        with zygote.session() as session:
            session.load([code])
            yield session

    with fresh() as session:
        calls: list[RecordedCall] = []
        asked = StudentFunction(name, returns, lambda call: session.call([call])[0], {})
        with recorded(calls), pytest.raises(CheckFailed) as raised:
            claim(asked)

    return tuple(calls), needed(Failure(0, {}, raised.value, calls=tuple(calls)), name, fresh).calls


def right_after_another(double: Any) -> None:
    double(ONE)
    assert_close(double(TWO), 2 * TWO, what="the numbers")


def alike(double: Any) -> None:
    assert_agrees(double(TWO), double(ONE), what="double(TWO)", beside="double(ONE)")


@pytest.mark.parametrize(
    ("code", "claim", "count"),
    [(WRONG, right_after_another, 1), (GROWING, right_after_another, 2), (WRONG, alike, 2)],
    ids=["alone", "remembers", "compared"],
)
def test_calls_of_a_function(zygote: Zygote, code: str, claim: Callable[[Any], None], count: int) -> None:
    """A call that fails by itself is left alone, unless it needs the others, or is compared with one."""
    before, after = failure(zygote, code, "double", ("numbers",), claim)

    assert (len(before), len(after)) == (2, count)
    assert after == before[-count:]


BY_PLACE = "def double(numbers, known={}):\n    return known.setdefault(id(numbers), 2 * numbers)"


@pytest.mark.parametrize(("code", "reads"), [(WRONG, "result"), (BY_PLACE, "refilled")])
def test_an_array_that_is_filled_anew(zygote: Zygote, code: str, reads: str) -> None:
    """Whoever is wrong for a new array, too, is shown that one."""

    def claim(double: Any) -> None:
        assert_close(double(ONE), double(ONE), what="the numbers")
        assert_close(double(Refilled(ONE, TWO)), 2 * TWO, what="the numbers")

    _, after = failure(zygote, code, "double", ("numbers",), claim)

    assert after[-1].call.reads == reads
    assert [isinstance(one, Refilled) for one in after[-1].call.arguments] == [reads == "refilled"]


def asked_after_another_object(keeper: Any) -> None:
    other = keeper(TWO)
    other.put(ONE)
    other(7)
    one = keeper(ONE)
    one(4)
    one.put(np.array([0.0, 1.0]))
    one(5)
    one(6)
    assert_close(one(0), ONE, what="the numbers")


def test_acts_of_an_object(zygote: Zygote) -> None:
    """Other objects go, and what the object was asked in vain; what changed it stays."""
    before, after = failure(zygote, KEEPER, "Keeper", METHODS, asked_after_another_object)

    assert len(before) == 9
    steps = [(one.call.step.name, one.call.step.of) for one in after if one.call.step]
    assert [one.call.step is None for one in after] == [True, False, False]
    assert steps == [("put", 0), ("__call__", 0)]
    np.testing.assert_array_equal(after[0].call.arguments[0], ONE)
    assert parts_told(after[-1].reply) == parts_told(before[-1].reply)


def two_objects(keeper: Any) -> None:
    one, other = keeper(ONE), keeper(TWO)
    assert_agrees(one(0), other(0), what="one", beside="another")


def given_back(keeper: Any) -> None:
    one = keeper(ONE)
    assert_close(one.twin()(1), ONE, what="the numbers")


@pytest.mark.parametrize("claim", [two_objects, given_back])
def test_objects_that_belong_together(zygote: Zygote, claim: Callable[[Any], None]) -> None:
    """Nothing is left out where two objects are compared, or one comes of another."""
    before, after = failure(zygote, KEEPER, "Keeper", METHODS, claim)

    assert after == before


SHARED = """
import numpy as np
np.seen = {}  # what is another module's is not put back

class Keeper:
    def __init__(self, numbers):
        self.numbers, self.kept = numbers, None

    def put(self, mask):
        self.kept = np.seen.setdefault(mask.tobytes(), self.numbers)

    def __call__(self, number):
        return np.ones(2) @ self.kept + number
"""


def others_first(keeper: Any) -> None:
    for numbers, mask in ((ONE, TWO), (np.ones(3), ONE)):
        one = keeper(numbers)
        one.put(mask)
        one.put(TWO)


def raises(keeper: Any) -> None:
    keeper(TWO).put(TWO)
    one = keeper(ONE)
    one.put(ONE)
    one(0)


def test_an_object_that_fails_after_another(zygote: Zygote) -> None:
    """Two objects are left: the one that fails, and the one that left something to it."""

    @contextmanager
    def fresh() -> Iterator[Session]:
        with zygote.session() as session:
            session.load([SHARED])
            yield session

    with fresh() as session:
        asked = [
            StudentFunction("Keeper", METHODS[:4], lambda call: session.call([call])[0], {}) for _ in "ab"
        ]
        before: list[RecordedCall] = []
        with recorded(before):
            others_first(asked[0])
        calls: list[RecordedCall] = []
        with recorded(calls), pytest.raises(CallRaised) as raised:
            raises(asked[1])

    whole = Failure(0, {}, raised.value, calls=tuple(calls))
    earlier, left = needed_after(before, whole, "Keeper", fresh, most=20)

    assert (len(before), len(calls)) == (6, 5)
    assert [one.call.step and one.call.step.name for one in earlier] == [None, "put"]
    assert [one.call.step and one.call.step.name for one in left.calls] == [None, "put", "__call__"]
    np.testing.assert_array_equal(earlier[0].call.arguments[0], np.ones(3))
    assert left.calls[-1].reply == calls[-1].reply
    assert needed_after(before, whole, "Keeper", fresh, most=0) == (tuple(before), whole)


def test_the_call_that_raised_is_named_as_the_code_names_it(small_setup: Setup, zygote: Zygote) -> None:
    """Objects of earlier calls have names, too, so the one that raised is told by its name below them."""
    with zygote.session() as session:
        session.load([SHARED])
        runs: list[list[RecordedCall]] = [[], []]
        for claim, calls in zip((others_first, raises), runs, strict=True):
            asked = StudentFunction("Keeper", METHODS[:4], lambda call: session.call([call])[0], {})
            with recorded(calls), suppress(CallRaised):
                claim(asked)
    error = CallRaised("keeper_2(0)", "raised ValueError: of another size", kinds=("ValueError",))
    check = replace(small_setup.prepared.of("double")[0], question="Keeper", functions=("Keeper",))
    shown = Shown(Failure(0, {}, error, calls=tuple(runs[1])), before=tuple(runs[0]))

    found = explained(check, shown, small_setup.prepared.returns, None)

    assert found.code.splitlines()[-1] == "keeper_4(0)"
    assert found.what == "keeper_4(0)"


def cleared(keeper: Any) -> None:
    other, one = keeper(TWO), keeper(ONE)
    other.held()
    one(3)
    first = one.held()
    assert_lasts(keeper.kept(first), first, what="the numbers")
    one(4)
    again = one.held()
    one.put(TWO)
    one.clear()
    assert_lasts(keeper.kept(again), again, what="the numbers")


def test_an_answer_that_is_overwritten(zygote: Zygote) -> None:
    """What gave it stays, and what overwrites it."""
    before, after = failure(zygote, KEEPER, "Keeper", METHODS, cleared)

    assert [one.call.step.name for one in after if one.call.step] == ["held", "clear", ""]
    assert parts_told(after[1].reply) == parts_told(before[7].reply)
    assert parts_told(after[-1].reply) == parts_told(before[-1].reply)
