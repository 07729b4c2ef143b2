"""Runs inside: interrupts code that takes too long.

A courtesy, which keeps the worker alive and names the culprit; hostile code can switch it off. The trusted
side's own deadline is what holds.
"""

import gc
import resource
import signal
from types import FrameType

from grader.errors import NotTheirs

TICKS = 20  # a limit's precision: one part in this many
ASLEEP = 3  # how much longer than its limit code may take if it sleeps


class TimeUp(NotTheirs):
    """Raised in the middle of a student's code. Not an Exception, so that `except Exception` lets it pass."""


class Alarm:
    """Two repeating timers that count ticks. To reset a counter costs nothing, to set a timer a system call.

    seconds: the limit that `watch` set.
    cpu: ticks of CPU since `begin`. asleep: ticks of the clock in which the process gave its core away.
    """

    __slots__ = ("armed", "asleep", "cpu", "seconds", "switches")

    def __init__(self) -> None:
        self.armed = False
        self.cpu = self.asleep = self.switches = 0
        self.seconds = 1.0

    def watch(self, seconds: float) -> None:
        """From now on code gets `seconds` of CPU between `begin` and `end`."""
        self.armed = False
        self.seconds = seconds
        signal.signal(signal.SIGPROF, self._on_cpu)
        signal.signal(signal.SIGALRM, self._on_wall)
        signal.setitimer(signal.ITIMER_PROF, seconds / TICKS, seconds / TICKS)
        signal.setitimer(signal.ITIMER_REAL, ASLEEP * seconds / TICKS, ASLEEP * seconds / TICKS)

    def begin(self) -> None:
        self.cpu = self.asleep = 0
        self.armed = True

    def end(self) -> None:
        self.armed = False

    def rest(self) -> None:
        """Stop the timers: nothing ticks while the worker waits for a message."""
        self.armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _on_cpu(self, number: int, frame: FrameType | None) -> None:
        self.cpu += 1
        if self.armed and self.cpu > TICKS and not _would_be_lost(frame):
            raise TimeUp

    def _on_wall(self, number: int, frame: FrameType | None) -> None:
        # Who sleeps leaves its core by itself. Who merely waits for a core on a busy machine does not.
        switches = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
        self.asleep += switches > self.switches
        self.switches = switches
        if self.armed and self.asleep > TICKS and not _would_be_lost(frame):
            raise TimeUp


def _would_be_lost(frame: FrameType | None) -> bool:
    """Whether Python would print and forget what is raised there: a callback of its garbage collector, as
    Hypothesis has one. The next tick comes.
    """
    codes = [getattr(callback, "__code__", None) for callback in gc.callbacks]
    return frame is not None and frame.f_code in codes
