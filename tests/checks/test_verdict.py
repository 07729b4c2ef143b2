"""What a played check comes to: six verdicts, and each says whose fault it is."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.checks.advice import advice
from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.run import play_one_by_one
from grader.checks.unanswered import unfit, why_raised
from grader.checks.verdict import results
from grader.errors import CheckFailed
from grader.model import Counterexample, Given, Result, Verdict
from grader.values import VALUE, Ask
from grader.values.calls import Call, Died, Hung, Raised, Reply
from grader.wording import BUILDS_ON, FORM, FORMS, NO_FUNCTION, NOTHING, RAISED, lines

from .conftest import RETURNS, Load

DOUBLED = '''
@check("double", points=2, hint="What is twice 3?")
@example(numbers=np.array([3.0]))
@given(numbers=NUMBERS)
def doubled(double, numbers):
    """Every number is doubled."""
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
'''
CODE = "import numpy as np\n\nnumbers = np.array([3.0])\ndouble(numbers)"
LONG = "assert_that(double(numbers)[0] == 6, got='long ' * 60_000, expected=2, what="
INPUT = (Given("numbers", "np.array([3.0])"),)
RIGHT: dict[str, Callable[..., Any]] = {"double": lambda x: 2 * x}


def judged(checks: dict[str, Check], ask: Ask) -> list[Result]:
    every = list(checks.values())
    failures = play_one_by_one(every, draw(every, "", size=5), RETURNS, ask)
    return list(results(every, failures, RETURNS, reference=in_process(RIGHT)))


def test_passed(load: Load) -> None:
    """A check that holds earns its points, and says no more."""
    found = judged(load(DOUBLED), in_process(RIGHT))

    assert found == [Result("doubled", "Every number is doubled.", Verdict.PASSED, 2, 2, hidden=False)]


def test_a_long_answer(load: Load) -> None:
    """What is kept of it, in the report and wherever that is told, is bounded."""
    asking = DOUBLED.replace("assert_close(double(numbers), 2 * numbers, what=", LONG)

    (found,) = judged(load(asking), in_process({"double": lambda x: x}))

    assert found.counterexample is not None
    assert len(found.counterexample.got) < len(found.message) < 2_100
    assert "… and 298,0" in found.message


def test_a_question_of_its_own(load: Load) -> None:
    """Where an assertion knows what to ask, that is asked in the place of the check's question."""
    asking = DOUBLED.replace(
        "assert_close(double(numbers), 2 * numbers, what=",
        "assert_that(double(numbers)[0] == 6, question='Why?', got=1, expected=2, what=",
    )

    (found,) = judged(load(asking), in_process({"double": lambda x: x}))

    assert found.hint == "Why?"


