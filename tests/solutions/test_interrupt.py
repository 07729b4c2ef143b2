"""What takes too long in this process is interrupted, and leaves no trace."""

import contextlib
import signal
import threading

import pytest

from grader.sandbox.time_limits import Alarm, TimeUp
from grader.solutions.interrupt import ending, in_time, interrupting
from grader.values.calls import Call, Hung, Reply, Returned


def endless(_: Call) -> Reply:
    while True:
        pass


def idle(_: Call) -> Reply:
    return Returned(())


CALL = Call("double", ())


def test_endless_call() -> None:
    """It hangs, as it would in the sandbox; the next call has all its time again."""
    with interrupting(0.05) as timed:
        replies = [timed(ask)(CALL) for ask in (endless, idle, endless)]

    assert [type(reply) for reply in replies] == [Hung, Returned, Hung]


class Twice(Alarm):
    """Another timer's time is up, too, before the first is told that it was heard."""

    def end(self) -> None:
        late, self.armed = self.armed, False
        if late:
            raise TimeUp


def test_both_timers_at_once() -> None:
    """The call hangs all the same: nothing of it gets any further."""
    alarm = Twice()

    def up(_: Call) -> Reply:
        raise TimeUp

    assert in_time(alarm, up, CALL) == Hung(alarm.seconds)


def test_endless_body() -> None:
    """TimeUp ends it wherever it is, though it catches every Exception."""
    with pytest.raises(TimeUp), ending(0.05):
        while True:
            with contextlib.suppress(Exception):
                pass


def test_somebody_elses_timer_goes_on() -> None:
    """pytest's own watch over this test has the time left that it had, and its handler."""
    handler, (left, _) = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)

    with interrupting(0.05) as timed:
        timed(endless)(CALL)

    assert signal.getsignal(signal.SIGALRM) is handler
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= left


def test_no_timer_is_set_in_a_thread() -> None:
    """A thread cannot be interrupted: there it answers as it does, and nothing fails."""
    replies: list[Reply] = []

    def answer() -> None:
        with interrupting(0.05) as timed:
            replies.append(timed(idle)(CALL))

    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()

    assert [type(reply) for reply in replies] == [Returned]
