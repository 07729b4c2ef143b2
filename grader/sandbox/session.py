"""One submission: its cells run, its functions called, and its worker replaced when it dies."""

import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Sequence

from grader.errors import NotTheirs
from grader.model import Limits
from grader.sandbox.budget import Budget, Usage
from grader.sandbox.channel import Channel, Closed, Ending, Overdue
from grader.sandbox.endings import how, not_run, reason
from grader.sandbox.time_spent import TimeSpent
from grader.values import Call, CellRun, Died, Forgotten, Hung, Reply, cut, frames, messages
from grader.values.arrays import ProtocolError

GRACE = 0.5  # CPU seconds a worker has beyond its limit for answering
SLICE = 1.0  # CPU seconds after which a worker sends the answers it has
MOST_DEATHS = 4  # workers that the cells may kill before the rest of them is left out
CELLS_TOGETHER = 10  # all cells may use so many times the limit of one
REPLAY_SHARE = 0.1  # of its limit, for a cell that has used it up once already
MOST_RETOLD = 50_000  # acts of stories that a submission's workers do not know any more
MOST_KILLS = 2  # times that a worker somebody else killed is made up for
TOO_MUCH = "cannot be graded, as all that was returned so far takes more than"
MOST_IMAGES = 6 << 20  # characters of images and markup around them in a cell's outputs


class SandboxBroken(NotTheirs):
    """A worker could not be locked up, or what locks it up has ended. Ours, never the student's.

    A BaseException, as errors.CallTimedOut is: whoever shrinks would take an Exception for what it looks for.
    """


class _Lost(Exception):
    """The worker is gone. `reply` says how, as the call that did it should be told.

    killed: by SIGKILL, which the pid 1 of a namespace cannot send to itself.
    """

    def __init__(self, reply: Hung | Died, *, killed: bool = False) -> None:
        self.reply, self.killed = reply, killed