def test_failed(load: Load) -> None:
    """A check that does not hold says what was found, what was due, on which input, and asks a question."""
    found = judged(load(DOUBLED), in_process({"double": lambda x: x}))

    assert found == [
        Result(
            "doubled", "Every number is doubled.", Verdict.FAILED, 0, 2, hidden=False,
            message="double(numbers)[0] is 3, expected 6",
            hint="What is twice 3?", asked="What is twice 3?",
            counterexample=Counterexample("double(numbers)[0]", "3", "6", INPUT, code=CODE),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "verdict", "what", "happened"),
    [
        (
            Raised("ValueError", "no numbers", 3), Verdict.CRASHED,
            "double(numbers)", "raised ValueError: no numbers (line 3 of its cell)",
        ),
        (
            Raised("TypeError", "'list' object is not callable", 1), Verdict.CRASHED,
            "double(numbers)", "raised TypeError: 'list' object is not callable (line 1 of its cell)",
        ),
        (Raised("StopIteration", ""), Verdict.CRASHED, "double(numbers)", "raised StopIteration"),
        (Raised("NotImplementedError", "", 2), Verdict.NOT_WRITTEN, "double(numbers)", "is not written yet"),
        (
            Raised("NotImplementedError", "", 2, "double"), Verdict.NOT_WRITTEN,
            "double(numbers)", "is not written yet",
        ),
        (
            Raised("NotImplementedError", "", 2, "half"), Verdict.CRASHED,
            "double(numbers)", "needs half, which is not written yet",
        ),
        (
            Raised("NotImplementedError", "", 2, "half <b>"), Verdict.NOT_WRITTEN,
            "double(numbers)", "is not written yet",
        ),
        (
            Raised("NameError", "name 'helper' is not defined", 2), Verdict.CRASHED,
            "double(numbers)", "raised NameError: name 'helper' is not defined (line 2 of its cell)",
        ),
        (
            Died("ended the process with exit status 0"), Verdict.CRASHED,
            "double(numbers)", "ended the process with exit status 0",
        ),
        (Hung(0.5), Verdict.TIMED_OUT, "double(numbers)", "did not return within 0.5 seconds"),
    ],
)  # fmt: skip
def test_no_value(load: Load, reply: Reply, verdict: Verdict, what: str, happened: str) -> None:
    """Where no value came back, the student reads what was called and what happened, once."""
    (found,) = judged(load(DOUBLED), lambda call: reply)

    asked = advice(replace(found, hint=""))
    assert asked
    assert (found.verdict, found.score) == (verdict, 0)
    assert found.counterexample == Counterexample(what, happened, "", INPUT, code=CODE)
    assert lines(found, width=300)[1:] == [
        f"    {what} {happened}",
        "    to see it, run this in a cell below yours:",
        *(f"        {line}" for line in CODE.split("\n") if line),
        f"    hint: {asked}",
    ]


@pytest.mark.parametrize(
    ("written", "happened", "asked"),
    [
        ("a.remember(x)", "'A' object has no attribute 'remember'", "The class A has no method remember."),
        ("a.keys", "'A' object has no attribute 'keys'", "Which method of the class A has to set self.keys?"),
        ("a(x)", "'A' object has no attribute 'keys' (line 2 of its cell)", RAISED),
        ("a(x)", "'A' object is not callable", "The class A has no method __call__."),
        ("a(x)", "'A' object is not callable (line 2 of its cell)", NO_FUNCTION),
        ("f(x)", "'list' object is not callable", NO_FUNCTION),
    ],
)
def test_what_a_class_lacks(written: str, happened: str, asked: str) -> None:
    """What a check asks for, and no line of the student's, is named."""
    assert why_raised(written, f"raised AttributeError: {happened}").startswith(asked)


@pytest.mark.parametrize(
    ("header", "call", "asked"),
    [
        ("def f({}): pass", "f({})", "def f("),
        ("class A:\n    def tell({}): pass", "A().tell({})", "def tell("),
        ("class A:\n    def __init__({}): pass", "A({})", "def __init__("),
        ("class A:\n    def _init_({}): pass", "A({})", "Python finds no method __init__ in your class A."),
    ],
)
@pytest.mark.parametrize("names", ["", "a", "a, b=1", "a, *, b", "self", "self, a, b, c"])
@pytest.mark.parametrize("given", ["", "1", "1, 2", "b=1", "c=3", "1, 2, 3, 4"])
def test_a_call_that_does_not_fit(header: str, call: str, asked: str, names: str, given: str) -> None:
    """Where no line of the student's raises it, none is looked for: a header is named."""
    space: dict[str, Any] = {}
    exec(header.format(names), space)
    found = ""

    try:
        eval(call.format(given), space)
    except TypeError as error:
        found = f"raised TypeError: {error}"

    assert unfit(found) == "" if not found else asked in why_raised(call, found)
    assert unfit(f"{found} (line 2 of its cell)") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "double is not defined",
            "double is not defined; run the cell with `def double`, and keep that name",
        ),
        (
            "double is not defined, for its cell stopped: SyntaxError",
            "double is not defined, for its cell stopped: SyntaxError",
        ),
    ],
)
def test_nothing_to_call(load: Load, text: str, told: str) -> None:
    """Where there is no function there is no input that shows anything, and no hint at what it does."""
    (found,) = judged(load(DOUBLED), lambda call: Raised("NameError", text))

    assert (found.verdict, found.score) == (Verdict.CRASHED, 0)
    assert lines(found, width=200)[1:] == [f"    {told}"]


