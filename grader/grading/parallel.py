"""Many submissions at once, through the standard Executor interface."""

import gc
import multiprocessing
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from grader.cores import end_with_parent
from grader.grading.submission import Graded, Setup, grade_submission
from grader.model import Verdict
from grader.sandbox import Zygote
from grader.submissions import Submission

# What a worker process inherits by fork: nothing is pickled, drawn or imported twice.
_inherited: tuple[Setup, Zygote, Path] | None = None


def grade_many(
    setup: Setup, zygote: Zygote, submissions: Sequence[Submission], *, below: Path, workers: int
) -> Iterator[Graded]:
    """Grade them all, in the order in which they are done. Grading starts at once, not at the first look.

    below: the folder from which on no link is followed, such as class/submitted.
    Raises (what it yields): SandboxUnavailable: the sandbox ends again and again.
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
    """What the worker processes return. What they did not live to grade, and what timed out, is graded here.

    A call times out by its own CPU time, which a crowded machine may stretch: so it has a second try, alone,
    unless the whole submission has used up its time.
    """
    alone = []
    try:
        for future in as_completed(futures):
            try:
                graded = future.result()
            except BrokenProcessPool:
                alone.append(futures[future])
                continue
            if timed_out(graded):
                alone.append(futures[future])
            else:
                yield graded
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    for submission in alone:
        yield grade_submission(setup, zygote, submission, below=below)


def timed_out(graded: Graded) -> bool:
    """Whether a call did, and the submission has not used up all its time, which no second try would mend."""
    questions = graded.report.questions.values()
    return not graded.usage.overspent and any(
        result.verdict is Verdict.TIMED_OUT for question in questions for result in question.results
    )


def _start_worker(setup: Setup, zygote: Zygote, below: Path) -> None:
    global _inherited
    _inherited = (setup, zygote, below)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whatever the main process does with it
    threading.Thread(target=end_with_parent, daemon=True).start()


def _grade(submission: Submission) -> Graded:
    assert _inherited is not None
    setup, zygote, below = _inherited
    return grade_submission(setup, zygote, submission, below=below)
