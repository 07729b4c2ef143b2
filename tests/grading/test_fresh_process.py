"""Of an example that does not fail in a fresh kernel, the student is told what has to come before."""

import json
import re
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from typing import Any

import nbformat
import numpy as np
import pytest

from grader.checks import Refilled, assert_close, assert_same
from grader.checks.claims import Body, Check
from grader.checks.explain import Shown
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure, attempt
from grader.errors import CheckFailed
from grader.grading.alone import in_the_end
from grader.grading.earlier import _mixed, earlier_ones
from grader.grading.fresh_process import AFTER, REFILLED, SOME, SOMETIMES, TWICE, UNTRIED, in_fresh_process
from grader.grading.memory import memory
from grader.grading.setup import Setup
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Counterexample, Result, Verdict
from grader.sandbox import TimeSpent, Zygote
from grader.values import Array, Call, Reads
from grader.wording import BY_ID, LEFT_IN_DEFAULT, SET, SOMEHOW, UNSET, left, sentences

BY_SHAPE = "seen = {}\n\ndef double(numbers):\n    return seen.setdefault(numbers.shape, 2 * numbers)"
GROWING = "def double(numbers, calls=[]):\n    calls.append(1)\n    return 2 * numbers * len(calls)"
WRONG = "def double(numbers):\n    return 3 * numbers"


def judged(setup: Setup, zygote: Zygote, double: str) -> tuple[Result, Counterexample]:
    """What comes of the first claim about double, and what the student reads of it."""
    notebook = nbformat.from_dict(json.loads(json.dumps(setup.release)))  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
            cell.source = double
    report = grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report
    result = report.questions["double"].results[0]
    assert result.counterexample is not None
    return result, result.counterexample


def printed(code: str, double: str) -> list[str]:
    """What the code prints below that cell, in a fresh kernel: its numbers."""
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()) as out:
        exec(f"import numpy as np\n{double}\n{code}", names)
    return [f"{float(number):g}" for number in re.findall(r"-?\d+\.?\d*", out.getvalue())]


def test_an_answer_kept_by_shape(small_setup: Setup, zygote: Zygote) -> None:
    """The call that has to come before is shown, and with it the example fails indeed."""
    _, found = judged(small_setup, zygote, BY_SHAPE)

    said = AFTER.format("`double(numbers)`")
    assert found.alone == f"{said} `seen = {{}}` stands outside the function, and lasts from call to call."
    assert len(found.code.split("print(double(")) == 3
    assert found.got in printed(found.code, BY_SHAPE)


def test_a_default_that_grows(small_setup: Setup, zygote: Zygote) -> None:
    """An example that is right once and wrong the second time is told as that."""
    result, found = judged(small_setup, zygote, GROWING)

    assert found.alone == (
        f"{TWICE} The default `calls=[]` is made once, with the function, and lasts from call to call."
    )
    assert [found.got, found.expected] == printed(found.code, GROWING)[::-1]
    assert result.hint == LEFT_IN_DEFAULT.format(what="`calls`")  # outside, nobody knows the name


def test_a_crash_that_is_another_failure_there(small_setup: Setup, zygote: Zygote) -> None:
    """Of calls that come before, what these bring about is told, and not what others did in the session."""
    crashing = GROWING.replace("return", "assert len(calls) < 4, 'later'\n    return")

    result, found = judged(small_setup, zygote, crashing)

    assert result.verdict is Verdict.FAILED
    assert [found.got, found.expected] == printed(found.code, crashing)[::-1]


def test_numbers_that_nobody_has_set() -> None:
    """What is left in memory is not kept by anything: other things are asked."""
    assert left(f"It is wrong. `np.empty` {UNSET}") == SET
    assert left("It is wrong.") == SOMEHOW


