"""How long a check's own code may compute on one example. What takes longer is taken for endless.

Only this process's computing counts, and none of it while a student's function is asked, which has limits of
its own. Other threads, which cannot be interrupted, and systems without such a timer wait for it.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from grader.errors import NotTheirs
from grader.values import Ask, Call, Reply

LONGEST = 10.0  # CPU seconds; checks take milliseconds
TICKS = 20  # the precision: one part in this many


class DoesNotEnd(NotTheirs):
    """A check's own code computes on and on.

    A BaseException, as errors.CallTimedOut is: a check may catch an Exception, and Hypothesis shrinks one.
    """


class _Watch:
    """armed: a check runs. asking: it waits for a student's function. ticks: of its own, since it began.

    process: where the timer runs, as none is inherited; 0: nowhere.
    """

    __slots__ = ("armed", "asking", "process", "ticks")

    def __init__(self) -> None:
        self.armed = self.asking = False
        self.ticks = self.process = 0

    def tick(self, number: int, frame: FrameType | None) -> None:
        if self.armed and not self.asking:
            self.ticks += 1
            if self.ticks > TICKS:
                self.ticks = 0
                raise DoesNotEnd(f"it computes on and on, and was stopped after {LONGEST:g} seconds")


_watch = _Watch()


@contextmanager
def watching() -> Iterator[None]:
    """While it lasts, checks are watched."""
    outer = _watch.process
    if outer == os.getpid() or threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        before = signal.signal(signal.SIGVTALRM, _watch.tick)
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST / TICKS, LONGEST / TICKS)
    except (AttributeError, OSError, RuntimeError):  # in a browser, on Windows
        yield
        return
    _watch.process = os.getpid()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        _watch.process = outer


class OneRun:
    """A check runs within, on one example. Not a generator, which costs more than many a check.

    Raises: DoesNotEnd: in the middle of its body.
    """

    __slots__ = ("_outer",)

    def __enter__(self) -> None:
        self._outer = _watch.armed, _watch.asking, _watch.ticks
        _watch.ticks, _watch.asking, _watch.armed = 0, False, True

    def __exit__(self, *_: object) -> None:
        _watch.armed, _watch.asking, _watch.ticks = self._outer


def apart(ask: Ask) -> Ask:
    """Answers as `ask` does, in time that is not the check's."""

    def asking(call: Call) -> Reply:
        _watch.asking = True
        try:
            return ask(call)
        finally:
            _watch.asking = False

    return asking
