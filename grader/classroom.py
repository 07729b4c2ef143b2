"""A class: many submissions at once, each recorded as soon as it is graded."""

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from grader.autograde import Graded, Setup, Submission, grade_submission
from grader.sandbox import Zygote

# What a worker process inherits by fork: nothing is pickled, drawn or imported twice.
_inherited: tuple[Setup, Zygote, Path] | None = None


def grade_class(
    setup: Setup, zygote: Zygote, submissions: Sequence[Submission], *, below: Path, workers: int
) -> Iterator[Graded]:
    """Grade them all, in the order in which they are done.

    below: the folder from which on no link is followed, such as class/submitted.
    """
    left = {submission.student: submission for submission in submissions}
    if workers > 1 and len(left) > 1:
        for graded in _in_parallel(setup, zygote, submissions, below, min(workers, len(left))):
            del left[graded.report.student]
            yield graded
    for submission in left.values():
        yield grade_submission(setup, zygote, submission, below=below)


def _in_parallel(
    setup: Setup, zygote: Zygote, submissions: Sequence[Submission], below: Path, workers: int
) -> Iterator[Graded]:
    """As many as the worker processes live to grade; whoever asked does the rest."""
    gc.freeze()  # what is shared stays shared: the collector would touch, and so copy, every page
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, fork, _start_worker, (setup, zygote, below)) as pool:
        futures = [pool.submit(_grade, submission) for submission in submissions]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            return
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
