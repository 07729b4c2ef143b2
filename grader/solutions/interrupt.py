"""Ends known solutions that do not end by themselves.

They are ours and run in this process, so nobody has to be held: two timers interrupt what takes too long. A
system without such timers, or a thread, which cannot be interrupted, waits for them as long as it takes.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader.sandbox import Alarm, TimeUp
from grader.values import Ask, Call, Hung, Reply


@contextmanager
def interrupting(seconds: float) -> Iterator[Callable[[Ask], Ask]]:
    """Yields what makes an Ask answer Hung, where a call takes `seconds` of CPU, or sleeps thrice as long."""
    alarm = Alarm()

    def timed(ask: Ask) -> Ask:
        return lambda call: in_time(alarm, ask, call)

    with _watching(alarm, seconds):
        yield timed


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Raises TimeUp in the middle of its body once that has used up `seconds`, counted as for a call."""
    alarm = Alarm()
    with _watching(alarm, seconds):
        alarm.begin()
        try:
            yield
        finally:
            alarm.end()


@contextmanager
def _watching(alarm: Alarm, seconds: float) -> Iterator[None]:
    """Timers and handlers that somebody else has set rest meanwhile."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    kinds = {signal.ITIMER_PROF: signal.SIGPROF, signal.ITIMER_REAL: signal.SIGALRM}
    handlers = {number: signal.getsignal(number) for number in kinds.values()}
    timers = {timer: signal.setitimer(timer, 0) for timer in kinds}
    alarm.watch(seconds)
    try:
        yield
    finally:
        alarm.rest()
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for timer, rest in timers.items():
            signal.setitimer(timer, *rest)


def in_time(alarm: Alarm, ask: Ask, call: Call) -> Reply:
    """The reply, or Hung where the alarm rings, by one of its timers or both."""
    try:
        alarm.begin()
        try:
            return ask(call)
        finally:
            alarm.end()
    except TimeUp:  # one timer's may come as the other's is on its way here
        alarm.end()
        return Hung(alarm.seconds)
