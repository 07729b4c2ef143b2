"""Known solutions are played call by call, and in batches where the order of calls decides."""

from collections.abc import Callable
from typing import Any

from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge
from grader.grading.setup import Setup
from grader.model import Limits, Result, Verdict
from grader.solutions.call_by_call import verdicts
from grader.solutions.known import Functions

LIMITS = Limits(call_seconds=0.05)


def double(numbers: Any) -> Any:
    return 2 * numbers


def spread(numbers: Any) -> Any:
    return numbers.min(), numbers.max()


RIGHT = {"double": double, "spread": spread}


def right_once() -> Functions:
    """Whoever gives its spread the same numbers again, gets another answer."""
    met: list[bytes] = []

    def wrong_later(numbers: Any) -> Any:
        met.append(numbers.tobytes())
        return numbers.min(), numbers.max() + met.count(met[-1]) - 1

    return {"double": double, "spread": wrong_later}


def told(found: tuple[Result, ...]) -> list[tuple[str, Verdict, str]]:
    return [(one.check, one.verdict, one.message) for one in found]


def played(setup: Setup, make: Callable[[], Functions], question: str) -> tuple[Result, ...]:
    return verdicts(make, setup.prepared, question, reference=RIGHT, limits=LIMITS)


def test_what_changes_its_mind_is_judged_as_in_grading(small_setup: Setup) -> None:
    """It meets the calls in the order of grading, so what is told of it is the same to the last word."""
    found = played(small_setup, right_once, "spread")

    asks, reference = in_turn(in_process(right_once())), in_process(RIGHT)
    due = judge(small_setup.prepared, asks, questions=["spread"], shrinking=False, reference=reference)
    assert told(found) == told(due)
    assert [one.verdict for one in found] == [Verdict.PASSED, Verdict.FAILED]


def test_a_check_that_needs_one_that_failed_asks_nothing(small_setup: Setup) -> None:
    """It is skipped, whatever it would find. This one would ask for the same numbers twice."""
    asked: list[bytes] = []

    def triple(numbers: Any) -> Any:
        asked.append(numbers.tobytes())
        return 3 * numbers

    found = played(small_setup, lambda: {"double": triple, "spread": spread}, "double")

    assert [one.verdict for one in found] == [Verdict.FAILED, Verdict.PASSED, Verdict.SKIPPED]
    assert len(asked) < 1.2 * len(set(asked))
