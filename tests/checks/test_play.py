"""Played in batches, checks come to what they come to one by one, with few messages."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from small_course import RIGHT, WRONG

from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge
from grader.checks.play import LEADS, MOST_ANEW, Outcomes, opening, play
from grader.checks.run import Failure, play_one_by_one
from grader.checks.stops import STOPS
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.grading.setup import Setup
from grader.model import Verdict
from grader.solutions.known import load_known
from grader.values import Ask
from grader.values.calls import Call, Died, Hung, Reply, Returned

from .conftest import RETURNS, Load

DOUBLED = '''
@check("double", points=1, hint="")
@given(numbers=NUMBERS)
def doubled(double, numbers):
    """Every number is doubled."""
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
'''
ALSO = DOUBLED.replace("doubled", "also")
CHAIN = '''
@check("spread", points=1, hint="")
@given(numbers=NUMBERS)
def chained(spread, double, numbers):
    """Three calls, one after another."""
    low, high = spread(double(double(numbers)))
    assert_close(high, 4 * numbers.max(), what="high")
'''
REPEATS = '''
@check("double", points=1, merge=False, hint="")
@given(numbers=NUMBERS)
def repeats(double, numbers):
    """The same input gives the same output."""
    assert_same(double(numbers), double(numbers), what="the second double(numbers)")
'''

REFERENCE: dict[str, Callable[..., Any]] = {"double": lambda x: 2 * x, "spread": lambda x: (x.min(), x.max())}


@dataclass
class Worker:
    """Answers as a sandbox does: the list ends at a stop. stops: says of a call how it stops, if it does."""

    ask: Ask
    stops: Callable[[Call], Hung | Died | None] = lambda call: None
    most: int = 10**9
    batches: list[list[Call]] = field(default_factory=list)

    def __call__(self, calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        self.batches.append(list(calls))
        replies: list[Reply] = []
        for call in calls:
            stop = self.stops(call)
            if stop:
                return [*replies, stop]
            replies.append(self.ask(call))
        return replies

    @property
    def asked(self) -> list[str]:
        return [call.function for batch in self.batches for call in batch]


def played(checks: dict[str, Check], worker: Worker) -> dict[str, Failure]:
    every = tuple(checks.values())
    pools = draw(every, "", size=20)
    return play(opening(every, pools, RETURNS), RETURNS, worker)


def told(failures: dict[str, Failure]) -> dict[str, tuple[int, type, str]]:
    return {name: (one.index, type(one.error), str(one.error)) for name, one in failures.items()}


KNOWN = [*RIGHT, *WRONG]


@pytest.mark.parametrize("name", KNOWN)
def test_batches_find_what_single_calls_find(small_setup: Setup, name: str) -> None:
    """For every known solution: the same checks fail, on the same example, with the same words."""
    prepared = small_setup.prepared
    every = [*load_known(small_setup.assignment, "right"), *load_known(small_setup.assignment, "wrong")]
    known = next(one for one in every if one.path.stem == name)

    np.random.seed(0)
    one_by_one = play_one_by_one(prepared.checks, prepared.pools, RETURNS, in_process(known.functions))
    np.random.seed(0)
    in_batches = play(prepared.opening, RETURNS, in_turn(in_process(known.functions)))

    assert {one: found[:2] for one, found in told(in_batches).items()} == {
        one: found[:2] for one, found in told(one_by_one).items()
    }


def test_as_many_messages_as_the_longest_chain(load: Load) -> None:
    """Three checks of up to three calls take three messages for the leads, and two for all the others."""
    worker = Worker(in_process(REFERENCE))

    failures = played(load(DOUBLED + CHAIN + REPEATS), worker)

    assert failures == {}
    assert len(worker.batches) == 3 + 2


LONG = '''
TURNS = []

@check("double", points=1, hint="")
def long(double):
    """All of so many numbers are doubled."""
    for turn in range({calls}):
        TURNS.append(turn)
        assert_close(double(float(turn)), 2.0 * turn, what="double")
'''


@pytest.mark.parametrize("calls", [100, 400])
def test_what_a_long_run_costs_grows_with_its_calls(load: Load, calls: int) -> None:
    """Its check starts anew for the first answers; all further ones reach it where it waits."""
    checks = load(LONG.format(calls=calls))
    worker = Worker(in_process(REFERENCE))

    failures = played(checks, worker)

    turns = inspect.unwrap(checks["long"].body).__globals__["TURNS"]
    assert failures == {}
    assert len(worker.asked) == calls
    assert len(turns) == calls + MOST_ANEW * (MOST_ANEW + 1) / 2


def test_a_long_run_may_stop(load: Load) -> None:
    """A call that is asked by itself counts as any other: after three stops its function is given up."""
    worker = Worker(in_process(REFERENCE), lambda call: Hung(0.5) if call.arguments == (50.0,) else None)
    texts = [LONG.format(calls=60).replace("def long", f"def long_{n}") for n in range(5)]
    checks = load("".join(texts))

    failures = played(checks, worker)

    assert {type(one.error) for one in failures.values()} == {CallTimedOut}
    assert len(failures) == 5
    assert [call.arguments for batch in worker.batches for call in batch].count((50.0,)) == STOPS


def test_a_wrong_answer_ends_its_check_early(load: Load) -> None:
    """Where an early example fails, the others are asked for their first call alone."""
    worker = Worker(in_process(REFERENCE | {"spread": lambda x: (x.min(), x.min() - 1)}))
    prepared = load(CHAIN)

    failures = played(prepared, worker)

    assert failures["chained"].index < LEADS
    assert len(worker.batches) == 2  # of a first example whose double is itself
    assert max(len(batch) for batch in worker.batches[1:]) <= LEADS


def test_identical_calls_are_asked_once(load: Load) -> None:
    """Two checks on the same examples ask for each answer once."""
    alone, both = Worker(in_process(REFERENCE)), Worker(in_process(REFERENCE))

    played(load(DOUBLED), alone)
    played(load(DOUBLED + ALSO), both)

    assert len(both.asked) == len(alone.asked)


TWICE = '''
RUNS = []

@check("double", points=1, hint="")
@given(numbers=NUMBERS)
def twice(double, numbers):
    """The same input, in two ways, and then another."""
    RUNS.append(numbers)
    assert_same(double(numbers), double(numbers.copy()), what="double(numbers)")
    double(numbers + 1.0)
'''


def test_a_run_makes_equal_calls_once(load: Load) -> None:
    """What it asks again it knows: neither is a call made, nor the run begun anew for it."""
    worker, checks = Worker(in_process(REFERENCE)), load(TWICE)
    runs = inspect.unwrap(next(iter(checks.values())).body).__globals__["RUNS"]

    assert played(checks, worker) == {}

    assert len(worker.batches) == 3  # first calls, then the others of the leads, then of the rest
    assert len(runs) == 3 * 20


def test_repeated_calls_are_asked_again_for_checks_that_compare_them(load: Load) -> None:
    """merge=False asks each time, so an answer that changes is seen."""
    rng = np.random.default_rng(1)
    worker = Worker(in_process({"double": lambda x: x + rng.random()}))

    failures = played(load(REPEATS), worker)

    assert type(failures["repeats"].error) is CheckFailed


def test_first_failing_example_is_kept(load: Load) -> None:
    """Of several failing examples the first in the pool's order is told."""
    worker = Worker(in_process({"double": lambda x: x}))
    cliffs = "@example(numbers=np.array([0.]))\n@example(numbers=np.array([5.]))\n@given"
    text = DOUBLED.replace("@given", cliffs)

    failures = played(load(text), worker)

    assert told(failures) == {"doubled": (1, CheckFailed, "double(numbers)[0] is 5, expected 10")}


