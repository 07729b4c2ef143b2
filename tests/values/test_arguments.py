"""Described functions, words and single values as arguments, at home and in the sandbox."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import assert_equal
from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, CheckFailed, WrongForm
from grader.sandbox import Zygote
from grader.values import frames
from grader.values.arguments import as_argument, fresh, left_behind
from grader.values.calls import Call, Returned
from grader.values.described import MOST_CALLS, Formula, LinearFunction, Recorded, written
from grader.values.packed import unpack_argument

STEP = LinearFunction(("context", "state"), ((1, -1), (0.5, 0)))
TWO = np.array([2.0, 4.0])
ONE = np.array([1.0, 1.0])
LOOP = """
def loop(state, step, n):
    for _ in range(n):
        _, state = step(context=state, state=state)
    return state
"""


def student(source: str, name: str) -> StudentFunction:
    namespace: dict[str, object] = {}
    exec(source, namespace)
    return StudentFunction(name, (), in_process(namespace), {})


def test_a_described_function_computes_its_rows() -> None:
    """Each row of weights gives one vector."""
    output, state = STEP(TWO, ONE)

    np.testing.assert_array_equal(output, [1.0, 3.0])
    np.testing.assert_array_equal(state, [1.0, 2.0])


@pytest.mark.parametrize(
    ("described", "text"),
    [
        (STEP, "lambda context, state: (context - state, 0.5 * context)"),
        (LinearFunction(("a",), ((-2,),)), "lambda a: -2 * a"),
        (LinearFunction(("a", "b"), ((0, 0),)), "lambda a, b: 0 * a"),
        (LinearFunction(("a", "b"), ((-1, -1),)), "lambda a, b: -a - b"),
    ],
)
def test_what_is_written_computes_the_same(described: LinearFunction, text: str) -> None:
    """The Python shown to a student is the function that their code was given."""
    vectors = [TWO, ONE][: len(described.of)]

    assert written(described) == text
    np.testing.assert_array_equal(eval(text)(*vectors), described(*vectors))


WHOLE = st.sampled_from(["x", "y", "2", "0.5"])
SUMS = st.recursive(
    WHOLE,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"tanh({part})"),
        st.tuples(inner, inner).map(lambda parts: f"maximum({', '.join(parts)})"),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]} < 1 else {parts[2]})"),
    ),
    max_leaves=6,
)
CHOICES = st.recursive(
    SUMS | st.text(max_size=3).map(repr),
    lambda inner: st.tuples(inner, SUMS, inner).map(lambda of: f"{of[0]} if {of[1]} > 1 else {of[2]}"),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None)
@given(gives=st.lists(CHOICES, min_size=1, max_size=3), x=st.integers(-2, 2), y=st.integers(-2, 2))
def test_what_is_shown_of_a_formula_computes_the_same(gives: list[str], x: int, y: int) -> None:
    """Whatever a formula computes or chooses, numbers or texts, its Python does."""
    described = Formula("x y", tuple(gives))

    shown = eval(written(described), {"np": np})

    assert shown(x, y) == described(x, y)


@pytest.mark.parametrize(
    "text", ["'a' * 9", "'a' + 'b'", "1 if 'a' else 2", "max('a', 'b')", "x < 'b'", "[x]", "x if x else [x]"]
)
def test_nothing_is_computed_with_a_text(text: str) -> None:
    """A formula may come to a text, but not make one, so that none is longer than its author wrote it."""
    with pytest.raises(ValueError, match=r"expected numbers, x, .*, and texts chosen with if and else"):
        Formula("x", text)


def test_rows_must_fit_the_parameters() -> None:
    """A description that cannot be called is refused, and says what it is."""
    with pytest.raises(ValueError, match=r"weights are \(\(1,\),\), expected rows of 2 numbers"):
        LinearFunction(("a", "b"), ((1,),))


def test_a_student_sees_the_parameters() -> None:
    """help(step) and keyword arguments work as with any function."""
    assert list(inspect.signature(fresh(STEP)).parameters) == ["context", "state"]


def test_calls_are_remembered_as_they_were() -> None:
    """What a student does to a vector after the call does not change the record."""
    step, vector = fresh(STEP), TWO.copy()

    step(vector, ONE)
    vector[:] = 0

    calls = left_behind(STEP, step)
    np.testing.assert_array_equal(calls, [[[2.0, 4.0], [1.0, 1.0]]])


def test_vectors_of_two_lengths() -> None:
    """Who hands over the wrong thing is told the shapes, by name."""
    with pytest.raises(ValueError, match=r"context has shape \(3,\) and state has shape \(2,\)"):
        fresh(STEP)(np.zeros(3), ONE)


def test_an_endless_loop_of_calls_ends() -> None:
    """After MOST_CALLS calls the function raises, within the student's own code."""
    loop = student(LOOP, "loop")

    with pytest.raises(CallRaised, match=f"was called more than {MOST_CALLS} times"):
        loop(ONE, STEP, MOST_CALLS + 1)


