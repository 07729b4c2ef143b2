"""What is spent on a submission: by its processes, computing or asleep, and by the grader, computing.

Who waits for a core does neither.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from grader.sandbox.budget import Usage
from grader.sandbox.channel import Channel, Closed

CLOCK = 10  # a submission may take so many times its seconds on the clock, on a machine however busy


@dataclass(slots=True, eq=False)
class TimeSpent:
    """What one submission has taken, in however many sessions it is graded.

    began: on the monotonic clock. own: of this process's CPU clock. ended: seconds that processes which are
    gone computed or slept. alive: the channels of the others. aside: seconds that do not count.
    """

    began: float = field(default_factory=time.monotonic)
    own: float = field(default_factory=time.process_time)
    ended: float = 0.0
    alive: list[Channel] = field(default_factory=list)
    aside: float = 0.0

    @classmethod
    def after(cls, first: Usage) -> Self:
        """Of a second try: what the first one took is gone."""
        return cls(began=time.monotonic() - first.clock, ended=first.seconds, aside=first.aside)

    def clock(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def seconds(self) -> float:
        """What counts."""
        return self.ended + sum(map(_spent, self.alive)) + time.process_time() - self.own

    def left(self, most: float) -> float:
        """Seconds of `most` that nobody has seen spent yet."""
        return most - self._known()

    def whole(self) -> float:
        """Seconds that are known to be spent, with those that do not count. It asks no process."""
        return self._known() + self.aside

    def _known(self) -> float:
        alive = sum(max(one.computed) + sum(one.naps) for one in self.alive)
        return self.ended + alive + time.process_time() - self.own

    def over(self, most: float) -> bool:
        """Whether more than `most` seconds were spent."""
        clock = self.clock()
        return clock > most and (clock > CLOCK * most or self.seconds() > most)

    def within(self, used: Usage) -> Usage:
        """`used`, with these times."""
        return replace(used, seconds=self.seconds(), clock=self.clock(), aside=self.aside)

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """What the grader computes meanwhile is for others, too, and does not count: it learns."""
        before = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - before
            self.own += took
            self.aside += took

    def end(self, channel: Channel, cpu: float) -> None:
        """The process behind `channel` has ended. cpu: seconds that it computed."""
        self.alive.remove(channel)
        self.ended += max(cpu, *channel.computed) + sum(channel.naps)


def _spent(channel: Channel) -> float:
    with contextlib.suppress(Closed):
        channel.cpu()
    return max(channel.computed) + sum(channel.naps)
