"""Whatever is tried once more, a submission has its time once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from small_course import REFERENCE, hand_in

from grader.grading import parallel
from grader.grading.parallel import deserves_another, grade_many
from grader.grading.setup import Setup
from grader.grading.submission import NOTHING, grade_submission
from grader.model import Report, Verdict
from grader.sandbox import Usage, Zygote
from grader.submissions import Submission

HANGS = "def double(numbers):\n    while True:\n        pass\n"


def within(setup: Setup, seconds: float) -> Setup:
    limits = replace(setup.course.limits, submission_seconds=seconds)
    return replace(setup, course=replace(setup.course, limits=limits))


def with_cells(root: Path, *cells: str, answers: str = REFERENCE) -> Submission:
    """A notebook with these answers, and cells at its end."""
    path = hand_in(root / "class", root, ada=answers) / "submitted/ada/tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return Submission("ada", path)


@pytest.fixture
def one_second(small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """A second for each submission, in the sandbox, too."""
    setup = within(small_setup, 1.0)
    monkeypatch.setattr(zygote, "_limits", setup.course.limits)
    return setup


def test_at_the_check_cells(one_second: Setup, zygote: Zygote, small: Path) -> None:
    """A notebook that has slept its time away is not asked again where its check cells stand."""
    handed_in = with_cells(small, "import time\ntime.sleep(1.5)\ndel double, spread")

    report = grade_submission(one_second, zygote, handed_in, below=small / "class").report

    assert (report.status, report.score) == ("graded", 0)


def test_after_a_first_try(one_second: Setup, zygote: Zygote, small: Path) -> None:
    """What that one took is missing: here all."""
    first = Usage(seconds=1.1, clock=1.1)

    report = grade_submission(
        one_second, zygote, with_cells(small), below=small / "class", first=first
    ).report

    assert (report.status, report.score) == ("graded", 0)


def class_of_two(root: Path) -> list[Submission]:
    """One of them never ends."""
    hand_in(root / "class", root, ada=REFERENCE, bob=HANGS)
    return [Submission(who, root / f"class/submitted/{who}/tiny/tiny.ipynb") for who in ("ada", "bob")]


def timed_out(setup: Setup, zygote: Zygote, root: Path) -> tuple[list[Report], list[float]]:
    """What comes of a class of two, and what second tries were told of first ones."""
    everybody = class_of_two(root)
    told: list[float] = []
    real: Callable[..., Any] = parallel.grade_submission

    def noted(*arguments: object, first: Usage = NOTHING, **options: object) -> object:
        told.append(first.seconds)
        return real(*arguments, first=first, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parallel, "grade_submission", noted)
        done = [*grade_many(setup, zygote, everybody, below=root / "class", workers=2)]
    return [one.report for one in done], told


def test_after_a_call_that_timed_out(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """The second try, alone, is told what the first one took: about its call's limit."""
    reports, told = timed_out(small_setup, zygote, small)

    assert [report.score for report in sorted(reports, key=lambda one: one.student)] == [8, 1]
    assert [seconds > small_setup.course.limits.call_seconds / 2 for seconds in told] == [True]


def test_a_first_try_ends_where_a_call_timed_out(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """It tells nothing, unless so much time is gone that a second one might not have what it needs."""
    handed_in, below = with_cells(small, answers=HANGS), small / "class"
    short = within(small_setup, 2.0)

    tries = [
        grade_submission(setup, zygote, handed_in, below=below, crowded=True)
        for setup in (small_setup, short)
    ]

    assert [one.given_up for one in tries] == [True, False]
    assert tries[1].report.questions["double"].results[0].verdict is Verdict.TIMED_OUT


@pytest.mark.parametrize("workers", [1, 2])
def test_who_times_out_among_others(small_setup: Setup, zygote: Zygote, small: Path, workers: int) -> None:
    """The same report as alone, however many are graded at a time."""
    everybody = class_of_two(small)
    alone = grade_submission(small_setup, zygote, everybody[1], below=small / "class")

    done = [*grade_many(small_setup, zygote, everybody, below=small / "class", workers=workers)]

    assert sorted(done, key=lambda one: one.report.student)[1].report == alone.report


def test_more_than_half_the_time(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """Who took that has no second try, which could not take as long."""
    handed_in = with_cells(small, answers=HANGS)
    found = grade_submission(small_setup, zygote, handed_in, below=small / "class")
    limits = small_setup.course.limits

    taken = [limits.submission_seconds * share for share in (0.4, 0.6)]
    tries = [replace(found, usage=replace(found.usage, seconds=seconds)) for seconds in taken]

    assert [deserves_another(one, limits) for one in tries] == [True, False]
