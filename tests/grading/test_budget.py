"""What is spent on a submission comes to an end, whatever it is spent on."""

import resource
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_course import hand_in

from grader.grading import submission
from grader.grading.budget import Spent, budget
from grader.grading.submission import Setup, grade_submission
from grader.model import Limits
from grader.sandbox import Zygote
from grader.submissions import Submission


def spin(*_: object) -> None:
    """For long, and not for ever, so that it would be seen if nothing ended it."""
    until = time.process_time() + 2
    while time.process_time() < until:
        pass


def fill(*_: object) -> None:
    bytearray(4 << 30)


def test_cpu_is_bounded() -> None:
    """A step of ours that does not end is left."""
    with pytest.raises(Spent, match="CPU seconds of the grader"), budget(Limits(budget_seconds=0.05)):
        spin()


def test_memory_is_bounded() -> None:
    """A step of ours that wants more memory is left."""
    with pytest.raises(Spent, match="more than 1024 MB"), budget(Limits(budget_mb=1024)):
        fill()


def test_all_is_as_it_was_afterwards() -> None:
    """No timer ticks, and no limit holds."""
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    with budget(Limits()):
        within = resource.getrlimit(resource.RLIMIT_AS)[0]

    assert within != before[0][0]
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (spin, "more than 1 CPU seconds of the grader's own (budget_seconds)"),
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
    limits = replace(small_setup.course.limits, budget_seconds=1.0, budget_mb=1024)
    setup = replace(small_setup, course=replace(small_setup.course, limits=limits))
    monkeypatch.setattr(submission, "parse_submission", step)

    report = grade_submission(setup, zygote, Submission("ada", path), below=small / "class").report

    assert (report.status, report.score) == ("broken", 0)
    assert report.reason == f"it took {told} and was given up; nobody loses points by it"
