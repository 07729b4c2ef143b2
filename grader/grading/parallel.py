"""Many submissions at once, through the standard Executor interface."""

import gc
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from grader.cores import end_with_parent
from grader.grading.setup import Setup
from grader.grading.submission import Graded, grade_submission
from grader.model import Limits, Verdict
from grader.sandbox import Usage, Zygote
from grader.submissions import Submission

SELDOM = 50_000  # new objects after which the collector looks for cycles; there are few
AHEAD = 4  # submissions a worker that are under way, so that none waits for this process

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
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    if workers == 1 or len(submissions) < 2:
        return (grade_submission(setup, zygote, submission, below=below) for submission in submissions)
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(min(workers, len(submissions)), fork, _start_worker, (setup, zygote, below))
    rest = deque(submissions)
    ahead = [rest.popleft() for _ in range(min(workers * AHEAD, len(rest)))]
    first = {pool.submit(_grade, one): one for one in ahead}
    return _collected(pool, first, rest, setup, zygote, below)


def _collected(
    pool: ProcessPoolExecutor,
    under_way: dict[Future[Graded], Submission],
    rest: deque[Submission],
    setup: Setup,
    zygote: Zygote,
    below: Path,
) -> Iterator[Graded]:
    """What the worker processes return. What they did not live to grade, or gave up as a call timed out, is
    graded here.

    A call times out by its own CPU time, which a crowded machine may stretch: so it has a second try, alone,
    in the time that is left. Nothing is kept of what was passed on.
    """
    alone = list[tuple[Submission, Usage]]()
    try:
        while under_way:
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                submission, graded = under_way.pop(future), _returned(future)
                with suppress(BrokenProcessPool):
                    if rest:
                        under_way[pool.submit(_grade, rest[0])] = rest[0]
                        rest.popleft()
                if graded is None:
                    alone.append((submission, Usage()))
                elif deserves_another(graded, setup.course.limits):
                    alone.append((submission, graded.usage))
                else:
                    yield graded
    except BaseException:  # nobody waits for what is graded meanwhile: it is graded again
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    for submission, first in (*alone, *((one, Usage()) for one in rest)):
        yield grade_submission(setup, zygote, submission, below=below, first=first)


def _returned(future: Future[Graded]) -> Graded | None:
    """None: the process that had it ended."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def deserves_another(graded: Graded, limits: Limits) -> bool:
    """Whether a call timed out, and as much of the submission's time is left as it took."""
    if graded.given_up:
        return True
    questions = graded.report.questions.values()
    return 2 * graded.usage.seconds <= limits.submission_seconds and any(
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
    return grade_submission(setup, zygote, submission, below=below, crowded=True)
