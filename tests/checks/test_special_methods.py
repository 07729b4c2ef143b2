"""What Python asks objects for by signs and by name, a check asks objects of a student's class for."""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.checks import CallRaised, raises
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.script import About, script
from grader.checks.special_methods import lacks
from grader.checks.student_functions import StudentFunction
from grader.errors import WrongForm
from grader.sandbox import Zygote
from grader.values import Ask
from grader.values.special import AS_PYTHON_DOES, asked

STUDENT = """
class Vector:
    def __init__(self, *numbers):
        self.numbers = list(numbers)

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.numbers, other.numbers)))

    def __rmul__(self, factor):
        return Vector(*(factor * number for number in self.numbers))

    def __eq__(self, other):
        return self.numbers == other.numbers

    def __lt__(self, other):
        return sum(self.numbers) < sum(other.numbers)

    def __contains__(self, number):
        return [number] if number in self.numbers else []

    def __iter__(self):
        yield from self.numbers

    def __setitem__(self, place, number):
        self.numbers[place] = number

    def __str__(self):
        return f"<{self.numbers}>"

    def __bool__(self):
        return any(self.numbers)

    def __abs__(self):
        return sum(number**2 for number in self.numbers) ** 0.5


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


class Squares:
    def __init__(self, count):
        self.count = count

    def __getitem__(self, place):
        if place >= self.count:
            raise IndexError(place)
        return place**2


class Endless:
    def __init__(self):
        pass

    def __iter__(self):
        while True:
            yield 1

    def __str__(self):
        return 1


class Plain:
    def __init__(self):
        pass


class Told(Plain):
    def __iter__(self):
        return self
"""
METHODS = {
    kind.name: tuple(one.name for one in kind.body if isinstance(one, ast.FunctionDef))
    for kind in ast.parse(STUDENT).body
    if isinstance(kind, ast.ClassDef)
}
Classes = dict[str, Any]


@pytest.fixture(params=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    if request.param == "at home":
        names: dict[str, Any] = {}
        exec(STUDENT, names)
        yield in_process(names)
        return
    zygote: Zygote = request.getfixturevalue("zygote")
    with zygote.session() as session:
        session.load([STUDENT])
        yield lambda call: session.call([call])[0]


@pytest.fixture
def classes(ask: Ask) -> Classes:
    """The student's classes, as a check sees them."""
    return {name: StudentFunction(name, ("class", *methods), ask, {}) for name, methods in METHODS.items()}


def test_an_object_is_used_as_usual(classes: Classes) -> None:
    """Signs, comparisons, `in`, `for`, `str`: the student's methods answer."""
    one, other = classes["Vector"](1, 2), classes["Vector"](3, 4)
    one[0] = 0

    assert [list(one + other), list(3 * one)] == [[3, 6], [0, 6]]
    assert (one + other == classes["Vector"](3, 6), one != other, one < other, other > one) == (True,) * 4
    assert (2 in one, 9 in one, sorted([other, one])[0] is one) == (True, False, True)
    assert (str(one), f"{one}", abs(other), bool(classes["Vector"](0))) == (
        "<[0, 2]>",
        "<[0, 2]>",
        5.0,
        False,
    )


def test_an_object_is_iterated(classes: Classes) -> None:
    """By a generator, by `__next__`, or by its places."""
    assert [list(classes["Countdown"](3)), list(classes["Squares"](3))] == [[2, 1, 0], [0, 1, 4]]
    assert (next(classes["Countdown"](3)), 4 in classes["Squares"](3)) == (2, True)
    with raises(StopIteration):
        next(classes["Countdown"](0))


def test_what_python_would_not_take(classes: Classes) -> None:
    """An iterator without an end, and a text that is none, are the student's fault."""
    endless = classes["Endless"]()

    with pytest.raises(WrongForm, match=r"list\(Endless\(\)\) is a value too large to grade"):
        list(endless)
    with pytest.raises(CallRaised, match=r"raised TypeError: __str__ returned non-string \(type int\)"):
        str(endless)


@pytest.mark.parametrize(
    ("use", "method"),
    [(list, "__iter__"), (lambda one: one + 1, "__add__"), (abs, "__abs__"), (next, "__next__")],
)
def test_what_the_stub_does_not_have(classes: Classes, use: Callable[[Any], Any], method: str) -> None:
    """It is the check's fault, which says what the stub lacks."""
    with pytest.raises(TypeError, match=f"the stub of Plain has no {method}"):
        use(classes["Plain"]())


def test_an_object_without_such_methods(classes: Classes) -> None:
    """It equals itself alone, and its text is its name."""
    one, other = classes["Plain"](), classes["Plain"]()

    assert (one == other, one == one, str(one), len({one, other})) == (False, True, "plain", 2)


def test_what_a_student_left_out(ask: Ask) -> None:
    """Python does without, or says what is missing, as in a notebook."""
    methods = ("class", "__init__", "__iter__", "__eq__", "__lt__", "__str__", "__contains__")
    told = StudentFunction("Told", methods, ask, {})
    one, other = told(), told()

    assert (one == other, one == one, str(one).startswith("<")) == (False, True, True)
    for use, error in ((lambda: one < other, "TypeError: '<'"), (lambda: list(one), "TypeError: iter")):
        with pytest.raises(CallRaised, match=f"raised {error}"):
            use()


def test_how_code_asks(classes: Classes) -> None:
    """As people write it, so that it runs below the student's cell."""
    calls: list[RecordedCall] = []
    with recorded(calls):
        one = classes["Vector"](1, 2)
        one[0] = 3
        bool(2 in one and one + one == one and list(one) and str(one))
    code = script(About("Vector", ["Vector"], ""), {}, calls)
    names: dict[str, Any] = {}
    exec(STUDENT, names)

    exec(code, names)

    assert [line.removeprefix("print(").removesuffix(")") for line in code.splitlines()] == [
        "vector = Vector(1, 2",
        "vector.__setitem__(0, 3",
        "2 in vector",
        "vector_2 = vector + vector",
        "vector_2 == vector",
    ]


@pytest.mark.parametrize(
    ("method", "count"), [("__call__", 0), ("__call__", 1), ("__len__", 0), *AS_PYTHON_DOES]
)
def test_a_class_without_it(method: str, count: int) -> None:
    """What Python says of an object whose class has no such method, tells which one to write; or it knows."""
    plain = type("Plain", (), {})()

    try:
        asked(plain, method, (1,) * count, {})(*(1,) * count)
    except Exception as error:
        assert lacks(f"raised {type(error).__name__}: {error}") in (("Plain", method), ("Plain", "__iter__"))


@pytest.mark.parametrize(
    "value",
    [
        None,
        lambda: 0,
        (one for one in ()),
        np,
        np.ones(2),
        np.float64(1),
        {},
        SimpleNamespace(),
        partial(print),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_class_of_the_students(value: object) -> None:
    """Nobody is told to give None a method, where `return` was forgotten."""
    with pytest.raises(AttributeError) as caught:
        value.remember  # type: ignore[attr-defined]  # noqa: B018

    assert lacks(f"raised AttributeError: {caught.value}") is None


def test_a_class_that_is_not_there() -> None:
    """The cell to run is the one that defines a class."""
    with pytest.raises(CallRaised, match="run the cell with `class Vector`, and keep that name"):
        StudentFunction("Vector", ("class", "__init__"), in_process({}), {})()
