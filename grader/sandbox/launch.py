"""The trusted side's end of a zygote: start it, ask it for sessions, end it."""

import contextlib
import dataclasses
import importlib.util
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple, Self

from grader.errors import SandboxUnavailable
from grader.model import Limits
from grader.sandbox import wall as walls
from grader.sandbox.channel import Channel, open_channel
from grader.sandbox.jail import DESK
from grader.sandbox.session import SandboxBroken, Session
from grader.sandbox.time_spent import TimeSpent
from grader.sandbox.wall import Wall
from grader.values import frames

START_SECONDS = 120  # a cold disk and no compiled byte code make the first start slow
END_SECONDS = 10
MOST_RESTARTS = 20  # in one process; more than bad luck explains
GAVE_UP = """The sandbox was ended from outside {times} times, so grading stops here.
What is graded is recorded; the same command goes on from there. Often the
machine is short of memory (`sudo dmesg | grep -i killed` shows it): grade
fewer at a time with --workers 1, or lower memory_mb in course.toml."""
NO_START = "The sandbox was built, but the process in it did not start."
TOO_SLOW = f"""The sandbox was built, but the process in it had not started after {START_SECONDS} s.
If this machine has more to do than it can (`uptime` tells: a load above the
number of its cores), run the same command again when it has less."""
WARM_UP = "from grader.sandbox.cells import new_shell, warm_up; warm_up(new_shell())"
CODE = "from grader.sandbox.zygote import main; main(sys.argv[1])"


class StartFailed(SandboxUnavailable):
    """The sandbox could be built, but the process in it did not start. The text has its last words."""


class Started(NamedTuple):
    """A zygote's process, our end of its control socket, and its folder where it has no wall, else "".

    words: what it writes to standard error.
    """

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    desk: str
    words: IO[bytes]

    def wait(self) -> None:
        """Until sessions can be forked from it. Raises: StartFailed: it did not start."""
        with self.words as words:
            told = _first_word(self.control)
            if told == b"!":
                return
            self.end()
            words.seek(0)
            last = words.read()[-1000:].decode(errors="replace").strip()
        raise StartFailed((TOO_SLOW if told is None else NO_START) + f" Its last words:\n{last}")

    def ended(self) -> bool:
        """Whether it can fork no more. It never speaks again after its first word."""
        try:
            return not self.control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def end(self) -> None:
        """End it and every session still open. Harmless when repeated."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)
        self.control.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.desk:
            shutil.rmtree(self.desk, ignore_errors=True)


class Zygote:
    """A process from which sessions are forked, as many at a time as you like. A context manager.

    It starts at once; `wait` waits until it is ready, and so does entering the context. If the process is
    killed, by a kernel short of memory or by hand, the next session starts another one.
    Processes forked from ours share it, and each starts its own when it is gone.
    """

    def __init__(self, start: Callable[[], Started], limits: Limits) -> None:
        self._start, self._limits = start, limits
        self._started = start()
        self._restarts, self._closed = 0, False
        self._seen = frames.Seen()  # of all sessions

    @contextlib.contextmanager
    def session(self, *, spent: TimeSpent | None = None) -> Iterator[Session]:
        """One submission, apart from all others.

        spent: by the same submission until now, in other sessions; its time is theirs together.
        Raises: SandboxUnavailable: the process was killed too often.
        """
        while not self._closed and self._started.ended():
            self._restart()
        session = Session(self._fork, self._limits, self._seen, spent or TimeSpent())
        try:
            yield session
        finally:
            session.close()

    def _restart(self) -> None:
        self._started.end()
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            raise SandboxUnavailable(GAVE_UP.format(times=self._restarts))
        with contextlib.suppress(StartFailed):  # killed while it started: once more
            started = self._start()
            started.wait()
            self._started = started

    def _fork(self) -> Channel:
        channel, far = open_channel()
        try:
            socket.send_fds(self._started.control, [b"+"], [end.fileno() for end in far])
        except OSError:
            channel.data.close()
            channel.status.close()
            raise SandboxBroken("the process that submissions are forked from has ended") from None
        finally:
            for end in far:
                end.close()
        return channel

    def close(self) -> None:
        """End the zygote and every session still open. Harmless when repeated."""
        self._closed = True
        self._started.end()
        self._started.words.close()

    def wait(self) -> None:
        """Until it is ready to fork. Raises: StartFailed: it did not start; the text has its last words."""
        self._started.wait()

    def __enter__(self) -> Self:
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_zygote(wall: Wall, limits: Limits, *, data: Path | None = None, tables: bool = False) -> Zygote:
    """A zygote behind `wall`. It starts while its caller does something else, until that enters its context.

    data: a folder that students' code finds as "data", read-only behind a wall; need not be there.
    tables: students' functions are given tables, or return some: pandas is loaded before the first student.
    """
    _compile_once()
    shown = data if data and data.is_dir() else None
    return Zygote(lambda: _start(wall, limits, shown, tables), limits)


def _start(wall: Wall, limits: Limits, data: Path | None, tables: bool) -> Started:
    near, far = socket.socketpair()
    desk = "" if wall.bwrap else tempfile.mkdtemp(prefix="grader-zygote-")
    environment = {} if wall.bwrap else _environment(desk)
    words = tempfile.TemporaryFile()  # noqa: SIM115 (Started.wait closes it)
    argument = walls.order(wall, far.fileno(), dataclasses.asdict(limits), data, tables=tables)
    with far:
        process = subprocess.Popen(
            walls.command(wall, CODE, argument, data=data),
            env=environment, cwd="/", pass_fds=[far.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words,
        )  # fmt: skip
    return Started(process, near, desk, words)


def _compile_once() -> None:
    """Have the libraries' byte code on disk: the inside, where they are read-only, would compile them anew.

    Nothing untrusted runs here. If it fails, starting is slow, and no more.
    """
    spec = importlib.util.find_spec("IPython")
    if spec and spec.origin and not Path(importlib.util.cache_from_source(spec.origin)).exists():
        environment = os.environ | {"MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # meant for one's own sources
        subprocess.run([sys.executable, "-c", WARM_UP], env=environment, capture_output=True, check=False)


def _environment(desk: str) -> dict[str, str]:
    """Without a wall there is no /w; and submissions get none of our own variables either."""
    return {name: desk if value == DESK else value for name, value in walls.ENVIRONMENT.items()}


def _first_word(control: socket.socket) -> bytes | None:
    """Empty if the process ended; None if it said nothing in all that time."""
    poller = select.poll()
    poller.register(control, select.POLLIN)
    return control.recv(1) if poller.poll(1000 * START_SECONDS) else None