def test_calls_made_at_home() -> None:
    """A check sees every call's vectors, in order."""
    loop = student(LOOP, "loop")

    calls = loop.calls_made(TWO, STEP, 2)

    np.testing.assert_array_equal(calls, [[[2, 4], [2, 4]], [[1, 2], [1, 2]]])


WORDS = Formula("context state", ("'on' if sum(state) > 2 else '</s>'", "0.5 * state"))
WRITE = """
import numpy as np
def write(state, step, n):
    words, rows = [], []
    for _ in range(n):
        word, state = step(state, state)
        words.append(word)
        rows.append(state)
    return np.array(words), rows
"""


def test_words_come_back_as_they_are(zygote: Zygote) -> None:
    """What a described function chose is handed back as it is, at home and by a worker, calls and all."""
    source = WRITE
    with zygote.session() as session:
        session.load([source])
        there = StudentFunction("write", ("words", "rows"), lambda call: session.call([call])[0], {})
        away, calls = there.exact(TWO, WORDS, 2), there.calls_made(TWO, WORDS, 2)
    home = student(source, "write").exact(TWO, WORDS, 2)

    assert_equal(away, (["on", "on"], [[1, 2], [0.5, 1]]), what="away")
    assert_equal(home, away, what="at home")
    np.testing.assert_array_equal(calls, [[[2, 4], [2, 4]], [[1, 2], [1, 2]]])


@pytest.mark.parametrize("given", [["on"], 3, {"words": 1, "rows": 2}, None])
def test_a_tuple_of_what_the_question_names(given: object) -> None:
    """As for arrays, so for values of any kind: who returns another number of things is told so."""
    one = StudentFunction("f", ("words", "rows"), in_process({"f": lambda: given}), {})

    with pytest.raises(WrongForm, match=r"f\(\) is .*, expected a tuple or a list of 2: words, rows"):
        one.exact()


def test_calls_made_in_the_sandbox(zygote: Zygote) -> None:
    """The same calls come back from a worker."""
    with zygote.session() as session:
        session.load([LOOP])
        loop = StudentFunction("loop", (), lambda call: session.call([call])[0], {})
        calls = loop.calls_made(TWO, STEP, 2)

    np.testing.assert_array_equal(calls, [[[2, 4], [2, 4]], [[1, 2], [1, 2]]])


@pytest.mark.parametrize("record", [np.zeros(3), (np.zeros((3, 2)),), (np.zeros(()),)])
def test_a_forged_record_is_the_students_fault(record: object) -> None:
    """A worker may send anything for the calls; what is not two vectors a call fails the check."""
    loop = StudentFunction("loop", (), lambda call: Returned(TWO, {1: record}), {})

    with pytest.raises(CheckFailed, match="the record of calls"):
        loop.calls_made(TWO, STEP, 1)


@pytest.mark.parametrize("argument", [3, 2.5, True, "word", ("a", "b"), STEP])
def test_arguments_cross_as_they_are(argument: object) -> None:
    """Single values, words and descriptions come out of the wire equal, and of the same type."""
    request = frames.read_request(frames.ask([frames.key(Call("f", (argument,)))])[frames.HEADER :])  # type: ignore[arg-type]

    (given,) = request.calls[0].arguments  # type: ignore[union-attr]
    assert unpack_argument(given) == argument
    assert type(unpack_argument(given)) is type(argument)


@pytest.mark.parametrize("other", [1.0, True, "1", ("1",)])
def test_like_values_are_different_calls(other: object) -> None:
    """1, 1.0, True and "1" are never answered by one call."""
    assert frames.key(Call("f", (other,))) != frames.key(Call("f", (1,)))  # type: ignore[arg-type]


def test_words_arrive_as_a_list() -> None:
    """A student may change the list; the check sees it."""
    spoil = student("def spoil(words):\n    words.append('x')\n    return len(words)\n", "spoil")

    assert spoil(["a", "b"]) == 3
    assert spoil.arguments_after(["a", "b"]) == (["a", "b", "x"],)


def test_numpy_scalars_stay_arrays() -> None:
    """np.float64 is a float in Python's eyes; a student is given what NumPy made."""
    assert isinstance(as_argument(np.float64(2)), np.ndarray)


@pytest.mark.parametrize(
    "described",
    [
        Formula("context state", ("state", "state - context")),
        LinearFunction(("context", "state"), ((0, 1), (-1, 1))),
    ],
)
def test_what_a_described_function_gives_back_is_the_very_array(
    described: Formula | LinearFunction,
) -> None:
    """As from the function that a student pastes: whoever writes into the array later changes the output."""
    step, state = Recorded(described), np.array([1.0, 2.0])

    output, following = step(np.array([0.5, 0.5]), state)

    assert (output is state, following.tolist()) == (True, [0.5, 1.5])
    assert step.calls[0][1] is not state


@pytest.mark.parametrize("described", [Formula("state", "state"), LinearFunction(("state",), ((1,),))])
def test_a_described_function_gives_whole_numbers_back_as_such(described: Formula | LinearFunction) -> None:
    """As the function that a student pastes does: a room made like the first output may hold no fraction."""
    output = Recorded(described)(np.array([1, 2]))

    assert output.dtype == np.int64
