"""What one submission may take of a worker: the last wall, around whatever the others let through.

Every step of ours is bounded for itself. Should one not be, the submission is named and the class goes on.
Its cells and calls end when submission_seconds are spent. What is then left is to write down what is known,
for which there are budget_seconds.
"""

import contextlib
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from grader.errors import NotTheirs
from grader.model import Limits
from grader.sandbox import TimeSpent
from grader.wording import counted

PARTS = "submission_seconds and budget_seconds together"
AGAIN = 5.0  # CPU seconds after which whoever caught the exception and went on meets it again
SOON, EVERY = 0.01, 1.0  # CPU seconds until the next look: at least, at most
_STATM = Path("/proc/self/statm")


class Spent(NotTheirs):
    """The budget is spent; the text says which, for the instructor.

    A BaseException, as errors.CallTimedOut is: whoever shrinks would take an Exception for what it looks for.
    """


@contextlib.contextmanager
def budget(limits: Limits, spent: TimeSpent) -> Iterator[None]:
    """Raises: Spent: in the middle of its body, which has used up its time or memory.

    spent: on the submission, by its processes and by this one, and by a first try.

    Other threads, which cannot be interrupted, and systems without such limits spend what they need.
    """
    with _seconds(limits.submission_seconds + limits.budget_seconds, spent), _memory(limits.budget_mb):
        yield


@contextlib.contextmanager
def _seconds(most: float, spent: TimeSpent) -> Iterator[None]:
    """The timer counts this process's CPU alone; at each look, what the sandbox took meanwhile is added."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    within = True

    def look(number: int, frame: FrameType | None) -> None:
        if not within:
            return
        if most - spent.whole() <= 0:
            signal.setitimer(signal.ITIMER_PROF, AGAIN, AGAIN)
            raise Spent(f"more than {counted(most, 'second')} with the grader's own work, {PARTS},")
        look_again()

    def look_again() -> None:
        signal.setitimer(signal.ITIMER_PROF, min(max(most - spent.whole(), SOON), EVERY))

    before = signal.signal(signal.SIGPROF, look)
    look_again()
    try:
        yield
    finally:
        within = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """Beyond what the process has already."""
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    there = int(_STATM.read_text().split()[0]) * resource.getpagesize()
    most = there + (megabytes << 20)
    bounded = all(limit == resource.RLIM_INFINITY or most < limit for limit in (soft, hard))
    try:
        if bounded:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        yield
    except MemoryError:
        raise Spent(f"more than {megabytes} MB of the grader's own memory (budget_mb)") from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
