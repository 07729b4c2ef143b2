"""What is spent on a submission comes to an end, whatever it is spent on."""

import resource
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_course import REFERENCE, hand_in

from grader.grading import diagnosing, submission
from grader.grading.budget import Spent, budget
from grader.grading.setup import Setup
from grader.grading.submission import grade_submission
from grader.model import Limits
from grader.sandbox import TimeSpent, Zygote
from grader.submissions import Submission

TOGETHER = "submission_seconds and budget_seconds together"


def spin(*_: object) -> None:
    """For long, and not for ever, so that it would be seen if nothing ended it."""
    until = time.process_time() + 2
    while time.process_time() < until:
        pass


def fill(*_: object) -> None:
    bytearray(4 << 30)


def test_cpu_is_bounded() -> None:
    """A step of ours that does not end is left."""
    limits = Limits(submission_seconds=0.03, budget_seconds=0.02)

    with pytest.raises(Spent, match=r"more than 0\.05 seconds"), budget(limits, TimeSpent()):
        spin()


@pytest.mark.parametrize("what", ["ended", "aside"])
def test_what_was_spent_already_counts(what: str) -> None:
    """By the submission's processes, in a first try, and aside: all is one sum."""
    spent = replace(TimeSpent(), **{what: 140.0})  # type: ignore[arg-type]

    with pytest.raises(Spent), budget(Limits(submission_seconds=120, budget_seconds=20.5), spent):
        spin()


def test_what_is_spent_meanwhile_counts() -> None:
    """As a process that took all of it while the grader waited."""
    spent = TimeSpent()

    with pytest.raises(Spent), budget(Limits(submission_seconds=50, budget_seconds=0.5), spent):
        spent.ended = 50.0
        spin()


def test_memory_is_bounded() -> None:
    """A step of ours that wants more memory is left."""
    with pytest.raises(Spent, match="more than 1024 MB"), budget(Limits(budget_mb=1024), TimeSpent()):
        fill()


def test_all_is_as_it_was_afterwards() -> None:
    """No timer ticks, and no limit holds."""
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    with budget(Limits(), TimeSpent()):
        within = resource.getrlimit(resource.RLIMIT_AS)[0]

    assert within != before[0][0]
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def too_much(*_: object, **__: object) -> None:
    raise Spent("150 seconds")


def within_a_second(setup: Setup) -> Setup:
    limits = replace(setup.course.limits, submission_seconds=0.5, budget_seconds=0.5, budget_mb=1024)
    return replace(setup, course=replace(setup.course, limits=limits))


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (spin, f"more than 1 second with the grader's own work, {TOGETHER},"),
        (fill, "more than 1024 MB of the grader's own memory (budget_mb)"),
    ],
)
def test_the_submission_is_named_and_has_no_score(
    step: Callable[..., None],
    told: str,
    small_setup: Setup,
    zygote: Zygote,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is broken, as by any fault of ours."""
    path = hand_in(small / "class", small, ada="") / "submitted/ada/tiny/tiny.ipynb"
    setup = within_a_second(small_setup)
    monkeypatch.setattr(submission, "parse_submission", step)

    report = grade_submission(setup, zygote, Submission("ada", path), below=small / "class").report

    assert (report.status, report.score) == ("broken", 0)
    assert report.reason == f"it took {told} and was given up; nobody loses points by it"


def test_what_is_too_much_in_diagnosing_costs_no_verdict(
    small_setup: Setup, zygote: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are no diagnoses, and the instructor learns why."""
    path = hand_in(small / "class", small, ada=REFERENCE) / "submitted/ada/tiny/tiny.ipynb"
    monkeypatch.setattr(diagnosing, "diagnosed", too_much)

    graded = grade_submission(small_setup, zygote, Submission("ada", path), below=small / "class")

    assert (graded.report.status, graded.report.score) == ("graded", 8)
    assert "Spent: 150 seconds" in graded.fault
