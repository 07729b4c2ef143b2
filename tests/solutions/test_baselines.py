"""Answers without thought are made for every kind of question, alone and to all of them together."""

from itertools import combinations, count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_course import PUBLIC, REFERENCE, SOURCE

from grader.course import load_course
from grader.solutions.audit import audit_course
from grader.solutions.baselines import thoughtless, together
from grader.values import LinearFunction, Table

WEAK = '''
@check("double", points=3, hint="What comes back?")
@given(numbers=NUMBERS)
def it_is_a_dict(double, numbers):
    """It is a dict."""
    assert_that(isinstance(double(numbers), dict), what="double(numbers)", got="no dict", expected="a dict")


@check("double", points=3, hint="What is twice 3?")
@given(numbers=NUMBERS)
def every_number_is_there(double, numbers):
    """Every number is doubled, at its place."""
    assert_equal(double(numbers), dict(enumerate(2 * numbers)), what="double(numbers)")
'''


def joined(state: Any, words: Any) -> tuple[Any, Any]:
    return state * 2, words @ state


SAMPLE = (np.array([1.0, 2.0]), np.array([[3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]))


def test_constants_of_the_right_shapes_and_what_fits_of_the_inputs() -> None:
    """Each answer has the form that is due, as far as its idea has one."""
    ideas = thoughtless(joined, ("context", "weights"), SAMPLE)

    shapes = {
        name: [np.shape(part) for part in ideas[name](*SAMPLE)] for name in ideas if "nothing" not in name
    }
    assert shapes["zeros"] == shapes["not a number"] == [(2,), (3,)]
    assert shapes["copy of input 1 and first column of input 2"] == [(2,), (3,)]
    assert shapes["first row of input 2 and first column of input 2"] == [(2,), (3,)]


@pytest.mark.parametrize(("name", "number"), [("zeros", 0.0), ("ones", 1.0)])
def test_what_is_given_is_called_with_constants(name: str, number: float) -> None:
    """Who is given a function may call it as often as is due, and look at nothing."""
    given: list[Any] = []
    step = LinearFunction(("state",), ((1,),))
    sample = (SAMPLE[0], step, 3)

    ideas = thoughtless(lambda state, step, n: state, ("outputs",), sample)
    ideas[f"{name}, after calling what it is given with {name}"](SAMPLE[0], given.append, 3)

    assert np.array_equal(given, np.full((3, 2), number))


class Stack:
    """A stub that is a class."""


@pytest.mark.parametrize("answer", [Stack, str.upper, lambda n: (i for i in range(n)), lambda: 1 / 0])
def test_what_is_no_arrays(answer: Any) -> None:
    """Classes, texts, generators and what cannot be called so have the constants, and no copies."""
    ideas = thoughtless(answer, (), ("word",))

    assert "zeros" in ideas
    assert not any("of input" in name for name in ideas)


def test_every_two_ideas_meet() -> None:
    """Of the first three shifts of two questions, each pairs every idea with another one."""
    ideas = {"one": list("abc"), "two": list("xyz"), "three": list("pqr")}

    rows = list(together(ideas))

    for first, second in combinations(ideas, 2):
        assert len({(row[first], row[second]) for row in rows}) >= 3
    assert {(row["one"], row["two"]) for row in rows} == {(a, x) for a in "abc" for x in "xyz"}


def upper(word: str) -> str:
    return word.upper()


def codes(start: int) -> Any:
    return (f"P{number}" for number in count(start))


@pytest.mark.parametrize("returns", ["value", "text"])
def test_values_without_thought(returns: str) -> None:
    """Empty values, numbers and truth values, what was given, and the right answer to another input."""
    ideas = thoughtless(upper, (returns,), ("tea",))

    answers = [idea("nut") for idea in ideas.values()]
    assert answers == [None, 0, 1, False, True, "", [], {}, set(), "nut", "TEA"]


def test_a_generator_without_thought() -> None:
    """Of one that never ends, a list of the first items is an answer, too."""
    ideas = thoughtless(codes, ("value",), (5,))

    assert ideas["the right answer to one input, always"](7)[:2] == ["P5", "P6"]


def test_a_table_without_thought() -> None:
    """One without rows has the right columns."""
    goods = Table({"name": ["tea"], "price": [2.5]})

    ideas = thoughtless(lambda goods: goods[["price"]], ("table",), (goods,))

    assert list(ideas["a table without rows"](None)) == ["price"]
    assert len(ideas["a table without rows"](None)) == 0


def test_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A function that prints is asked in silence, and what it printed for one input is an idea, too."""
    ideas = thoughtless(lambda name: print("hello", name), ("value",), ("ada",))

    assert capsys.readouterr().out == ""
    ideas["what is printed for one input, always"]("bob")
    assert capsys.readouterr().out == "hello ada\n"


@pytest.mark.parametrize(
    ("idea", "given"),
    [
        ("methods and attributes that are nothing", None),
        ("methods and attributes that are zero", 0),
        ("methods that hand their argument back", 7),
    ],
)
def test_a_class_without_thought(idea: str, given: Any) -> None:
    """It can be made of anything, and remembers nothing."""
    stack = thoughtless(Stack, ("class", "__init__", "__len__", "push"), ())[idea](3)

    assert (stack.push(7), len(stack)) == (given, 0)


def test_a_weak_claim_about_a_dict(small: Path) -> None:
    """A claim that an empty dict meets is told, with what it earns."""
    (small / "assignments/tiny/tiny.py").write_text(
        SOURCE.replace('stub="double"', 'stub="double" returns="value"')
    )
    reference = REFERENCE.replace("2 * numbers", "dict(enumerate(2 * numbers))", 1)
    (small / "solutions/tiny/tiny.py").write_text(reference)
    checks = (
        PUBLIC.split("\n\n@check")[0].replace("import assert", "import assert_equal, assert_that, assert")
        + WEAK
    )
    (small / "assignments/tiny/checks.py").write_text(checks)
    (small / "solutions/tiny/checks.py").write_text("")

    audit, _ = audit_course(load_course(small), "tiny", question="double")

    assert any("double: an empty dict: earns 3 of 6 points" in one for one in audit.problems)