@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_of_more_or_fewer_parts(load: Load, count: int) -> None:
    """Than the function of the check's that it is handed to takes: nobody reads that one's name."""
    handed = "(lambda two, parts: 0)(*answer if type(answer) is tuple else (0, 0))"
    handed = f"    answer = double.exact(numbers)\n    {handed}\n    assert_close"
    text = DOUBLED.replace("    assert_close", handed)

    (found,) = judged(load(text), in_process({"double": lambda x: (x,) * count}))

    assert found.message == "what double returned has more values, or fewer, than it should"


def test_answer_that_a_check_cannot_use(load: Load) -> None:
    """A check that trips over the answer, and not over the right one, blames the answer."""
    text = DOUBLED.replace("    assert_close", "    1 // int(double(numbers)[0])\n    assert_close")

    (found,) = judged(load(text), in_process({"double": lambda x: 0 * x}))

    assert found.verdict is Verdict.FAILED
    assert found.message == (
        "what double returned cannot be used here: ZeroDivisionError: integer division or modulo by zero"
    )
    assert found.hint == FORM


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("np", "Which cell has the line `import numpy as np`, and did it run?", ""),
        ("numbers", "Which cell gives this name its value?", ""),
        ("number", "Which cell gives this name its value?", CODE),
    ],
)
def test_a_name_without_a_value(load: Load, name: str, asked: str, code: str) -> None:
    """It is asked where its value is from; no code is shown that gives it one, as then nothing fails."""
    (found,) = judged(load(DOUBLED), lambda call: Raised("NameError", f"name '{name}' is not defined", 2))

    assert found.hint.startswith(asked)
    assert found.counterexample
    assert (found.counterexample.code, found.counterexample.when) == (code, INPUT if code else ())


def test_a_claim_that_trips_over_another_shape(load: Load) -> None:
    """The shape is told, and nothing is asked about a claim that could not be judged."""
    text = DOUBLED.replace("    assert_close", "    double(numbers)[0].item()\n    assert_close")

    (found,) = judged(load(text), in_process({"double": lambda x: []}))

    assert found.message == "double(numbers) is an array of shape (0,), expected an array of shape (1,)"
    assert found.hint == FORM
    assert found.counterexample and found.counterexample.code == CODE


PAIRED = '''
@check("double", points=2, hint="Which comes first?")
@given(numbers=NUMBERS)
def paired(double, numbers):
    """There is a pair for each."""
    assert [pair[0] for pair in double(numbers)] == [*numbers]
'''


@pytest.mark.parametrize(
    ("given", "told"),
    [(None, "None"), (3, "a number"), ({1.0: 2.0}, "a dictionary"), ({1.0, 2.0}, "a set")],
)
def test_a_claim_that_trips_over_another_kind(load: Load, given: object, told: str) -> None:
    """The kind is told, and not what Python makes of it in our check."""
    checks, returns = [*load(PAIRED).values()], {"double": VALUE}
    right = in_process({"double": lambda numbers: [(one, 2 * one) for one in numbers]})
    wrong = in_process({"double": lambda numbers: given})

    failures = play_one_by_one(checks, draw(checks, "", size=5), returns, wrong)
    (found,) = results(checks, failures, returns, reference=right)

    assert found.message.endswith(f" is {told}, expected a list")
    assert found.hint == (NOTHING if given is None else FORM)
    assert found.hint in FORMS


AGREEING = '''
@check("double", points=2, hint="What is twice 3?")
@example(numbers=np.array([3.0, 1.0]))
@given(numbers=NUMBERS)
def agrees(double, numbers):
    """Turned around is turned around."""
    turned, told = double(numbers[::-1])[::-1], "double(numbers)"
    assert_agrees(turned, double(numbers), what="turned double", beside=told)
'''


