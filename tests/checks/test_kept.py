"""An earlier answer of an object, asked for once more, is what the student's own names show by then."""

from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.checks import CheckFailed, assert_equal, assert_lasts
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.script import About, script
from grader.checks.student_functions import StudentFunction
from grader.errors import NotHandedOver
from grader.sandbox import Zygote
from grader.values import Ask
from grader.values.stories import TOLD_WHOLE

SHELF = """
import numpy as np

class Shelf:
    common = np.zeros(2)

    def __init__(self):
        self.own, self.items, self.left = np.zeros(2), [], None

    def new(self, number):
        return np.full(2, float(number))

    def again(self, number):
        self.own[:] = number
        return self.own, self.own.copy()

    def shared(self, number):
        Shelf.common += number
        return self.common

    def put(self, number):
        self.items.append(number)
        return self.items

    def grown(self, number):
        self.items.append(Shelf())
        return {"all": self.items}

    def fail(self, number):
        self.own -= number
        raise ValueError("full")

    @property
    def row(self):
        return self.own[:1]

    def __call__(self, number):
        self.left = number
        return self.own
"""
METHODS = ("new", "again", "shared", "put", "grown", "fail", "__call__")
RETURNS = ("class", "__init__", *METHODS)
ACTS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from((*METHODS, "row", "own", "items")), st.integers(0, 2)),
    max_size=8,
)


@pytest.fixture(params=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Whoever answers of the student's code."""
    if request.param == "at home":
        yield in_process(named())
        return
    zygote: Zygote = request.getfixturevalue("zygote")
    with zygote.session() as session:
        session.load([SHELF])
        yield lambda call: session.call([call])[0]


def named() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(SHELF, "cell 1", "exec"), names)
    return names


def done(shelf: Any, name: str, number: int) -> Any:
    """What it answers; ...: it raised."""
    if name not in METHODS:
        return getattr(shelf, name)
    try:
        return shelf(number) if name == "__call__" else getattr(shelf, name)(number)
    except Exception:
        return ...


def plainly(value: Any) -> Any:
    """With "a shelf" in place of objects."""
    if isinstance(value, dict):
        return {key: plainly(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plainly(one) for one in value]
    return value if isinstance(value, int | float | np.ndarray) else "a shelf"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(acts=[(0, "new", 0), (0, "shared", 0), (1, "shared", 2)], more=[], places=[0, 1])  # equal at first
@given(acts=ACTS, more=ACTS, places=st.lists(st.integers(0, 7), max_size=3))
def test_an_answer_by_now(ask: Ask, acts: list[Any], more: list[Any], places: list[int]) -> None:
    """Whatever was asked meanwhile, of this object or another, and whether answers before were equal."""
    shelf, kind = StudentFunction("Shelf", RETURNS, ask, {}), named()["Shelf"]
    asked, real = (shelf(), shelf()), (kind(), kind())
    seen = []
    for later in (acts, more):
        for of, name, number in later:
            answer, held = done(asked[of], name, number), done(real[of], name, number)
            seen += [] if held is ... else [(answer, held)]
        for answer, held in (seen[place] for place in places if place < len(seen)):
            assert_equal(plainly(shelf.kept(answer)), plainly(held), what="the answer by now")


def test_in_a_long_story(ask: Ask) -> None:
    """Whoever holds no answers is told all of it."""
    shelf = StudentFunction("Shelf", RETURNS, ask, {})
    one = shelf()
    first = one(0)
    for number in range(TOLD_WHOLE + 5):
        one.again(number)

    np.testing.assert_array_equal(shelf.kept(first), [TOLD_WHOLE + 4.0] * 2)
    one.again(1)
    np.testing.assert_array_equal(shelf.kept(first), [1.0, 1.0])
    np.testing.assert_array_equal(first, [0.0, 0.0])


@pytest.mark.parametrize(
    "given", [lambda shelf: 7.5, lambda shelf: shelf.again(1)[0]], ids=["never", "a part of an answer"]
)
def test_what_no_object_answered(ask: Ask, given: Callable[[Any], Any]) -> None:
    """It is a slip of the author, and says what to write instead."""
    shelf = StudentFunction("Shelf", RETURNS, ask, {})

    with pytest.raises(NotHandedOver, match="expected what an object of Shelf answered in this check"):
        shelf.kept(given(shelf()))


def failure(ask: Ask, claim: Callable[[Any], None]) -> tuple[CheckFailed, list[RecordedCall]]:
    """What a claim raises, and the calls that it made."""
    calls: list[RecordedCall] = []
    with recorded(calls), pytest.raises(CheckFailed) as raised:
        claim(StudentFunction("Shelf", RETURNS, ask, {}))
    return raised.value, calls


def overwritten(shelf: Any) -> None:
    one = shelf()
    first = one.again(4)
    one.again(5)
    assert_lasts(shelf.kept(first), first, what=("the row", "its copy"))


def overwritten_by_another(shelf: Any) -> None:
    one, other = shelf(), shelf()
    first, second = one.new(1), other.shared(2)
    one.shared(3)
    assert_lasts(shelf.kept(first), first, what="the new one")
    assert_lasts(shelf.kept(second), second, what="the shared one")


@pytest.mark.parametrize(
    ("claim", "said", "shown"),
    [
        (
            overwritten,
            "the row, after the next call",
            "(array([4., 4.]), array([4., 4.]))\n(array([5., 5.]), array([5., 5.]))\n"
            "(array([5., 5.]), array([4., 4.]))\n",
        ),
        (overwritten_by_another, "the shared one, after the next call", "[2. 2.]\n[5. 5.]\n[5. 5.]\n"),
    ],
)
def test_as_code(ask: Ask, claim: Callable[[Any], None], said: str, shown: str) -> None:
    """The answer is printed before and after what overwrites it, in a notebook of one's own too."""
    error, calls = failure(ask, claim)

    code = script(About("Shelf", ["Shelf"], error.what, whole=error.whole), {}, calls)
    with redirect_stdout(StringIO()) as out:
        exec(code, named())

    assert error.what == said
    assert out.getvalue() == shown
