"""Looking again and again, until the deadline or a signal."""

import math
import shlex
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from grader.course import due_of, load_assignment, load_course
from grader.errors import CourseError, WrongCommand
from grader.model import Course, Report
from grader.watch.arrivals import PATIENCE
from grader.watch.rounds import Job, Say, Seen, Told, take_round


@dataclass(frozen=True, slots=True)
class Ended:
    """Why watching ended, how many notebooks were graded meanwhile, and of how many that did not succeed."""

    why: Literal["deadline", "stopped"]
    graded: int
    failed: int


def watch_class(
    job: Job, *, every: float, until: datetime | None = None, tell: Callable[[Report | Told], None], say: Say
) -> Ended:
    """Grade what arrives until the deadline, and then once more, or until Ctrl-C or SIGTERM.

    every: seconds between two looks. until: None: the due date and the grace of [late]; without a due date,
    for ever. tell: takes every report and page. say: takes a remark for the instructor.
    Raises: CourseError: the course, the assignment or a source cannot be used at the beginning; later on that
    is only said. SandboxUnavailable: no wall can be built.
    """
    course = load_course(job.root)
    load_assignment(course, job.assignment)
    for source in job.sources:
        if not source.exists():
            raise WrongCommand(source, "", "there is no such file or folder", wanted="a folder to watch")
    counts = Counter[str]()

    def told(one: Report | Told) -> None:
        if isinstance(one, Report):
            counts[one.status] += 1
        tell(one)

    why: Literal["deadline", "stopped"] = "stopped"
    with _as_interrupt(signal.SIGTERM), suppress(KeyboardInterrupt):
        _until(job, every, until, told, say)
        why = "deadline"
    return Ended(why, counts.total(), counts.total() - counts["graded"])


def _until(
    job: Job, every: float, until: datetime | None, tell: Callable[[Report | Told], None], say: Say
) -> None:
    """Returns when the deadline is over, and nothing is left that was still arriving then.

    A round may last for minutes, so what is waited for goes by looks, not by the clock: the last two come
    PATIENCE after the first one past the deadline. What had changed until then stands still between them.
    """
    seen, trouble, since = Seen(), "", math.inf
    while True:
        if _is_over(job, until):
            since = min(since, time.monotonic())
        before = seen.look.at
        try:
            for one in take_round(job, seen, say=say):
                tell(one)
            trouble = ""
        except CourseError as error:
            if str(error) != trouble:
                trouble = str(error)
                say(f"{trouble}\nTrying again every {every:g} seconds.")
        if since < math.inf and not seen.waiting and not trouble:
            return
        if before > since + PATIENCE:
            why = "for the reason above" if trouble else "as some files were still arriving"
            say(f"Not everything is graded, {why}. Once that is over, run {_to_collect(job)}.")
            return
        time.sleep(every)


def _to_collect(job: Job) -> str:
    collect = [f"`{shlex.join(['grader', 'collect', job.assignment, *map(str, job.sources)])}` and"]
    return " ".join([*(collect if job.sources else ()), f"`grader autograde {job.assignment}`"])


def _is_over(job: Job, until: datetime | None) -> bool:
    with suppress(CourseError):  # which the round says
        until = until or deadline(load_course(job.root), job.assignment)
    return until is not None and datetime.now(UTC) >= until


def deadline(course: Course, assignment: str) -> datetime | None:
    """The due date, and the grace of [late]."""
    due = due_of(course, assignment)
    return due and due + timedelta(minutes=course.late.grace_minutes)


@contextmanager
def _as_interrupt(number: int) -> Iterator[None]:
    """While it lasts, the signal is as Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, interrupt)
    try:
        yield
    finally:
        signal.signal(number, before)