def test_what_was_not_tried_alone(
    small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is shown to paste that may well be right in a fresh kernel."""
    monkeypatch.setattr("grader.grading.fresh_process.MOST_PROCESSES", 0)

    _, found = judged(small_setup, zygote, BY_SHAPE)

    assert found.alone.startswith(UNTRIED)
    assert found.code == ""


def test_an_example_that_fails_alone(
    small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of it nothing more is said. Finding out takes one process more, and to ask at the check cell another,
    within the first one's time.
    """
    times: list[object] = []
    start = zygote.session
    monkeypatch.setattr(zygote, "session", lambda **how: times.append(how.get("spent")) or start(**how))

    result, found = judged(small_setup, zygote, WRONG)

    assert (found.alone, result.hint) == ("", "What is twice 3?")
    assert len(times) == 3
    assert isinstance(times[0], TimeSpent)
    assert all(one is times[0] for one in times)


def test_it_is_said_wherever_the_example_is_shown() -> None:
    """In words, above the code that can be pasted."""
    found = Counterexample("double(numbers)[0]", "2", "4", alone="It remembers.", code="double(numbers)")

    assert sentences(found)[1] == "It remembers."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("def f(x, seen=[]):\n    seen.append(x)", "The default `seen=[]` is made once"),
        ("def f(x, *, seen={}):\n    seen[x] = 1", "The default `seen={}` is made once"),
        ("def f(a=[], b=[]):\n    a.append(1)\n    b.append(2)", "The defaults `a=[]` and `b=[]` are made"),
        ("def f(x):\n    return seen.setdefault(x, 1)", "`seen` stands outside the function"),
        ("seen = {}\ndef f(x):\n    return seen.setdefault(x, 1)", "`seen = {}` stands outside the function"),
        ("a, seen = 1, []\ndef f(x):\n    seen.append(x)", "`seen`, made by `a, seen = (1, [])`, stands"),
        ("def f(x):\n    global last\n    last = x", "`last` stands outside the function"),
        (
            "class f:\n    def g(self):\n        seen.append(self)",
            "`seen` stands outside the class, and lasts",
        ),
        ("def f(x):\n    f.last = x", "What hangs on `f` itself lasts"),
        ("def f(x):\n    np.dot(x, x, out=room)", "`room` stands outside the function"),
        ("@lru_cache(None)\ndef f(x):\n    return x", "`@lru_cache(None)` keeps the answers"),
        ("def f(x):\n    sums = np.empty(3)\n    sums += x", "`np.empty` makes an array and sets none"),
    ],
)
def test_what_a_function_keeps(text: str, kept: str) -> None:
    """It is found in the text, by name, in the function itself or in one that it calls."""
    own, caller = memory("f", [text]), memory("g", [text, "def g(x):\n    return f(x)"])

    assert own and own.sentence.startswith(kept)
    assert caller == own


@pytest.mark.parametrize(
    "line",
    [
        "title = f\"{'\u3000'.join(words)}\"",
        f"number = 0x{'f' * 5000}",
        f"total = {'1 + ' * 900}1",
        f"low = {'-' * 600}1",
        f"seen = {'x' * 40_000}",
    ],
    ids=lambda line: line[:8],
)
def test_what_python_cannot_write_again(line: str) -> None:
    """A notebook's line above the function, or a default of it, costs the quotation alone."""
    keeps = f"def f(x, most=[{line.partition(' = ')[2]}]):\n    seen.append(most.append(x))\n"
    found = memory("f", [f"{line}\n{keeps}"])
    alone = memory("f", [line, keeps.replace("most.append", "")])

    assert found and "lasts from call to call" in found.sentence and len(found.sentence) < 200
    assert alone and "`seen` stands outside the function" in alone.sentence


def test_what_stands_in_another_cell() -> None:
    """Where to look is said, as a page shows the cell of the function alone."""
    own, other = "def f(x):\n    return seen.setdefault(x, 1)", "seen = {}"

    apart, together = memory("f", [other, own]), memory("f", [f"{other}\n{own}"])

    assert apart and "`seen = {}` stands outside the function, in another cell, and lasts" in apart.sentence
    assert together and "another cell" not in together.sentence


