"""However a check is run, it comes to the same verdict, in the same words.

Known solutions are played in four ways that share neither answers nor outcomes: in batches as audit plays
those that are not steady, in batches over the sandbox, as ordinary Hypothesis tests, and call by call over
the sandbox. In full that would take a quarter of an hour of CI. So lots are drawn (`lots`): for each check
there is a wrong solution that fails it, and of the right ones there are some. A solution is asked only what
it may answer otherwise than the reference, and meets the examples that authors wrote, and one in STRIDE of
those drawn: other ones than its neighbours. Of the pictures a check meets one. One solution is played call by
call here, the next one there.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from lots import one_a_check, some

from grader.checks.claims import Check, Example
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge
from grader.checks.parts import knowing_parts
from grader.checks.play import Asks, opening
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.run import Failure, play_one_by_one, quiet
from grader.checks.student_functions import Returns, StudentFunction
from grader.checks.verdict import results
from grader.model import Result, Verdict
from grader.sandbox import Zygote
from grader.solutions.known import KnownSolution
from grader.values import Ask

pytestmark = pytest.mark.long

SOLUTIONS = Path(__file__).parents[2] / "solutions" / "attention"
RIGHT, WRONG = (sorted((SOLUTIONS / kind).glob("*.py")) for kind in ("right", "wrong"))
STRIDE, SHARE = 31, 0.3
RANDOM = {"attend_noise", "score_random_weights", "softmax_noise", "shuffled_sums"}
# A batch asks once what several checks want to know; these answer otherwise when they are asked more often.
REMEMBERING = {"attend_remembers_swapped", "context_vector_remembers", "plot_attention_same_axes_again"}
STEADY = [path for path in WRONG if path.stem not in RANDOM | REMEMBERING]
NAMES = sorted(one_a_check(STEADY, "attention") + some([path.stem for path in RIGHT], SHARE, "attention"))

Thinned = Callable[[int], Prepared]


@pytest.fixture(scope="module")
def thinned(attention: SimpleNamespace) -> Thinned:
    """thinned(n): the checks, with their explicit examples and every STRIDEth drawn one from the nth on."""
    full: Prepared = attention.prepared

    @cache
    def prepared(first: int) -> Prepared:
        pools = {check.id: _some(check, full.pools[check.id], first) for check in full.checks}
        return replace(full, pools=pools, opening=opening(full.checks, pools, full.returns))

    return prepared


def _some(check: Check, pool: tuple[Example, ...], first: int) -> tuple[Example, ...]:
    if not check.strategies or check.examples < STRIDE:  # one picture: it takes 30 ms
        return pool[first % len(pool) :][:1]
    return (*check.explicit, *pool[len(check.explicit) + first :: STRIDE])


def functions(cells: Sequence[str]) -> dict[str, Any]:
    """What the cells define, random numbers as at the start of a worker."""
    random.seed(1)
    np.random.seed(1)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells:
        exec(cell, namespace)
    return namespace


def as_hypothesis_test(check: Check, pool: Sequence[Example], returns: Returns, ask: Ask) -> Failure | None:
    """What Hypothesis itself, given these examples by @example, makes of the check."""
    met, calls = list[Example](), list[RecordedCall]()

    def test(**drawn: Any) -> None:
        met.append(drawn)
        calls.clear()
        functions = {name: StudentFunction(name, returns[name], ask, drawn) for name in check.functions}
        check.body(**functions, **drawn)

    if check.strategies:
        test = given(**check.strategies)(test)
        for one in reversed(pool):
            test = example(**one)(test)
        test = settings(
            phases=[Phase.explicit],
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )(test)
    try:
        with recorded(calls):
            test()
    except Exception as error:
        return Failure(len(met) - 1, met[-1], error, calls=tuple(calls))
    return None


def by_hypothesis(checks: Sequence[Check], prepared: Prepared, ask: Ask) -> dict[str, Failure]:
    pools, returns = prepared.pools, prepared.returns
    ask = knowing_parts(ask)
    with quiet():
        found = {check.id: as_hypothesis_test(check, pools[check.id], returns, ask) for check in checks}
    return {check: failure for check, failure in found.items() if failure}


def in_all_ways(
    prepared: Prepared,
    patient: Zygote,
    cells: Sequence[str],
    questions: Sequence[str],
    reference: Ask,
    *,
    singly: Sequence[str] = ("hypothesis", "one by one"),
) -> dict[str, tuple[Result, ...]]:
    """What each way finds out about the questions. Each has functions, or a session, of its own.

    singly: the ways to be played that ask one call at a time.
    """
    checks = [check for check in prepared.checks if check.question in questions]

    def judged(asks: Asks) -> tuple[Result, ...]:
        return judge(prepared, asks, questions=questions, shrinking=False, reference=reference)

    def concluded(failures: Mapping[str, Failure]) -> tuple[Result, ...]:
        return results(checks, failures, prepared.returns, reference=reference)

    found = {"audit": judged(in_turn(in_process(functions(cells))))}
    with patient.session() as session:
        session.load(cells)
        found["sandbox"] = judged(lambda calls, keys: session.ask(keys, calls))
    if "hypothesis" in singly:
        found["hypothesis"] = concluded(by_hypothesis(checks, prepared, in_process(functions(cells))))
    if "one by one" in singly:
        with patient.session() as session:
            session.load(cells)
            failures = play_one_by_one(
                checks, prepared.pools, prepared.returns, lambda call: session.call([call])[0]
            )
        found["one by one"] = concluded(failures)
    return found


def cells_of(known: KnownSolution) -> list[str]:
    return [(SOLUTIONS / "attention.py").read_text(), known.path.read_text()]


def asked_of(known: KnownSolution, prepared: Prepared) -> list[str]:
    """The questions on which it may do otherwise than the reference."""
    checks = [check for check in prepared.checks if known.touches & {check.question, *check.functions}]
    return list({check.question: None for check in checks})


def verdicts(found: Sequence[Result]) -> list[tuple[str, Verdict]]:
    return [(one.check, one.verdict) for one in found]


def told(found: Sequence[Result]) -> list[tuple[str, Verdict, str]]:
    """With the words, less the line of a cell, which only a cell has."""
    return [(one.check, one.verdict, one.message.split(" (line ")[0]) for one in found]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in RANDOM])
def test_one_verdict(attention: SimpleNamespace, thinned: Thinned, patient: Zygote, name: str) -> None:
    """All checks, hidden ones too, come to the same verdicts with the same words, however they are run."""
    number = NAMES.index(name)
    known, prepared = attention.known[name], thinned(number % STRIDE)
    reference, singly = in_process(attention.reference), ("hypothesis", "one by one")[number % 2]
    asked = asked_of(known, prepared)

    found = in_all_ways(prepared, patient, cells_of(known), asked, reference, singly=[singly])

    first = told(found["audit"])
    assert {way: told(results) for way, results in found.items()} == dict.fromkeys(found, first)


@pytest.mark.parametrize("name", sorted(RANDOM))
def test_one_verdict_on_random_answers(attention: SimpleNamespace, patient: Zygote, name: str) -> None:
    """Where the answers change from call to call, the numbers told differ, and the verdicts still agree.

    Of all the examples of a check, unlike of a few, some meet the mistake whatever the dice say. They are of
    the function that answers so, and of one that builds on it.
    """
    known, prepared = attention.known[name], attention.prepared
    reference = in_process(attention.reference)

    found = in_all_ways(prepared, patient, cells_of(known), asked_of(known, prepared)[:2], reference)

    first = verdicts(found["hypothesis"])
    assert {way: verdicts(results) for way, results in found.items()} == dict.fromkeys(found, first)


@pytest.mark.parametrize("name", sorted(REMEMBERING))
def test_what_remembers_is_judged_in_grading_as_in_audit(
    attention: SimpleNamespace, thinned: Thinned, patient: Zygote, name: str
) -> None:
    """A function whose answers depend on the calls before it fails in every way, and alike in both that play
    batches: these make the same calls in the same order."""
    known, prepared = attention.known[name], thinned(0)
    reference = in_process(attention.reference)

    found = in_all_ways(prepared, patient, cells_of(known), asked_of(known, prepared), reference)

    assert told(found["audit"]) == told(found["sandbox"])
    assert all({one.verdict for one in results} > {Verdict.FAILED} for results in found.values())


def test_one_verdict_on_part_of_the_work(
    attention: SimpleNamespace, thinned: Thinned, patient: Zygote
) -> None:
    """One function of four was written, with lists and wrongly: the others are missing in every way."""
    cells = [
        "import numpy as np",
        "def score(decoder_state, encoder_states):\n    return [float(sum(row)) for row in encoder_states]",
    ]
    prepared, reference = thinned(0), in_process(attention.reference)

    found = in_all_ways(prepared, patient, cells, list(prepared.returns), reference)

    first = told(found["hypothesis"])
    assert {way: told(results) for way, results in found.items()} == dict.fromkeys(found, first)


def test_what_numpy_was_told_counts_in_every_way(
    attention: SimpleNamespace, thinned: Thinned, patient: Zygote
) -> None:
    """A cell that makes NumPy stop at every underflow spoils a softmax that is right otherwise."""
    cells = [(SOLUTIONS / "attention.py").read_text(), "np.seterr(all='raise')"]
    prepared, reference = thinned(0), in_process(attention.reference)

    with np.errstate():
        found = in_all_ways(prepared, patient, cells, ["softmax"], reference)

    first = told(found["hypothesis"])
    assert {way: told(results) for way, results in found.items()} == dict.fromkeys(found, first)
    assert ("a_huge_lead_takes_it_all", Verdict.CRASHED) in verdicts(found["audit"])


@pytest.mark.parametrize("name", ["softmax_no_shift", "attend_swapped"])
def test_one_counterexample(attention: SimpleNamespace, patient: Zygote, name: str) -> None:
    """What shrinks at home shrinks to the same input in the sandbox."""
    prepared, cells = attention.prepared, cells_of(attention.known[name])

    at_home = judge(prepared, in_turn(in_process(functions(cells))))  # type: ignore[arg-type]
    with patient.session() as session:
        session.load(cells)
        walled = judge(prepared, lambda calls, keys: session.ask(keys, calls))

    assert [one.counterexample for one in at_home] == [one.counterexample for one in walled]


def test_examples_at_home_are_those_of_grading(attention: SimpleNamespace) -> None:
    """A student draws, without the key and without the hidden checks, what grading drew."""
    public: list[Check] = [check for check in attention.prepared.checks if not check.hidden]

    at_home = draw(public, "")

    assert {check: [repr(example) for example in pool] for check, pool in at_home.items()} == {
        check.id: [repr(example) for example in attention.prepared.pools[check.id]] for check in public
    }
