"""What the processes of a submission spend, computing or asleep. Who waits for a core does neither."""

import contextlib
import time
from dataclasses import dataclass, field

from grader.sandbox.channel import Channel, Closed

CLOCK = 10  # a submission may take so many times its seconds on the clock, on a machine however busy


@dataclass(slots=True, eq=False)
class TimeSpent:
    """What all processes of one submission have spent together, in however many sessions it is graded.

    began: on the monotonic clock. ended: seconds that processes which are gone computed or slept. alive: the
    channels of the others.
    """

    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    alive: list[Channel] = field(default_factory=list)

    def over(self, most: float) -> bool:
        """Whether they took more than `most` seconds, computing or asleep."""
        clock = time.monotonic() - self.began
        if clock <= most:
            return False
        return clock > CLOCK * most or self.ended + sum(map(_spent, self.alive)) > most

    def end(self, channel: Channel, cpu: float) -> None:
        """The process behind `channel` has ended. cpu: seconds that it computed."""
        self.alive.remove(channel)
        self.ended += cpu + sum(channel.naps)


def _spent(channel: Channel) -> float:
    cpu = 0.0
    with contextlib.suppress(Closed):
        cpu = channel.cpu()
    return cpu + sum(channel.naps)