def test_what_is_found_again_by_its_place_in_memory(small_setup: Setup, zygote: Zygote) -> None:
    """Chance decides which calls go wrong, so none is shown; what to ask is by what it is found."""
    by_id = (
        "seen = {}\n\ndef double(numbers):\n"
        "    return seen.setdefault((id(numbers) % 1, numbers.shape), 2 * numbers)"
    )

    result, found = judged(small_setup, zygote, by_id)

    assert found.alone.startswith(f"{SOME} `seen = {{}}` stands outside the function")
    assert found.code == "" and found.when == ()
    assert result.hint == BY_ID.format(what="`seen`")


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndef f(x):\n    return np.append(x, 1)",
        "def f(x, names=[]):\n    return x, names",
        "def f(x):\n    found = []\n    found.append(x)\n    return found",
        "def f(x):\n    x[0] = 1\n    x += 1",
        "%matplotlib inline",
        "class f:\n    def g(self, x):\n        self.seen[x] = 1\n        self.room = np.empty(3)",
    ],
)
def test_what_keeps_nothing(text: str) -> None:
    """Arguments, locals and modules do not last."""
    assert memory("f", [text]) is None


BY_ARRAY = """
seen = {}

def double(numbers):
    if id(numbers) not in seen:
        seen[id(numbers)] = numbers, 2 * numbers
    return seen[id(numbers)][1]
"""


def alone(
    setup: Setup,
    zygote: Zygote,
    code: str,
    body: Body,
    *,
    before: int = 0,
    first: Any = None,
) -> Shown:
    """What is told of a claim about double that fails, after it held `before` times, or that of `first`."""
    check = replace(setup.prepared.of("double")[0], body=body)
    example, calls = {"numbers": np.array([1.0, 2.0])}, list[RecordedCall]()
    with zygote.session() as session:
        session.load([code])
        ask = lambda call: session.call([call])[0]  # noqa: E731
        if first is not None:
            session.call([Call("double", (first,))])
        for _ in range(before):
            assert attempt(check, example, setup.prepared.returns, ask) is None
        error = attempt(check, example, setup.prepared.returns, ask, calls=calls)
        assert error is not None
        with in_fresh_process(setup.prepared, zygote, session) as judging:
            return judging(check, Failure(0, example, error, calls=tuple(calls)), [check])


@pytest.mark.parametrize(
    ("code", "told"), [(BY_ARRAY, f"{REFILLED} `seen = {{}}` stands outside"), (WRONG, "")]
)
def test_an_array_that_is_taken_for_the_one_it_was(
    small_setup: Setup, zygote: Zygote, code: str, told: str
) -> None:
    """Whoever answers otherwise for a new array with these numbers is told what is kept; nobody else is."""

    def body(double: Any, numbers: Any) -> None:
        assert_close(double(Refilled(numbers, numbers + 1)), 2 * (numbers + 1), what="the numbers")

    found = alone(small_setup, zygote, code, body)

    assert found.alone.startswith(told)
    assert bool(found.alone) is bool(told)


@pytest.mark.parametrize(("reads", "anew"), [("refilled", "result"), ("value", "value")])
def test_what_is_asked_anew_is_read_as_before(reads: Reads, anew: Reads) -> None:
    """Or a value, read as an array, would be another answer."""
    call = in_the_end(Call("double", (Refilled(np.zeros(1), np.ones(1)),), reads))

    assert (call.reads, call.given) == (anew, (np.ones(1),))


CHANGES_LATER = """
calls = []

def double(numbers):
    calls.append(1)
    if len(calls) > 1:
        numbers += 1
    return 2 * numbers
"""


def test_a_claim_that_looks_at_no_answer(small_setup: Setup, zygote: Zygote) -> None:
    """Of one about the inputs alone, too, the call that has to come before is shown."""

    def body(double: Any, numbers: Any) -> None:
        (after,) = double.arguments_after(numbers)
        assert_same(after, numbers, what="numbers after the call")

    found = alone(small_setup, zygote, CHANGES_LATER, body, before=1)

    assert found.alone.startswith(TWICE)
    assert [one.call.function for one in found.before] == ["double"]


def by_first(what: str, beside: str = "") -> Body:
    """A claim about the first of two calls, or about both; the second has a shape of its own."""

    def body(double: Any, numbers: Any) -> None:
        first, _ = double(numbers), double(numbers[:1])
        if np.any(first != 2 * numbers):
            raise CheckFailed(what, "1", "2", beside=beside)

    return body


