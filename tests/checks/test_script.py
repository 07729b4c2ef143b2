"""What a failure's example is written as: Python that prints every answer that was compared."""

import re
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import play_one_by_one
from grader.checks.script import About, script
from grader.checks.verdict import results
from grader.model import Counterexample
from grader.values import Call, Returned
from grader.wording import NEXT_FIGURE

from .conftest import RETURNS, Load

SCORES, OFFSET = np.array([1.0, 2.0]), 3


def told(load: Load, body: str, double: Callable[..., Any], **more: Any) -> Counterexample:
    """What is said of a function of which the claim does not hold."""
    merge = ", merge=False" if more.get("repeats") else ""
    text = f'''
from grader.checks import LinearFunction, Refilled, assert_agrees, assert_repeats, assert_that
from grader.checks import assert_untouched, raises

STEP = LinearFunction(("a",), ((3,),))

@check("double", points=1, hint="Why?"{merge})
@example(numbers=np.array([3.0, 4.0]), step=STEP)
@given(numbers=NUMBERS, step=st.just(STEP))
def claim(double, numbers, step):
    """A claim."""
    {body}
'''
    checks = list(load(text).values())
    pools = draw(checks, "", size=1)
    failures = play_one_by_one(checks, pools, RETURNS, in_process({"double": double}))
    (found,) = results(checks, failures, RETURNS)
    assert found.counterexample
    return found.counterexample


def printed(code: str, double: Callable[..., Any]) -> str:
    """What a cell with this code shows."""
    *lines, last = code.split("\n")
    names: dict[str, Any] = {"double": double}
    with redirect_stdout(StringIO()) as out:
        exec("\n".join([*lines, last if last.startswith((" ", "print")) else f"print({last})"]), names)
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("softmax(scores + 1000)", "softmax(scores + 1000)"),
        ("softmax(scores + offset)[1]", "softmax(scores + offset)"),
        ("np.sum(softmax(scores))", "np.sum(softmax(scores))"),
        ("softmax(scores + 2000 * (np.arange(2) == 1))[0]", "softmax(scores + 2000 * (np.arange(2) == 1))"),
    ],
)
def test_a_call_that_the_words_name(what: str, line: str) -> None:
    """It is the line to run, whole, without the place of one number."""
    found = script(About("softmax", ["softmax"], what), {"scores": SCORES, "offset": OFFSET}, [])

    assert found.splitlines()[-1] == line


@pytest.mark.parametrize(
    "what", ["softmax([1.0, 2.0])", "softmax(...)", "softmax(others)", "softmax(", "the weights", "scores"]
)
def test_what_cannot_be_run_is_not_printed(what: str) -> None:
    """Without a call that was made there is no code."""
    assert script(About("softmax", ["softmax"], what), {"scores": SCORES}, []) == ""


NATURAL = '''
from dataclasses import dataclass
from typing import NamedTuple

class Line(NamedTuple):
    slope: float
    start: float

@dataclass
class Problem:
    numbers: list
    count: int

@st.composite
def pairs(draw):
    count = draw(st.integers(1, 3))
    return np.arange(count) + 1.0, count

@check("double", points=1, hint="")
@given(line=st.builds(Line, st.integers(1, 3).map(float), st.just(1.0)))
def of_a_named_tuple(double, line):
    """A claim."""
    assert_close(double(line), 2 * np.array(line), what="double(line)")

@check("double", points=1, hint="")
@given(problem=st.builds(Problem, st.lists(st.integers(1, 3), min_size=1), st.integers(1, 2)))
def of_a_dataclass(double, problem):
    """A claim."""
    assert_close(double(problem.numbers), 2 * np.array(problem.numbers), what="double(problem.numbers)")

@check("double", points=1, hint="")
@given(pair=pairs())
def of_a_composite(double, pair):
    """A claim."""
    numbers, count = pair
    assert_close(double(numbers + count), 2 * (numbers + count), what="the doubles")
'''


def test_examples_as_hypothesis_has_them(load: Load) -> None:
    """Named tuples, dataclasses and composites are taken apart into code that anybody can paste."""
    checks = list(load(NATURAL).values())
    failures = play_one_by_one(checks, draw(checks, "", size=3), RETURNS, in_process({"double": np.asarray}))

    codes = [one.counterexample.code for one in results(checks, failures, RETURNS) if one.counterexample]

    shown = [printed(code, np.asarray) for code in codes]
    assert codes[0].endswith('line = namedtuple("Line", "slope start")(1.0, 1.0)\ndouble(line)')
    assert codes[1].endswith('namedtuple("Problem", "numbers count")([1], 1)\ndouble(problem.numbers)')
    assert shown == ["[1. 1.]\n", "[1]\n", "[2.]\n"]


