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
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from grader import wire
from grader.errors import SandboxUnavailable
from grader.model import Limits
from grader.sandbox import wall as walls
from grader.sandbox.channel import Channel, open_channel
from grader.sandbox.jail import DESK
from grader.sandbox.session import SandboxBroken, Session
from grader.sandbox.wall import Wall

START_SECONDS = 120  # a cold disk and no compiled byte code make the first start slow
END_SECONDS = 10
WARM_UP = "from grader.sandbox.cells import new_shell, warm_up; warm_up(new_shell())"
CODE = "from grader.sandbox.zygote import main; main(sys.argv[1])"


class Zygote:
    """A process from which sessions are forked, as many at a time as you like. A context manager."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", control: socket.socket, limits: Limits, desk: str
    ) -> None:
        self._process, self._control, self._limits, self._desk = process, control, limits, desk
        self._seen = wire.Seen()  # of all sessions

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """One submission, apart from all others."""
        session = Session(self._fork, self._limits, self._seen)
        try:
            yield session
        finally:
            session.close()

    def _fork(self) -> Channel:
        channel, far = open_channel()
        try:
            socket.send_fds(self._control, [b"+"], [end.fileno() for end in far])
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
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._desk:
            shutil.rmtree(self._desk, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_zygote(wall: Wall, limits: Limits, *, data: Path | None = None) -> Zygote:
    """A zygote behind `wall`, ready to fork.

    data: a folder that students' code finds as "data", read-only behind a wall.

    Raises: SandboxUnavailable: it did not start; the text has its last words.
    """
    _compile_once()
    near, far = socket.socketpair()
    desk = "" if wall.bwrap else tempfile.mkdtemp(prefix="grader-zygote-")
    environment = {} if wall.bwrap else _environment(desk)
    argument = walls.order(wall, far.fileno(), dataclasses.asdict(limits), data)
    with far, tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            walls.command(wall, CODE, argument, data=data),
            env=environment, cwd="/", pass_fds=[far.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words,
        )  # fmt: skip
        zygote = Zygote(process, near, limits, desk)
        far.close()
        if _ready(near):
            return zygote
        zygote.close()
        words.seek(0)
        last = words.read()[-1000:].decode(errors="replace").strip()
    raise SandboxUnavailable(
        f"The sandbox was built, but the process in it did not start. Its last words:\n{last}"
    )


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


def _ready(control: socket.socket) -> bool:
    poller = select.poll()
    poller.register(control, select.POLLIN)
    return bool(poller.poll(1000 * START_SECONDS)) and control.recv(1) == b"!"
