"""assert_equal finds the first difference between any two values, and says what is there."""

from contextlib import suppress
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from drawn_values import VALUES
from hypothesis import HealthCheck, given, settings

from grader.checks import (
    Table,
    assert_among,
    assert_equal,
    assert_matched,
    assert_pairs,
    assert_parts,
    equality,
)
from grader.checks.equality import PAIRS
from grader.checks.explain import asked
from grader.errors import CheckFailed, WrongForm
from grader.values import as_value
from grader.wording import CUT_OFF, NOTHING


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_a_value_equals_its_copy(value: Any) -> None:
    """In type and place, too."""
    assert_equal(as_value(value), value, what="it", exact=True)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1, (2, 3)], (1, [2, 3])),
        (np.array([1.0, 2.0]), [1, 2]),
        (0.1 + 0.2, 0.3),
        (1, True),
        ({"a": float("nan")}, {"a": float("nan")}),
        ({1, 2}, frozenset({2, 1})),
        (np.array(3), 3.0),
        (Table({"a": [1, 2]}), Table({"a": np.array([1.0, 2.0])})),
    ],
)
def test_what_is_alike(got: Any, expected: Any) -> None:
    """Lists, tuples and arrays of the same numbers are one answer, unless a check says otherwise."""
    assert_equal(got, expected, what="it")
    with pytest.raises(CheckFailed):
        assert_equal([got, ()], (expected, []), what="it", exact=True)


@pytest.mark.parametrize(
    ("got", "words", "due"),
    [("se", ["see"], CUT_OFF), ("am", ["see"], ""), ("", ["see"], ""), ("se", ["se", "see"], "")],
)
def test_a_text_that_is_cut_off(got: str, words: list[str], due: str) -> None:
    """The beginning of the right text came back, and is none of the words that were given."""
    with pytest.raises(CheckFailed) as failed:
        assert_equal([("je", got)], [("je", "see")], what="it")

    assert asked(failed.value, {"words": words}) == due


@pytest.mark.parametrize(
    ("got", "lost", "due"),
    [
        (["I", "se"], "['se']", CUT_OFF),
        (["am", np.ones(2)], "'am'", "Which?"),
        ([2.0, ""], "[2.0, '']", "Which?"),
    ],
)
def test_one_of_several(got: list[Any], lost: str, due: str) -> None:
    """Who is none of them is told; of a text that was cut off it is asked how long one may be."""
    with pytest.raises(CheckFailed, match=r"^the words: got .*, expected words of source") as failed:
        assert_among(got, ["I", "see"], what="the words", expected="words of source", question="Which?")

    assert (lost in str(failed.value), failed.value.question) == (True, due)
    assert_among(iter(["see", "I", "I"]), ["I", "see"], what="the words", expected="words of source")
    assert_among([1, (2.0, 3)], [[2, 3], 1.0], what="the pairs", expected="pairs")


@pytest.mark.parametrize("got", [{"je": "I"}, ["je", "vu"], "je", [("je", "I", "I")], None, [1]])
def test_no_pairs(got: Any) -> None:
    """A dict, or a text, is told as what it is, and nobody asks for a letter of it."""
    with pytest.raises(CheckFailed, match=r"^the pairs: got .*, an? \w+, expected a list of pairs") as failed:
        assert_pairs(got)

    assert failed.value.question == (NOTHING if got is None else PAIRS)
    for fine in ([("je", "I")], [], np.array([["je", "I"]]), (["je", "I"],)):
        assert assert_pairs(fine) is fine


@pytest.mark.parametrize(
    ("got", "told"),
    [
        ((1, 2, 3), "3 values"),
        ([1], "1 values"),
        (None, "None"),
        (0.5, "one value, the number 0.5"),
    ],
)
def test_parts(got: Any, told: str) -> None:
    """What a method returns has as many parts as are named."""
    with pytest.raises(WrongForm, match=f"got {told}, expected 2 values: context, weights"):
        assert_parts(got, "context", "weights")

    assert assert_parts((1, 2), "context", "weights") == (1, 2)


@pytest.mark.parametrize(
    ("got", "holds"),
    [
        ([("je", "I"), ("dors", "sleep")], True),
        ([["I", "je"], ["sleep", "dors"]], True),
        ({"je": "I", "dors": "sleep"}, True),
        (["I", "sleep"], True),
        ([("je", 0), ("dors", 2)], True),
        (np.array([0, 2]), True),
        ([("je", "I"), ("dors", "I")], False),
        ([("je", "I")], False),
        (["je", "dors"], False),
        ([("je", 0), ("dors", 1)], False),
    ],
)
def test_what_is_matched(got: Any, holds: bool) -> None:
    """It is read out of any form that says it; what says something else is compared with the pairs."""
    pairs = [("je", "I"), ("dors", "sleep")]

    if holds:
        assert_matched(got, pairs, places=[0, 2], what="the pairs")
    else:
        with pytest.raises(CheckFailed, match="the pairs"):
            assert_matched(got, pairs, places=[0, 2], what="the pairs")


