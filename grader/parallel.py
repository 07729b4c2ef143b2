"""Many submissions at once, through the standard Executor interface."""

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from grader.autograde import Graded, Setup, Submission, grade_submission
from grader.sandbox import Zygote

# What a worker process inherits by fork: nothing is pickled, drawn or imported twice.
_inherited: tuple[Setup, Zygote, Path] | None = None


def grade_class(
    setup: Setup, zygote: Zygote, submissions: Sequence[Submission], *, below: Path, workers: int
) -> Iterator[Graded]:
    """Grade them all, in the order in which they are done. Grading starts at once, not at the first look.

    below: the folder from which on no link is followed, such as class/submitted.
    """
    gc.freeze()  # what is shared stays shared: the collector would touch, and so copy, every page
    if workers == 1 or len(submissions) < 2:
        return (grade_submission(setup, zygote, submission, below=below) for submission in submissions)
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(min(workers, len(submissions)), fork, _start_worker, (setup, zygote, below))
    futures = {pool.submit(_grade, submission): submission for submission in submissions}
    return _collected(pool, futures, setup, zygote, below)


def _collected(
    pool: ProcessPoolExecutor,
    futures: dict[Future[Graded], Submission],
    setup: Setup,
    zygote: Zygote,
    below: Path,
) -> Iterator[Graded]:
    """What the worker processes return; what they did not live to grade is graded here."""
    try:
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield grade_submission(setup, zygote, futures[future], below=below)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(setup: Setup, zygote: Zygote, below: Path) -> None:
    global _inherited
    _inherited = (setup, zygote, below)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which ends us


def _grade(submission: Submission) -> Graded:
    assert _inherited is not None
    setup, zygote, below = _inherited
    return grade_submission(setup, zygote, submission, below=below)