def test_a_stop_loses_only_its_own_check(load: Load) -> None:
    """Where one function dies, the checks of the other are judged in full."""
    worker = Worker(in_process(REFERENCE), lambda call: Died("ended") if call.function == "spread" else None)

    failures = played(load(DOUBLED + CHAIN), worker)

    assert told(failures) == {"chained": (0, CallRaised, "spread([0.0]) ended")}


def test_one_deadly_input_does_not_hide_the_others(load: Load) -> None:
    """A function that dies on one input is still judged by checks that do not meet that input."""
    text = DOUBLED.replace("@given", "@example(numbers=np.array([77.]))\n@given")
    worker = Worker(in_process(REFERENCE), lambda call: Died("ended") if 77 in call.arguments[0] else None)

    failures = played(load(text + ALSO), worker)

    assert told(failures) == {"doubled": (0, CallRaised, "double(numbers) ended")}


def test_a_function_that_always_stops_is_given_up(load: Load) -> None:
    """After three stops it is not asked again: its checks are lost, as timed out, and the others judged."""
    worker = Worker(in_process(REFERENCE), lambda call: Hung(0.5) if call.function == "double" else None)
    texts = [
        DOUBLED.replace("doubled", f"doubled_{n}").replace("(numbers),", f"(numbers + {n}000),")
        for n in range(9)
    ]
    alone = CHAIN.replace("double(double(numbers))", "numbers").replace("4 *", "").replace("chained", "alone")

    failures = played(load("".join(texts) + CHAIN + REPEATS + alone), worker)

    assert {type(one.error) for one in failures.values()} == {CallTimedOut}
    assert len(failures) == 11
    assert [batch[0].function for batch in worker.batches].count("double") == STOPS


