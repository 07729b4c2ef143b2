"""The timers that interrupt what takes too long, without the clock: every tick is made by the test."""

import gc
import sys
import time
from types import FrameType

import pytest

from grader.sandbox.time_limits import TICKS, Alarm, TimeUp


def test_a_sleeper_is_interrupted() -> None:
    """Code that sleeps through more ticks than its limit allows is ended."""
    alarm = Alarm()
    alarm.begin()

    with pytest.raises(TimeUp):
        for _ in range(TICKS + 2):
            time.sleep(0.001)
            alarm._on_wall(0, None)


def test_who_waits_for_a_core_is_not_asleep() -> None:
    """Ticks of the clock in which a process never gave its core away do not count: the machine was busy."""
    alarm = Alarm()
    alarm.begin()
    alarm._on_wall(0, None)

    for _ in range(10 * TICKS):
        alarm._on_wall(0, None)

    assert alarm.asleep <= TICKS


def test_not_in_a_callback_of_the_garbage_collector() -> None:
    """There Python would print what is raised, and go on; the next tick ends the code."""
    frames: list[FrameType] = []
    alarm = Alarm()
    alarm.begin()
    alarm.cpu = TICKS

    def callback(phase: str, info: object) -> None:
        frames.append(sys._getframe())

    gc.callbacks.append(callback)
    try:
        gc.collect()
        alarm._on_cpu(0, frames[0])
    finally:
        gc.callbacks.remove(callback)

    with pytest.raises(TimeUp):
        alarm._on_cpu(0, sys._getframe())
