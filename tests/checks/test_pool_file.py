"""Examples in a file are the examples of grading, to the last bit."""

import json
from collections import namedtuple
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.checks.claims import Check
from grader.checks.draw import Pools, draw
from grader.checks.pool_file import pools_from, to_json
from grader.values import Formula, LinearFunction, RandomGenerator, Refilled

Pair = namedtuple("Pair", "low high")
STEP = LinearFunction(("context", "state"), ((1.0, 0.0), (0.5, -0.5)))
VALUES = [
    None, True, 3, -0.0, 1e-320, float("inf"), "le mot", "", (1, "a", (2.5,)), ["je", ["suis"]], STEP,
    {"a": [1, {2.5}], (1, 2): b"x"}, frozenset({"b"}), 2 - 1j, 1 << 99,
    Formula("x", "tanh(x)"), Formula("x", "'yes' if x > 1 else 'no'"), RandomGenerator(7),
    Refilled(np.array([0.1]), np.array([-0.0])),
    np.array(["a", "bc"]), np.float32(0.1), np.int8(-3),
    np.zeros((0, 3)), np.array(7), np.array([True, False]),
    np.array([0.1, -0.0, np.inf, 5e-324]), np.array([[0.1], [1 / 3]], dtype=np.float32),
    np.array([2**63], dtype=np.uint64), np.asfortranarray(np.arange(6.0).reshape(2, 3)),
]  # fmt: skip


def told(value: object) -> tuple[object, ...]:
    """All that tells two values apart, bits and all."""
    if isinstance(value, np.ndarray | np.generic):
        return type(value), value.dtype, value.shape, value.tobytes()
    if isinstance(value, list | tuple):
        return type(value), *(told(part) for part in value)
    return type(value), repr(value)


def check_of(name: str, **strategies: object) -> Check:
    return Check(name, "double", "claim", 1, "", None, True, False, print, ("double",), strategies)


def through_file(checks: list[Check]) -> Pools:
    return pools_from(to_json(checks, draw(checks, "")), checks)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_nothing_is_lost(value: object) -> None:
    """Type, dtype, shape and every bit come back."""
    check = check_of("a", x=st.just(value))

    (read, *_) = through_file([check])["a"]

    assert told(read["x"]) == told(value)


def test_nan_is_kept() -> None:
    """What is not a number stays so, in its place."""
    check = check_of("a", x=st.just(np.array([1.0, np.nan])))

    (read, *_) = through_file([check])["a"]

    assert np.isnan(read["x"]).tolist() == [False, True]


def test_shared_pools_are_written_once() -> None:
    """Checks that are given one strategy share its examples in the file, too, and when read."""
    numbers = arrays(float, 3)
    checks = [check_of("a", x=numbers), check_of("b", x=numbers), check_of("c", x=arrays(int, 2))]

    text = to_json(checks, draw(checks, ""))
    pools = pools_from(text, checks)

    assert len(json.loads(text)["pools"]) == 2
    assert pools["a"] == pools["b"]


def test_what_no_file_can_hold_is_drawn_at_home() -> None:
    """An example made of anything else is not written, and met all the same."""
    check = check_of("a", x=st.sampled_from([{1: Pair(1, 2)}, {2: Pair(3, 4)}]))

    text = to_json([check], draw([check], ""))

    assert json.loads(text) == {"of": {}, "pools": []}
    assert pools_from(text, [check]) == draw([check], "")


def test_read_examples_cannot_be_changed() -> None:
    """A check that wrote into its example would spoil it for the next."""
    check = check_of("a", x=st.just(np.zeros(2)))

    (read, *_) = through_file([check])["a"]

    with pytest.raises(ValueError, match="read-only"):
        read["x"][0] = 1


def test_whatever_is_drawn() -> None:
    """A pool of arrays of many kinds is read as it was drawn."""
    kinds = st.sampled_from([np.float64, np.float32, np.int16])
    check = check_of(
        "a", x=kinds.flatmap(lambda kind: arrays(kind, 3)).filter(lambda x: not np.isnan(x).any())
    )

    read = through_file([check])["a"]

    assert [told(one["x"]) for one in read] == [told(one["x"]) for one in draw([check], "")["a"]]


def test_the_lessons_own(attention: SimpleNamespace) -> None:
    """At home every public check of the lesson meets what it meets in grading, in the same order."""
    public = [check for check in attention.prepared.checks if not check.hidden]

    read = through_file(public)

    for check in public:
        drawn = attention.prepared.pools[check.id]
        assert [told(tuple(example.items())) for example in read[check.id]] == [
            told(tuple(example.items())) for example in drawn
        ]
    assert json.loads(to_json(public, attention.prepared.pools))["of"].keys() == {
        check.id for check in public
    }