def test_stopping_is_counted_by_function(load: Load) -> None:
    """Three stops of one function do not give up another."""
    last = lambda call: Died("ended") if call.function == "spread" else None  # noqa: E731
    worker = Worker(in_process({"double": lambda x: 3 * x}), last)

    failures = played(load(DOUBLED + CHAIN), worker)

    assert type(failures["doubled"].error) is CheckFailed


def test_a_given_up_function_is_not_asked_later_in_a_chain(load: Load) -> None:
    """Calls that come up after three stops are answered as the third was."""
    deaths = iter(range(1, 100))
    deadly = lambda call: Died(f"death {next(deaths)}") if call.function == "spread" else None  # noqa: E731
    worker = Worker(in_process(REFERENCE), deadly)
    inner = ["double(" * depth + "(numbers + 1.0)" + ")" * depth for depth in range(5)]
    nested = [
        CHAIN.replace("chained", f"chained_{depth}").replace("double(double(numbers))", inner[depth])
        for depth in range(5)
    ]

    failures = played(load("".join(nested)), worker)

    assert [str(one.error).split()[-1] for one in failures.values()] == ["1", "2", "3", "3", "3"]


def test_check_that_fails_before_any_call(load: Load) -> None:
    """It is part of the opening, and nobody is asked."""
    worker = Worker(in_process(REFERENCE))

    failures = played(load(DOUBLED.replace("    assert_close", "    [].pop()\n    assert_close")), worker)

    assert told(failures) == {"doubled": (0, IndexError, "pop from empty list")}
    assert worker.batches == []


def test_examples_may_be_assumed_away(load: Load) -> None:
    """assume() is Hypothesis's way to leave out an example, and ours."""
    text = DOUBLED.replace("    assert_close", "    assume(numbers.size > 1)\n    assert_close")
    worker = Worker(in_process({"double": lambda x: 2 * x if x.size > 1 else None}))

    failures = played(load(text), worker)

    assert failures == {}


def test_no_check_can_swallow_waiting(load: Load) -> None:
    """A check that catches every Exception is still parked at its call."""
    text = DOUBLED.replace(
        "    assert_close(double(numbers),",
        """    try:
        got = double(numbers)
    except Exception:
        got = numbers
    assert_close(got,""",
    )
    worker = Worker(in_process(REFERENCE))

    failures = played(load(text), worker)

    assert failures == {}


def test_too_few_answers_are_our_fault(load: Load) -> None:
    """A short list that does not end in a stop is a bug, and never a student's failure."""
    with pytest.raises(RuntimeError, match=r"\d+ calls were asked, 0 answered"):
        played(load(DOUBLED), lambda calls, keys: [])  # type: ignore[arg-type]


PARTED = '''
from grader.checks import StandIn

@check("spread", points=1, hint="")
@given(numbers=NUMBERS)
def parted(spread, double, numbers):
    """Whether double is of use is found out by calls to it."""
    double(numbers)
    spread.useless({"double": StandIn(("numbers",), "n->n")})
'''


@pytest.mark.parametrize("left", range(60))
def test_answers_may_end_anywhere(load: Load, left: int) -> None:
    """Also beside questions about parts, which nobody else is asked: the checks that are lost are told so."""
    others = CHAIN.replace("double(double(numbers))", "double(numbers) + double(numbers + 1) - 2")
    checks = tuple(load(CHAIN + PARTED + others.replace("chained", "others")).values())
    pools = draw(checks, "", size=20)
    turns = iter(range(left))
    ended = Hung(180.0, together=True)
    worker = Worker(in_process(REFERENCE), lambda call: ended if next(turns, None) is None else None)

    found = judge(Prepared(checks, pools, RETURNS, "", opening(checks, pools, RETURNS)), worker)

    assert {one.verdict for one in found} <= {Verdict.PASSED, Verdict.TIMED_OUT}


COUNTED = '''
RUNS = []

@check("double", points=1, hint="")
@given(numbers=NUMBERS)
def counted(double, numbers):
    """Every number is doubled."""
    RUNS.append(numbers)
    double(numbers)
'''


def test_runs_that_keep_coming_are_not_run_again(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """A student who answers as one before costs no run, however many answered otherwise meanwhile."""
    monkeypatch.setattr("grader.checks.play.MOST_OUTCOMES", 40)
    checks = load(COUNTED)
    every = tuple(checks.values())
    start = replace(opening(every, draw(every, "", size=20), RETURNS), outcomes=Outcomes())
    runs = inspect.unwrap(every[0].body).__globals__["RUNS"]
    usual = cache(lambda key: Returned(np.zeros(1)))

    def student(reply: Callable[[bytes], Reply]) -> int:
        """How many runs judging the student takes who answers so."""
        runs.clear()
        assert play(start, RETURNS, lambda calls, keys: [reply(key) for key in keys]) == {}
        return len(runs)

    student(usual)
    assert [(student(lambda key: Returned(np.zeros(1))), student(usual)) for _ in range(3)] == [(20, 0)] * 3