@pytest.mark.parametrize("got", [10**400, [1, 10**400], {"a": -(10**400)}])
def test_a_number_beyond_all_floats(got: Any) -> None:
    """It is another one than any float, and told as that."""
    with pytest.raises(CheckFailed, match="expected"):
        assert_equal(
            got,
            [1, 1.5] if isinstance(got, list) else {"a": 2.5} if isinstance(got, dict) else 1.5,
            what="it",
        )
    assert_equal(got, got, what="it")
    assert_among([1.5], [10**400, 1.5], what="it", expected="one of two")


@pytest.mark.parametrize("got", [5.0, -np.inf, np.nan, 10**400])
def test_nothing_is_near_infinity(got: Any) -> None:
    """But infinity."""
    for one, due in ((got, np.inf), ({"a": [got]}, {"a": [np.inf]})):
        with pytest.raises(CheckFailed):
            assert_equal(one, due, what="it")
        with pytest.raises(CheckFailed):
            assert_among([one], [due], what="it", expected="infinity")
        assert_equal(due, due, what="it")


@pytest.mark.parametrize("got", [{True: 2}, {1.0: 2}, {1.0}])
def test_exact_keys(got: Any) -> None:
    """1, 1.0 and True are three keys where types are told apart, and one where they are not."""
    due = {1: 2} if isinstance(got, dict) else {1}

    assert_equal(got, due, what="it")
    with pytest.raises(CheckFailed, match=r"it is without the (key|element) 1, expected with"):
        assert_equal(got, due, what="it", exact=True)


@pytest.mark.parametrize("got", [[7.0] * 50_000, [float(one) for one in range(50_000)], [1.0] * 50_000])
def test_a_long_answer_is_looked_at_once(got: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of equal values one is compared, and of wrong ones no more than are told: no check is endless by it."""
    compared = Mock(side_effect=equality._equals)
    monkeypatch.setattr(equality, "_equals", compared)

    with suppress(CheckFailed):
        assert_among(got, [1.0, 2.0, 3.0], what="it", expected="one of three")

    assert compared.call_count < 100


def test_beside_another_answer() -> None:
    """Where both are a student's, neither is called expected."""
    with pytest.raises(CheckFailed, match=r"^it\[1\] is a, expected the same as what step gave, which is b$"):
        assert_equal(["b", "a"], ["b", "b"], what="it", beside="what step gave")


@pytest.mark.parametrize(
    ("got", "expected", "message"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, "it['a'][1] is 2, expected 3"),
        ([1], [1, 2], "it is [1], of length 1, expected [1, 2], of length 2"),
        ({"a": 1}, {"b": 1}, "it is without the key 'b', expected with the key 'b'"),
        ({1, 2}, {1}, "it is with the element 2, expected without the element 2"),
        (None, 0, "it is None, expected 0"),
        ("3", 3, "it is '3', a str, expected 3, an int"),
        (0.5, 0.6, "it is 0.5, expected 0.6"),
        ("a", "a ", "it is 'a', expected 'a '"),
        (1 << 99, 1, f"it is {1 << 99}, expected 1"),
        (np.array(["a"]), "a", "it is np.array(['a']), expected a"),
        (np.array([3.0]), 3, "it is [3], expected 3"),
        (["a", np.array(["b", "c"])], ["a", "b"], "it[1] is np.array(['b', 'c']), expected b"),
        (Table({"a": [1]}), Table({"b": [1]}), "the columns of it[0]: got a, expected b"),
    ],
)
def test_the_first_difference(got: Any, expected: Any, message: str) -> None:
    """Where it is, what is there, and what was due."""
    with pytest.raises(CheckFailed) as failed:
        assert_equal(got, expected, what="it")

    assert str(failed.value) == message


@pytest.mark.parametrize(
    ("what", "told"), [("the pairs", "the pairs: at [0][1], got 2"), ("f(x)", "f(x)[0][1] is 2")]
)
def test_words_are_not_indexed(what: str, told: str) -> None:
    """The place stands after them; a name is indexed as Python does it."""
    with pytest.raises(CheckFailed) as raised:
        assert_equal([(1, 2)], [(1, 3)], what=what)

    assert str(raised.value).startswith(told)
