"""What the grader itself may spend on one submission: the last wall, around whatever the others let through.

Every step of ours is bounded for itself. Should one not be, the submission is named and the class goes on.
"""

import contextlib
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from grader.model import Limits

AGAIN = 5.0  # CPU seconds after which whoever caught the exception and went on meets it again
_STATM = Path("/proc/self/statm")


class Spent(BaseException):
    """The budget is spent; the text says which, for the instructor.

    A BaseException, as errors.CallTimedOut is: whoever shrinks would take an Exception for what it looks for.
    """


@contextlib.contextmanager
def budget(limits: Limits) -> Iterator[None]:
    """Raises: Spent: in the middle of its body, which has used up CPU time or memory.

    Other threads, which cannot be interrupted, and systems without such limits spend what they need.
    """
    with _seconds(limits.budget_seconds), _memory(limits.budget_mb):
        yield


@contextlib.contextmanager
def _seconds(seconds: float) -> Iterator[None]:
    """Of this process's CPU; what the sandbox uses has limits of its own."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    within = True

    def spent(number: int, frame: FrameType | None) -> None:
        if within:
            raise Spent(f"more than {seconds:g} CPU seconds of the grader's own (budget_seconds)")

    before = signal.signal(signal.SIGPROF, spent)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
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
