"""The trusted side's two sockets to one child: frames on one, its supervisor's facts on the other."""

import contextlib
import json
import math
import select
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from grader.sandbox.jail import HELLO
from grader.sandbox.scheduled import awake
from grader.values.arrays import ProtocolError
from grader.values.frames import HEADER, LARGEST_FRAME

LOOK_EVERY = 0.25  # seconds between two looks at how much CPU a late child has used
PATIENCE = 4  # a child may sleep for so many times its CPU limit, plus SPARE
# Of the clock, where the kernel does not tell who waits for a core: who uses less CPU than this sleeps.
ASLEEP = 0.02
SPARE = 2.0  # seconds
BURIAL = 10.0  # seconds within which a supervisor must have killed its child
CREDENTIALS = struct.Struct("iII")  # pid, user and group of a sender


class Closed(Exception):
    """The child ended, or closed its socket, without an answer."""


class Overdue(Exception):
    """The child used up its time without an answer."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended, as its supervisor saw it.

    status: exit status, or minus the signal's number. trouble: why it could not be locked up, else "".
    """

    status: int = 0
    cpu: float = 0.0
    peak: float = 0.0
    trouble: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """Open sockets to one child and its supervisor."""

    data: socket.socket
    status: socket.socket
    endings: list[Ending] = field(default_factory=list)  # one, as soon as it is known
    naps: list[float] = field(default_factory=list)  # seconds for which the child slept over its answers
    # CPU seconds when it was last looked, which are still known when its supervisor is gone, too.
    computed: list[float] = field(default_factory=lambda: [0.0])
    pids: list[int] = field(default_factory=list)  # the child's, as this process sees it; 0: it does not

    def exchange(self, frame: bytes, *, seconds: float, left: float = math.inf) -> bytes:
        """Send `frame` and receive the one message that answers it.

        seconds: CPU time for the answer. Time on the clock hardly counts, or a busy machine would cost
        students points. left: seconds for which the child may compute or sleep.

        Raises: Closed, Overdue, ProtocolError.
        """
        self._meet()
        deadline = _Deadline(self, seconds, left)
        try:
            self._send(frame, deadline)
            return self._receive(deadline)
        except ConnectionError:
            raise Closed from None
        finally:
            self.naps.append(deadline.slept())

    def _meet(self) -> None:
        """Wait for the child's first word, which comes before it is locked up.

        Raises: Closed: there is no child.
        """
        while not self.pids:
            try:
                self._line()
            except OSError:
                raise Closed from None
            if self.endings:
                raise Closed

    def _send(self, frame: bytes, deadline: "_Deadline") -> None:
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self.data.send(rest) :]
            except BlockingIOError:
                deadline.wait(self.data, select.POLLOUT)

    def _receive(self, deadline: "_Deadline") -> bytes:
        received = bytearray()
        wanted = HEADER
        while len(received) < wanted:
            try:
                chunk = self.data.recv(min(1 << 20, 65536 + wanted - len(received)))
            except BlockingIOError:
                deadline.wait(self.data, select.POLLIN)
                continue
            if not chunk:
                raise Closed
            deadline.look()
            received += chunk
            if wanted == HEADER and len(received) >= HEADER:
                size = int.from_bytes(received[:HEADER], "little")
                if size > LARGEST_FRAME:
                    raise ProtocolError(f"a frame of {size} bytes, at most {LARGEST_FRAME} are read")
                wanted += size
        if len(received) > wanted:
            raise ProtocolError("more than one frame")
        return bytes(received[HEADER:])

    def cpu(self) -> float:
        """CPU seconds that the child has used.

        Raises: Closed: it has ended.
        """
        try:
            self.status.sendall(b"?")
            facts = self._facts()
        except OSError:
            raise Closed from None
        if "cpu" in facts and "status" not in facts:
            self.computed[:] = [float(facts["cpu"])]
            return self.computed[0]
        raise Closed

    def close(self, *, ending_by_itself: bool = False) -> Ending:
        """Have the child killed, wait until it is gone, and say how it ended.

        ending_by_itself: it closed its end, so give it a moment to show its own exit status or signal.
        """
        with self.data, self.status, contextlib.suppress(OSError, Closed):
            if ending_by_itself:
                with contextlib.suppress(TimeoutError):
                    self._facts(seconds=LOOK_EVERY)
            self.status.shutdown(socket.SHUT_WR)
            while not self.endings:
                self._facts()
        return self.endings[0] if self.endings else Ending(trouble="its supervisor did not answer")

    def _facts(self, *, seconds: float = BURIAL) -> dict[str, Any]:
        """What the supervisor says next, at last the ending."""
        self.status.settimeout(seconds)
        facts = self._line()
        return self._line() if facts == HELLO else facts

    def _line(self) -> dict[str, Any]:
        """The next line; the child's only one is HELLO, to which the kernel adds who sent it."""
        received, sender = b"", 0
        while not received.endswith(b"\n"):
            letter, beside, _, _ = self.status.recvmsg(1, socket.CMSG_SPACE(CREDENTIALS.size))
            received += letter
            if not letter:
                raise Closed
            for _, _, credentials in beside:
                sender = CREDENTIALS.unpack(credentials)[0]
        facts: dict[str, Any] = json.loads(received)
        if facts == HELLO:
            self.pids.append(sender)
        if "trouble" in facts:
            self.endings.append(Ending(**facts))
        return facts


class _Deadline:
    """When to give up on a child: by its own CPU time, and by the clock only while it sleeps."""

    __slots__ = ("awake", "began", "channel", "cpu", "dozed", "first", "last", "left", "seconds")

    def __init__(self, channel: Channel, seconds: float, left: float) -> None:
        self.channel, self.seconds, self.left = channel, seconds, left
        self.awake = awake(channel.pids[0])
        self.began = self.last = time.monotonic()  # the start, and the last look
        self.cpu = self.dozed = 0.0  # the child's CPU then; for how long it seemed to sleep
        self.first: float | None = None  # CPU at the first look, less all it can have used since the start

    def slept(self) -> float:
        """Seconds; as it seemed, where the kernel does not tell."""
        now = awake(self.channel.pids[0])
        if self.awake is None or now is None:
            return self.dozed
        return max(0.0, time.monotonic() - self.began - (now - self.awake))

    def wait(self, data: socket.socket, event: int) -> None:
        poller = select.poll()
        poller.register(data, event)
        poller.poll(max(1, 1000 * (self.last + LOOK_EVERY - time.monotonic())))
        self.look()

    def look(self) -> None:
        """Raises: Overdue, Closed."""
        passed = time.monotonic() - self.last
        if passed < LOOK_EVERY:
            return
        self.last += passed
        cpu = self.channel.cpu()
        if self.first is None:
            self.first = self.cpu = max(0.0, cpu - passed)
        if cpu - self.cpu < ASLEEP * passed:
            self.dozed += passed
        self.cpu = cpu
        computed, slept = cpu - self.first, self.slept()
        if computed > self.seconds or slept > PATIENCE * self.seconds + SPARE or computed + slept > self.left:
            raise Overdue


def open_channel() -> tuple[Channel, list[socket.socket]]:
    """The trusted side's channel and the two far ends for the child and its supervisor."""
    data, far_data = socket.socketpair()
    status, far_status = socket.socketpair()
    data.setblocking(False)
    if sys.platform == "linux":
        status.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return Channel(data, status), [far_data, far_status]
