"""One grammar of values: what goes in comes out, over the wire, as pasted source, and beside student code."""

from collections import namedtuple
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from drawn_values import VALUES, Pair
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.sandbox import Zygote
from grader.values import Call, Exact, OutsideGrammar, Returned, as_argument, as_source, as_value, frames
from grader.values.grammar import DEEPEST, MOST_BITS, MOST_KEYS, MOST_PARTS, Table, same
from grader.values.packed import unpack_argument

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ECHO = "def echo(value):\n    return value\n"
PASTED = {"np": np, "namedtuple": namedtuple, "pd": SimpleNamespace(DataFrame=Table)}


def answered(value: Any) -> Any:
    (reply,) = frames.read_answers(frames.answered([frames.gave(Exact(value), {})])[frames.HEADER :], 1)
    assert isinstance(reply, Returned) and isinstance(reply.value, Exact)
    return reply.value.value


def handed_over(value: Any) -> Any:
    request = frames.read_request(frames.ask([frames.key(Call("f", (value,)))])[frames.HEADER :])
    return unpack_argument(request.calls[0].arguments[0])  # type: ignore[union-attr]


@QUICK
@given(value=VALUES)
def test_a_value_is_itself(value: Any) -> None:
    """To reduce a value of the grammar changes nothing."""
    assert same(as_value(value), value)


@QUICK
@given(value=VALUES)
def test_a_value_comes_back(value: Any) -> None:
    """From a worker, to the last type and bit."""
    assert same(answered(value), value)


@QUICK
@given(value=VALUES)
def test_a_value_is_handed_over(value: Any) -> None:
    """To a worker, to the last type and bit."""
    assert same(handed_over(as_argument(value)), value)


@QUICK
@given(value=VALUES)
@example(value=np.array(0x7FF8000000000001, np.uint64).view(float))
@example(value=np.array([0, 0x7FF8000000000001], np.uint64).view(complex))
def test_what_is_pasted_is_the_value(value: Any) -> None:
    """The source that a student reads makes the value, with numpy and namedtuple alone."""
    assert same(eval(as_source(value), dict(PASTED)), value)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=st.lists(VALUES, min_size=30, max_size=30))
def test_a_students_function_meets_the_same_value(zygote: Zygote, values: list[Any]) -> None:
    """At home and in the sandbox: what it is given is what it gives back."""
    namespace: dict[str, Any] = {}
    exec(ECHO, namespace)
    at_home = StudentFunction("echo", ("value",), in_process(namespace), {})

    with zygote.session() as session:
        session.load([ECHO])
        replies = session.call([Call("echo", ([value],), "value") for value in values])

    assert all(same(at_home([value]), [value]) for value in values)
    assert all(same(reply.value.value, [value]) for reply, value in zip(replies, values, strict=True))  # type: ignore[union-attr]


class Loud(list):
    """A list that wants to be asked."""

    def __iter__(self) -> Any:
        raise AssertionError("asked")

    __len__ = __getitem__ = __eq__ = __class__ = __iter__  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("value", "reduced"),
    [
        (Loud([1, 2]), [1, 2]),
        ({"a": Loud()}, {"a": []}),
        (np.float64(2.5), 2.5),
        (np.int8(3), 3),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (np.array([1, None], object), [1, None]),
        (np.array([["a", "bc"]], np.dtypes.StringDType()), [["a", "bc"]]),
        (Pair(np.float32(1), (2,)), Pair(1.0, (2,))),
        ("\ud800", "?"),
    ],
)
def test_what_is_reduced(value: Any, reduced: Any) -> None:
    """Subclasses and numpy's scalars are what they stand for, and are not asked."""
    assert same(as_value(value), reduced)


def deep(levels: int) -> Any:
    return [deep(levels - 1)] if levels else 0


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(CIRCLE, id="circle"),
        pytest.param(deep(DEEPEST + 1), id="deep"),
        pytest.param([0] * MOST_PARTS, id="wide"),
        pytest.param(deep(3) and [[[0] * 30] * 30] * 30, id="wide by repeating"),
        pytest.param("a" * (2 << 20), id="giant text"),
        pytest.param(1 << MOST_BITS, id="giant integer"),
        pytest.param(set(range(MOST_KEYS + 1)), id="many keys"),
        pytest.param(np.zeros((1,) * 9), id="nine axes"),
        pytest.param(np.array(["a" * 1_000] + [""] * 5_000), id="one long text among many"),
        pytest.param(np.zeros((1 << 40, 0)), id="vast and empty"),
        pytest.param(object(), id="object"),
        pytest.param([len], id="function in a list"),
        pytest.param([namedtuple(f"P{n}", "x")(1) for n in range(9)], id="many kinds of named tuples"),
    ],
)
def test_what_is_beyond_the_bounds(value: Any) -> None:
    """It is said, and neither copied nor sent."""
    with pytest.raises(OutsideGrammar):
        as_value(value)


TEXTS = np.dtypes.StringDType()
GROWING: dict[str, Callable[[int], Any]] = {
    "list": lambda n: [0] * n,
    "tuple": lambda n: (0,) * n,
    "lists": lambda n: [[0] * (n // 2), [0] * (n - n // 2)],
    "named tuples": lambda n: [Pair(0, 0)] * n,
    "dict": lambda n: dict.fromkeys(range(n), 0),
    "dicts": lambda n: [{0: 0}] * n,
    "set": lambda n: set(range(n)),
    "frozenset": lambda n: frozenset(range(n)),
    "text": lambda n: "a" * n,
    "texts in a list": lambda n: ["a"] * n,
    "octets": lambda n: b"a" * n,
    "octets in a list": lambda n: [b"a"] * n,
    "integer": lambda n: 1 << n,
    "negative integer": lambda n: -(1 << n),
    "complex": lambda n: [1j] * n,
    "array": lambda n: np.zeros(n, np.int8),
    "array of complex numbers": lambda n: np.zeros(n, np.complex64),
    "arrays": lambda n: [np.zeros(1)] * n,
    "array of texts": lambda n: np.array(["a"] * n),
    "array of empty texts": lambda n: np.array([""] * n),
    "two axes of texts": lambda n: np.array([["a", "b"]] * n),
    "arrays of texts": lambda n: [np.array(["a"] * (n // 2)), np.array(["a"] * (n - n // 2))],
    "an array of texts and a number": lambda n: [0, np.array(["a"] * n)],
    "array of one long text": lambda n: np.array(["a" * n, ""]),
    "array of texts of any length": lambda n: np.array(["a"] * n, TEXTS),
    "array of objects": lambda n: np.array([None] * n, object),
    "axes": lambda n: np.zeros((1,) * n),
    "empty array": lambda n: np.zeros((n, 0)),
    "rows of a table": lambda n: Table({"a": np.zeros(n)}),
    "texts of a table": lambda n: Table({"a": np.array(["a"] * n)}),
    "columns of a table": lambda n: Table({str(at): np.zeros(1) for at in range(n)}),
    "depth": deep,
}  # fmt: skip


@pytest.mark.parametrize("kind", GROWING)
def test_at_the_bound(kind: str) -> None:
    """Of every kind: what is taken at home crosses, up to the last part, and what is one larger is refused in
    words by both."""

    def taken(size: int) -> bool:
        try:
            as_value(GROWING[kind](size))
        except OutsideGrammar:
            return False
        return True

    low, high = 1, 2
    while high < 1 << 23 and (kind not in ("axes", "depth") or high < 50) and taken(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(middle) else (low, middle)

    for size in (low - 1, low):
        value = as_value(GROWING[kind](size))
        assert same(answered(value), value)
    assert not taken(high)