def odd(double: Any, numbers: Any) -> None:
    first, _ = double(numbers), double(numbers[:1])
    if np.any(first != 2 * numbers):
        raise ValueError


SHAPES_AFTER_TWO = (
    "seen = []\n\ndef double(numbers):\n    if numbers.size > 1:\n        seen.append(numbers)\n"
    + ("    return 2 * (seen[0] if numbers.size > 1 else numbers)")
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [(by_first("double(numbers)"), [2]), (odd, [2]), (by_first("something", "other"), [2, 1])],
)
def test_the_call_that_goes_wrong_is_named(
    small_setup: Setup, zygote: Zygote, body: Body, shown: list[int]
) -> None:
    """Not the last one, which is right; that is shown only where the claim may be about it."""
    found = alone(small_setup, zygote, SHAPES_AFTER_TWO, body, first=np.array([3.0, 4.0]))

    assert found.alone.startswith(AFTER.format("`double(numbers)`"))
    assert [np.size(one.call.arguments[0]) for one in found.failure.calls] == shown


def test_an_example_without_what_the_other_has() -> None:
    """Where an argument is left out, a call with one may be what has to come before."""
    scores, mask = np.array([1.0, 2.0]), np.array([True, False])
    example = {"scores": scores, "mask": None}

    with_one = _mixed({"scores": np.zeros(2), "mask": mask}, example)

    assert with_one is not None
    assert with_one["scores"] is scores
    assert with_one["mask"] is mask
    assert _mixed({"scores": np.zeros(2), "mask": None}, example) is None
    assert _mixed({"scores": np.zeros(3), "mask": mask}, example) is None


def test_short_numbers_come_before() -> None:
    """Of examples that may come before, those with short numbers are tried first; all are."""
    long, short, own = ({"n": np.array([number])} for number in (0.123456, 0.5, 0.25))

    assert [*earlier_ones(own, [long, short, own])] == [own, short, long]


def test_what_only_another_check_meets(small_setup: Setup, zygote: Zygote) -> None:
    """Where no input of the check itself brings it about, one of another kind does, and is shown alone."""
    spoilt = """def double(numbers, largest=[]):
    largest.append(abs(numbers).max())
    return 2 * numbers + (max(largest) >= 100)"""
    plain = small_setup.prepared.of("double")[0]
    other = replace(plain, id="of_large", inputs="large numbers")
    pools = {**small_setup.prepared.pools, "of_large": [{"numbers": np.array([100.0, 1.0])}]}
    prepared = replace(small_setup.prepared, checks=(*small_setup.prepared.checks, other), pools=pools)
    large = np.array([100.0, 1.0])

    found = alone(replace(small_setup, prepared=prepared), zygote, spoilt, plain.body, first=large)

    assert found.alone.startswith(AFTER.format("`double(numbers)`"))
    assert [one.call.arguments[0].tolist() for one in found.before] == [[100.0, 1.0]]
    unkind = replace(prepared, checks=(*prepared.checks[:-1], replace(other, inputs="")))
    found = alone(replace(small_setup, prepared=unkind), zygote, spoilt, plain.body, first=large)
    assert not found.before
    assert found.alone.startswith(SOMETIMES)


def test_what_is_told_of_public_checks_depends_on_no_hidden_one(small_setup: Setup) -> None:
    """It is found out before a hidden check asks anything: neither what is kept nor the time used tells."""
    doubled: list[Array] = []

    def double(numbers: Array) -> Array:  # which of these two checks the hidden one alone asks
        doubled.append(numbers)
        return 2 * numbers

    def remark(check: Check, failure: Failure, failing: Sequence[Check]) -> Shown:
        assert check.hidden or not (doubled or any(one.hidden for one in failing))
        return Shown(failure)

    ask = in_process({"double": double, "spread": lambda numbers: (numbers.min() - 1, numbers.max() + 1)})
    found = judge(small_setup.prepared, in_turn(ask), questions=["spread"], remark=remark)

    assert [one.lost for one in found] == [True, True]
    assert doubled