def test_which_is_right_of_what_is_shifted_down(load: Load) -> None:
    """Where words have "- 3" for "+ -3", too, the reference tells which of two answers is right."""
    shifted = AGREEING.replace('what="turned double"', 'what=f"double(numbers + {-3})"')

    (found,) = judged(load(shifted), in_process({"double": lambda x: 2 * x + (x[0] < 2)}))

    assert found.counterexample is not None
    assert found.counterexample.sure


RIGHT_BUT = (
    "turned double: at [0], 6, which is right; what it is compared with is not: double(numbers), which is 7"
)


@pytest.mark.parametrize(
    ("double", "message"),
    [
        (lambda x: 2 * x + (x[0] > 2), RIGHT_BUT),
        (
            lambda x: 2 * x + (x[0] < 2),
            "turned double: at [0], got 7, expected 6, the same as double(numbers)",
        ),
        (lambda x: 3 * x + x[0], "turned double: at [0], got 10, expected 6"),
        (
            lambda x: 2 * x + (1e-4 if x[0] > 2 else -2e-4),
            "turned double: at [0], got 5.9998, expected 6",
        ),
        (
            lambda x: 2 * x + (3e-5 if x[0] > 2 else -2e-5),
            "turned double: at [0], got 5.99998, expected the same as double(numbers), which is 6.00003",
        ),
    ],
    ids=["one", "the other", "neither", "neither, by little", "nobody can tell"],
)
def test_which_of_two_answers_is_right(load: Load, double: Callable[..., Any], message: str) -> None:
    """The reference says which; of neither, it says what is right. No wrong number is expected."""
    (found,) = judged(load(AGREEING), in_process({"double": double}))

    assert found.message == message


def test_plain_assertion(load: Load) -> None:
    """A bare assert in a check fails it, and reads as a sentence."""
    text = DOUBLED.replace("    assert_close", "    assert double(numbers)[0] == 6, 'six'\n    assert_close")

    (found,) = judged(load(text), in_process({"double": lambda x: x}))

    assert (found.verdict, found.message) == (
        Verdict.FAILED, "what double returned is not as claimed: six",
    )  # fmt: skip


def test_broken(load: Load) -> None:
    """A check that trips over the right answer, too, is broken, and costs nobody points."""
    text = DOUBLED.replace("    assert_close", "    double(numbers).no_such_thing()\n    assert_close")

    (found,) = judged(load(text), in_process({"double": lambda x: x}))

    assert (found.verdict, found.score, found.hint, found.counterexample) == (Verdict.BROKEN, 2, "", None)
    assert found.message == "the check itself is broken (AttributeError); nobody loses points by it"
    assert re.fullmatch(
        r"\S+checks\.py: line \d+, check \w+: AttributeError: .*; it was tried on numbers = np.*",
        found.slip,
    )


@pytest.mark.parametrize(
    ("claim", "double", "verdict"),
    [
        ("assert_close(double(numbers), 3 * numbers, what='')", lambda x: 2 * x, Verdict.BROKEN),
        ("assert_close(double(numbers), 3 * numbers, what='')", lambda x: x, Verdict.BROKEN),
        ("assert_close(double(numbers), 3 * numbers, what='')", lambda x: x[9], Verdict.CRASHED),
        ("assert_close(double(numbers, 1), 2 * numbers, what='')", lambda x: x, Verdict.BROKEN),
        ("assert double(numbers)[0] == 5", lambda x: x, Verdict.BROKEN),
    ],
    ids=["right", "wrong", "crashes", "asked what nobody can answer", "bare assertion"],
)
def test_a_claim_that_the_reference_fails(
    load: Load, claim: str, double: Callable[..., Any], verdict: Verdict
) -> None:
    """It is at fault, whoever fails it, but for who does not even answer."""
    text = DOUBLED.replace('assert_close(double(numbers), 2 * numbers, what="double(numbers)")', claim)

    (found,) = judged(load(text), in_process({"double": double}))

    assert found.verdict is verdict
    if verdict is Verdict.BROKEN:
        assert found.score == found.points
        assert "(the reference solution fails it)" in found.message
        assert ": the reference solution fails it" in found.slip