class Session:
    """The trusted side's end of one submission. Made by Zygote.session().

    spent: by the submission, here and in other sessions.
    """

    def __init__(
        self, start: Callable[[], Channel], limits: Limits, seen: frames.Seen, spent: TimeSpent
    ) -> None:
        self._start, self._limits, self._seen = start, limits, seen
        self._channel: Channel | None = None
        self._cells: list[str] = []
        self._deadly: set[int] = set()  # numbers of cells that are not run again
        self._slow: set[int] = set()  # numbers of cells that did not end in time
        self._kills = 0
        self._retold = 0
        self._clock = 0.0  # seconds that all cells have taken
        self._budget = Budget.of(limits)
        self._used = Usage()
        self.spent = spent

    def load(self, cells: Sequence[str]) -> list[CellRun]:
        """Run cells one after another, after those of earlier loads; what each left behind.

        A cell that fails, hangs or kills the worker does not stop the next. Cells are numbered from 1.
        """
        return [self._load(source) for source in cells]

    def call(self, calls: Sequence[Call]) -> list[Reply]:
        """The replies to `calls`, in their order.

        The list ends at the first Hung or Died, which may leave later calls unasked.
        """
        return self.ask([frames.key(call) for call in calls], calls)

    def ask(self, keys: Sequence[bytes], calls: Sequence[Call]) -> list[Reply]:
        """As `call`, for calls already encoded by frames.key."""
        replies: list[Reply] = []
        keys = list(keys)
        at_once = messages.MOST_REPLIES  # one, when a worker died and the call that did it is looked for
        while (place := len(replies)) < len(keys):
            if self._budget.answers < 0:
                return [*replies, Died(f"{TOO_MUCH} {self._limits.answers_mb} MB together")]
            if self.overspent():
                return [*replies, Hung(self._limits.submission_seconds, together=True)]
            try:
                replies += self._ask(keys[place : place + at_once])
                if len(replies) == place:  # the story of the first of them is not known there
                    keys[place] = self._whole(calls[place], keys[place])
            except _Lost as lost:
                if (at_once == 1 or len(keys) == 1) and not self._excused(lost):
                    return [*replies, lost.reply]
                at_once = 1
            if replies and isinstance(replies[-1], Hung):
                break
        return replies

    def overspent(self) -> bool:
        """Whether the submission took more than submission_seconds: its cells and calls, computing or asleep,
        in all its sessions, and what the grader computed. Who waited for a core did neither.
        """
        return self.spent.over(self._limits.submission_seconds)

    def _left(self) -> float:
        return self.spent.left(self._limits.submission_seconds)

    def cpu_seconds(self) -> float:
        """What its workers have used until now."""
        used = self._used.cpu_seconds
        if self._channel is not None:
            with contextlib.suppress(Closed):
                used += self._channel.cpu()
        return used

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that were loaded."""
        return tuple(self._cells)

    def usage(self) -> Usage:
        """What the workers that have ended used; complete after `close`."""
        return self.spent.within(self._used)

    def close(self) -> None:
        """End the worker. A later call would start a new one."""
        self._end()

    # --- cells ---

    def _load(self, source: str) -> CellRun:
        number = len(self._cells) + 1
        self._cells.append(source)
        problem = ""
        while not (problem := problem or self._too_much()):
            start = time.monotonic()
            try:
                return self._budget.keep(self._run(number, self._limits.cell_seconds))
            except _Lost as lost:
                problem = "" if self._excused(lost) else how(lost.reply)
            finally:
                self._clock += time.monotonic() - start
        self._deadly.add(number)
        return not_run(number, problem)

    def _too_much(self) -> str:
        """Why no more cells are run, "" if they are."""
        if len(self._deadly) >= MOST_DEATHS:
            return f"was not run, as {MOST_DEATHS} cells before it ended the process"
        if self.overspent():
            return f"was not run, as all before it took {self._limits.submission_seconds:g} seconds together"
        if self._clock > CELLS_TOGETHER * self._limits.cell_seconds:
            return f"was not run, as the cells before it took {self._clock:.0f} seconds together"
        return ""

    def _run(self, number: int, seconds: float) -> CellRun:
        most = 2 * 1024 * self._limits.output_kb + MOST_IMAGES
        channel = self._running(number)
        with self._losing(seconds):
            frame = frames.run(number, self._cells[number - 1], seconds)
            message = channel.exchange(frame, seconds=1.1 * seconds + GRACE, left=self._left())
            ran = frames.read_cell_run(message, most_bytes=most, seconds=seconds)
        if ran.ended:
            self._slow.add(number)
        return ran

    def _running(self, before: int) -> Channel:
        """A worker in which all cells before number `before` have run; a new one if need be."""
        if self._channel is None:
            self._channel = self._start()
            self.spent.alive.append(self._channel)
            for number in range(1, before):
                if number not in self._deadly:
                    self._replay(number)
        return self._channel if self._channel is not None else self._running(before)

    def _replay(self, number: int) -> None:
        """Of a cell that never ends, what matters comes before the endless loop, and takes no time."""
        share = REPLAY_SHARE if number in self._slow else 1
        try:
            self._run(number, share * self._limits.cell_seconds)
        except _Lost as lost:
            if not self._excused(lost):
                self._deadly.add(number)

    # --- calls ---

    def _ask(self, keys: Sequence[bytes]) -> list[Reply]:
        """The replies to the first of them; none, if the first one is to be told with its whole story."""
        seconds = self._limits.call_seconds
        channel = self._running(len(self._cells) + 1)
        with self._losing(seconds):
            most = 1.1 * seconds + GRACE + SLICE * (len(keys) > 1)
            message = channel.exchange(frames.ask(keys), seconds=most, left=self._left())
            self._budget.answers -= len(message)
            answers = frames.read_answers(message, len(keys), self._seen)
            if any(isinstance(one, Forgotten) for one in answers[:-1]):
                raise ProtocolError("an answer after one that was not given")
            return [one for one in answers if not isinstance(one, Forgotten)]
        raise AssertionError  # for the type checker: _losing never swallows an exception

    def _whole(self, call: Call, known: bytes) -> bytes:
        """The key of a call with its whole story, where `known` was not enough.

        Raises: _Lost: it was the whole, or too much was forgotten.
        """
        whole = frames.whole(call)
        self._retold += call.place
        if whole == known or self._retold > MOST_RETOLD:
            self._end()
            raise _Lost(Died("ended, as it forgot again and again what its objects were asked"))
        return whole

    # --- the worker's end ---

    @contextlib.contextmanager
    def _losing(self, seconds: float) -> Iterator[None]:
        """Turn whatever ends an exchange into _Lost, with the worker gone for good."""
        try:
            yield
        except Overdue:
            self._end()
            together = Hung(self._limits.submission_seconds, together=True)
            raise _Lost(together if self.overspent() else Hung(seconds)) from None
        except ProtocolError as problem:
            self._end()
            raise _Lost(Died(f"sent what is no answer: {cut(str(problem))}")) from None
        except Closed:
            ending = self._end(ending_by_itself=True)
            raise _Lost(Died(reason(ending)), killed=ending.status == -signal.SIGKILL) from None

    def _excused(self, lost: _Lost) -> bool:
        """Killed from outside, as a kernel does that is short of memory: tried again, though not for ever."""
        self._kills += lost.killed
        return lost.killed and self._kills <= MOST_KILLS

    def _end(self, *, ending_by_itself: bool = False) -> Ending:
        if self._channel is None:
            return Ending()
        ending = self._channel.close(ending_by_itself=ending_by_itself)
        self.spent.end(self._channel, ending.cpu)
        self._channel = None
        if ending.trouble:
            raise SandboxBroken(f"a submission's process could not be set up: {ending.trouble}")
        self._used = Usage(self._used.cpu_seconds + ending.cpu, max(self._used.peak_mb, ending.peak))
        return ending