def test_names_that_are_not_used_are_left_out(load: Load) -> None:
    """Nobody wonders what an input is for that the code does not have."""
    found = told(load, 'assert_close(double(numbers), 2 * numbers, what="the doubles")', abs)

    assert found.code == "import numpy as np\n\nnumbers = np.array([3.0, 4.0])\ndouble(numbers)"
    assert [given.name for given in found.when] == ["numbers"]


def test_the_name_of_an_argument_is_no_input(load: Load) -> None:
    """An input of the same name is left out, as the call has another value there."""
    found = told(
        load, 'assert_close(double(numbers=np.ones(2)), [2, 2], what="the doubles")', lambda numbers: numbers
    )

    assert found.code == "import numpy as np\n\ndouble(numbers=np.array([1.0, 1.0]))"


def test_nothing_is_printed_as_none(load: Load) -> None:
    """A notebook would show nothing, or what the function prints by itself, which may be right."""
    found = told(load, 'assert_close(double(numbers), 2 * numbers, what="the doubles")', print)

    assert found.code.splitlines()[-1] == "print(double(numbers))"
    assert printed(found.code, print).endswith("None\n")


def test_both_sides_are_printed(load: Load) -> None:
    """Another input that the check made is written out."""
    body = 'assert_agrees(double(numbers + 1), double(numbers), what="double one up", beside="before it")'

    found = told(load, body, np.negative)

    assert found.code.splitlines()[-2:] == ["print(double(np.array([4.0, 5.0])))", "print(double(numbers))"]


def test_only_what_is_compared_is_printed(load: Load) -> None:
    """A call that is made beside that is made, too, and nobody looks for the numbers in its answer."""
    body = 'double(numbers + 1); assert_close(double(numbers), 2 * numbers, what="the doubles")'

    found = told(load, body, np.negative)

    assert found.code.splitlines()[-2:] == ["double(np.array([4.0, 5.0]))", "double(numbers)"]


def test_the_part_that_matters_is_printed(load: Load) -> None:
    """Of an answer with several parts, those that are not compared are not printed."""
    asked = 'what="the last", beside="the first", part=1'
    body = f"assert_agrees(double(numbers)[0], double(numbers + 1)[0], {asked})"

    found = told(load, body, np.negative)

    assert found.code.splitlines()[-2:] == [
        "print(double(numbers)[1])",
        "print(double(np.array([4.0, 5.0]))[1])",
    ]


GROWTH = "assert_that(False, got=(double(numbers + 0.0001) - double(numbers))"


@pytest.mark.parametrize(
    ("body", "double", "digits"),
    [
        ('assert_close(double(numbers), 2 * numbers, what="x")', lambda x: 2 * x + 0.5, 0),
        ('assert_close(double(numbers), 2 * numbers, what="x")', lambda x: 2 * x - 0.00002, 9),
        ('assert_close(double(numbers), 2 * numbers, what="x")', lambda x: x + 2.9995, 9),
        ('assert_close(double(numbers), 0 * numbers + 0.9987, what="x")', lambda x: 0 * x + 0.9995, 9),
        ('assert_that(False, got=double(numbers), expected="less", what="x")', lambda x: x / 3, 0),
        ('assert_that(False, got=double(numbers), expected="less", what="x")', lambda x: 6e-6 + 0 * x, 9),
        ('assert_that(False, got=double(numbers), expected="one", what="x")', lambda x: 0 * x + 0.9999, 9),
        (f"{GROWTH} / 0.0001, expected='one', what='the growth')", lambda x: 2 * x, 9),
        (f"{GROWTH} / 0.0001, expected='one', what='the growth')", lambda x: 50 * x, 0),
        (f"{GROWTH} / 0.0001, expected='one', what='the growth')", lambda x: x + np.inf, 0),
    ],
)
def test_what_a_notebook_would_print_as_right(
    load: Load, body: str, double: Callable[..., Any], digits: int
) -> None:
    """More digits are printed where three would hide what is wrong, or show it as a right number."""
    found = told(load, body, double)

    assert {*re.findall(r"precision=(\d+)", found.code)} == {str(digits)} - {"0"}