def test_broken_for_who_never_wrote_it(load: Load) -> None:
    """An unwritten function is the student's, even under a broken check."""
    text = DOUBLED.replace("    assert_close", "    double(numbers).no_such_thing()\n    assert_close")

    (found,) = judged(load(text), in_process({}))

    assert found.verdict is Verdict.CRASHED


NEEDS = '''
@check("double", points=1, needs="doubled", hint="")
@given(numbers=NUMBERS)
def second(double, numbers):
    """The second claim."""
    double(numbers)

@check("double", points=1, needs="second", hint="")
@given(numbers=NUMBERS)
def third(double, numbers):
    """The third claim."""
    double(numbers)
'''


def test_skipped(load: Load) -> None:
    """A weak claim is not looked at before the strong one holds; nor is one that needs it in turn."""
    found = judged(load(DOUBLED + NEEDS), in_process({"double": lambda x: x}))

    assert [(one.verdict, one.score) for one in found] == [
        (Verdict.FAILED, 0), (Verdict.SKIPPED, 0), (Verdict.SKIPPED, 0),
    ]  # fmt: skip
    assert [one.message for one in found[1:]] == [f"{BUILDS_ON}Every number is doubled."] * 2


def test_needs_met(load: Load) -> None:
    """What was needed holds, so the claim is judged by itself."""
    found = judged(load(DOUBLED + NEEDS), in_process(RIGHT))

    assert [one.verdict for one in found] == [Verdict.PASSED] * 3


def test_needing_a_broken_check_costs_nothing(load: Load) -> None:
    """Where the check that is needed is broken, the claim is judged as if it held."""
    text = DOUBLED.replace("    assert_close", "    double(numbers).no_such_thing()\n    assert_close")

    found = judged(load(text + NEEDS), in_process(RIGHT))

    assert [(one.verdict, one.score) for one in found] == [
        (Verdict.BROKEN, 2), (Verdict.PASSED, 1), (Verdict.PASSED, 1),
    ]  # fmt: skip


def test_nan_is_never_expected(load: Load) -> None:
    """Where right and found are both nan, the sentence still makes sense."""
    text = DOUBLED.replace("2 * numbers,", "double(numbers),")

    (found,) = judged(load(text), in_process({"double": lambda x: x * np.nan}))

    assert found.message == "double(numbers)[0] is nan, expected a number"


def test_what_shows_no_example_is_not_shrunk(load: Load) -> None:
    """Skipped checks show no example."""
    shrunk = []
    every = list(load(DOUBLED + NEEDS).values())
    ask = in_process({"double": lambda x: x})
    failures = play_one_by_one(every, draw(every, "", size=5), RETURNS, ask)

    results(every, failures, RETURNS, shrink=lambda check, failure: shrunk.append(check.id) or failure)

    assert shrunk == ["doubled"]


def test_drawn_failures_are_shrunk(load: Load) -> None:
    """What is shown is what shrinking found."""
    every = list(load(DOUBLED.replace("@example(numbers=np.array([3.0]))\n", "")).values())
    ask = in_process({"double": lambda x: x})
    failures = play_one_by_one(every, draw(every, "", size=5), RETURNS, ask)
    small = type(failures["doubled"])(-1, {"numbers": np.array([1.0])}, CheckFailed("x", "1", "2"))

    (found,) = results(every, failures, RETURNS, shrink=lambda check, failure: small)

    assert found.counterexample == Counterexample("x", "1", "2", (Given("numbers", "np.array([1.0])"),))


def test_a_call_as_the_student_would_write_it(load: Load) -> None:
    """Inputs by name, short values as they are, long ones as dots."""
    text = DOUBLED.replace("double(numbers),", "double(numbers + 0) + double(np.zeros(99)),")
    seen: list[Call] = []

    def ask(call: Call) -> Reply:
        seen.append(call)
        return in_process(RIGHT)(call) if len(seen) % 2 else Raised("ValueError", "")

    (found,) = judged(load(text), ask)

    assert found.message == "double(...) raised ValueError"
