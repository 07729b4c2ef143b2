"""A call leaves alone what it is given, and what earlier calls gave, at home and in the sandbox alike."""

from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np
import pytest

from grader.checks import CheckFailed, assert_untouched
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import recorded
from grader.checks.script import About, script
from grader.checks.student_functions import StudentFunction
from grader.sandbox import Zygote
from grader.values import VALUE, Ask

CODE = """
import numpy as np

ROOM, WORDS = np.zeros(2), []

def new(numbers):
    return 2 * numbers, numbers + 1

def same(numbers):
    ROOM[:] = numbers
    return 2 * numbers, ROOM

def one(numbers):
    np.multiply(2, numbers, out=ROOM)
    return ROOM

def words(source, count):
    WORDS[:] = source[:count]
    return WORDS

def fresh_words(source, count):
    return [(word, count) for word in source]

def texts(source, count):
    return np.array(source)

def sorts(source, count):
    source.sort()
    return list(source)

KNOWN = {}

def by_array(numbers):
    if id(numbers) not in KNOWN:
        KNOWN[id(numbers)] = numbers, 2 * numbers
    return KNOWN[id(numbers)][1].copy()

class Sum:
    def __init__(self, start):
        self.total = start.copy()

    def add(self, numbers):
        self.total = self.total + numbers
        return [self.total]

class Writes(Sum):
    def add(self, numbers):
        numbers += self.total
        return [numbers.copy()]

class Takes(Sum):
    def __init__(self, start):
        start *= 2
        self.total = start.copy()

class Reuses(Sum):
    def add(self, numbers):
        self.total += numbers
        return [self.total]
"""
SUM = ("class", "__init__", "add")
ONE, TWO = np.array([1.0, 2.0]), np.array([4.0, 2.0])


@pytest.fixture(params=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Whoever answers of the student's code."""
    if request.param == "at home":
        yield in_process(named())
        return
    zygote: Zygote = request.getfixturevalue("zygote")
    with zygote.session() as session:
        session.load([CODE])
        yield lambda call: session.call([call])[0]


def named() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(CODE, names)
    return names


def arrays(function: StudentFunction) -> None:
    assert_untouched(function, (TWO,), numbers=ONE)


def objects(function: StudentFunction) -> None:
    total = function(ONE)
    total.add(ONE)
    total.add(TWO)
    assert_untouched(function)


def lists(function: StudentFunction) -> None:
    assert_untouched(function, (["c", "d"], 1), source=["b", "a"], count=2)


@pytest.mark.parametrize(
    ("name", "returns", "claim"),
    [
        ("new", ("double", "next"), arrays),
        ("fresh_words", VALUE, lists),
        ("texts", VALUE, lists),
        ("Sum", SUM, objects),
    ],
)
def test_what_leaves_all_as_it_was(
    ask: Ask, name: str, returns: tuple[str, ...], claim: Callable[[StudentFunction], None]
) -> None:
    """Its arguments and what it returned, arrays or not."""
    claim(StudentFunction(name, returns, ask, {}))


@pytest.mark.parametrize(
    ("name", "returns", "claim", "told", "shown"),
    [
        (
            "same",
            ("double", "next"),
            arrays,
            "next, after the next call: at [0], got 4, expected the same as before",
            "(array([2., 4.]), array([1., 2.]))\n(array([2., 4.]), array([4., 2.]))\n",
        ),
        (
            "one",
            (),
            arrays,
            "what one gave, after the next call: at [0], got 8, expected",
            "[2. 4.]\n[8. 4.]\n",
        ),
        (
            "words",
            VALUE,
            lists,
            "what words gave, after the next call: got ['c'], of length 1",
            "['b', 'a']\n['c']\n",
        ),
        ("sorts", VALUE, lists, "after the call source[0] is a, and was b", "['a', 'b']\n"),
        (
            "by_array",
            (),
            arrays,
            "what by_array gave, of an array that held other numbers before: at [0], got 8, expected",
            "[2. 4.]\n[8. 4.]\n",
        ),
        (
            "Writes",
            SUM,
            objects,
            "argument 1 after writes.add([1.0, 2.0]): at [0], got 2, expected 1",
            "[array([2., 4.])]\n[2. 4.]\n[array([5., 4.])]\n[5. 4.]\n",
        ),
        (
            "Takes",
            SUM,
            objects,
            "argument 1 after Takes([1.0, 2.0]): at [0], got 2, expected 1",
            "[2. 4.]\n[array([3., 6.])]\n[array([7., 8.])]\n",
        ),
        (
            "Reuses",
            SUM,
            objects,
            "what reuses.add([1.0, 2.0]) gave, after the next call: at [0][0], got 6, expected the same",
            "[array([2., 4.])]\n[array([6., 6.])]\n[array([6., 6.])]\n",
        ),
    ],
)
def test_what_does_not(
    ask: Ask, name: str, returns: tuple[str, ...], claim: Callable[[Any], None], told: str, shown: str
) -> None:
    """It is named, and pasted code shows it before and after."""
    with recorded(calls := []), pytest.raises(CheckFailed) as raised:
        claim(StudentFunction(name, returns, ask, {}))

    code = script(About(name, [name], raised.value.what, raised.value.beside), {}, calls)
    *lines, last = code.splitlines()
    with redirect_stdout(StringIO()) as out:
        exec("\n".join([*lines, last if last.startswith("print") else f"print({last})"]), named())

    assert str(raised.value).startswith(told)
    assert out.getvalue() == shown


def test_what_a_call_changes() -> None:
    """It is named as the check names it."""

    def double(numbers: np.ndarray, factor: float) -> np.ndarray:
        numbers *= factor
        return numbers

    function = StudentFunction("double", (), in_process({"double": double}), {})

    assert_untouched(function, numbers=np.ones(2), factor=1.0)
    with pytest.raises(CheckFailed, match=r"after the call numbers\[0\] is 2, and was 1"):
        assert_untouched(function, numbers=np.ones(2), factor=2.0)