def test_the_same_call_twice(load: Load) -> None:
    """What shows only in two calls is two calls."""
    calls: list[int] = []

    def growing(numbers: Any) -> Any:
        calls.append(1)
        return numbers * len(calls)

    body = 'assert_repeats(double(numbers), double(numbers), what="double(numbers)")'
    found = told(load, body, growing, repeats=True)

    assert found.code.splitlines()[-2:] == ["print(double(numbers))"] * 2


def test_a_figure_that_a_second_call_draws_into(load: Load) -> None:
    """One call draws one picture, and shows nothing."""
    body = f'double(numbers)\n    assert_that(False, what="{NEXT_FIGURE}", got="1", expected="2")'
    found = told(load, body, lambda numbers: numbers)

    call, last = (
        "double(numbers)",
        "plt.get_fignums() == first  # True: the second call has made no new figure",
    )
    assert found.code.splitlines()[-4:] == [call, "first = plt.get_fignums()", call, last]


def test_an_answer_after_another_call(load: Load) -> None:
    """The first answer is printed before the second call, and after it."""
    room = np.zeros(2)
    body = """first = double(numbers)
    kept = double.kept((numbers,), (numbers + 1,))
    assert_agrees(kept, first, what="the answer", beside="before")"""

    found = told(load, body, lambda numbers: np.add(numbers, 1, out=room))

    assert printed(found.code, lambda numbers: np.add(numbers, 1, out=room)) == "[4. 5.]\n[5. 6.]\n"


def test_an_array_that_changes_in_place(load: Load) -> None:
    """Both calls are there, and between them what changes."""
    known: dict[int, Any] = {}
    body = 'assert_close(double(Refilled(numbers, numbers + 1)), 2 * numbers + 2, what="the doubles")'

    def remembers(numbers: Any) -> Any:
        return known.setdefault(id(numbers), (2 * numbers, numbers))[0]

    found = told(load, body, remembers)

    assert found.code.splitlines()[-4:] == [
        "reused_numbers = numbers.copy()",
        "double(reused_numbers)",
        "reused_numbers[:] = np.array([4.0, 5.0])",
        "double(reused_numbers)",
    ]
    assert printed(found.code, remembers) == "[6. 8.]\n"


def test_an_input_after_the_call(load: Load) -> None:
    """What a call did to its input is printed."""
    body = '(after,) = double.arguments_after(numbers)\n    assert_same(after, numbers, what="the input")'

    def in_place(numbers: Any) -> Any:
        numbers *= 2
        return numbers

    found = told(load, body, in_place)

    assert printed(found.code, in_place) == "[6. 8.]\n"


def test_a_function_that_is_handed_over_tells_its_calls(load: Load) -> None:
    """Where a claim is about what it was given, it prints that, and what it gives."""
    body = """(call,) = double.calls_made(numbers, step)
    assert_close(call[0], 0 * numbers, what="what step is given")"""

    found = told(load, body, lambda numbers, step: step(numbers))

    names: dict[str, Any] = {"double": lambda numbers, step: step(numbers)}
    with redirect_stdout(StringIO()) as out:
        exec(found.code, names)
    assert out.getvalue() == "step is given [3. 4.] and gives [ 9. 12.]\n"


def test_a_call_that_raises_comes_before_another(load: Load) -> None:
    """The code goes on, as the claim does."""
    body = """with raises(ValueError):
        double(numbers[:0])
    assert_close(double(numbers), 2 * numbers, what="the doubles")"""

    def picky(numbers: Any) -> Any:
        return numbers * 3 / (1 if numbers.size else int("empty"))

    found = told(load, body, picky)

    assert "ValueError" in printed(found.code, picky)


def test_what_stayed_as_it_was_is_not_shown(load: Load) -> None:
    """Calls to see whether an answer lasts are left out where it did, and another claim fails."""
    body = """first = assert_untouched(double, (1 - numbers,), numbers=numbers)
    assert_close(first, 2 * numbers, what="the doubles")"""

    found = told(load, body, lambda numbers: numbers + 1)

    assert found.code.splitlines()[-2:] == ["numbers = np.array([3.0, 4.0])", "double(numbers)"]


def test_a_call_that_is_made_once_more_is_not_shown() -> None:
    """Nor is the last call that an earlier one was already, and answered alike."""
    call, kept = Call("double", (SCORES,)), Call("double", (SCORES, SCORES + 1), "kept")
    calls = [RecordedCall(one, Returned(SCORES)) for one in (call, kept, call)]

    code = script(About("double", ["double"], "the doubles"), {}, calls)

    assert code.splitlines()[-1] == "double(np.array([1.0, 2.0]))"
    assert code.count("double(") == 1
