"""Pulls plugs: `grader autograde` in a process of its own, and kill -9 at moments that are counted.

The process is forked from one that has everything imported, so that a run costs no start of Python. In it,
the moments are what the main process does: files opened, renamed and removed, messages sent, statements and
commits of the database, from the first commit on. So a plug may be pulled between any two of these.
"""

import contextlib
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import below, children, is_bwrap, sandboxes
from sqlalchemy import Engine, event

import grader.grading.recording  # the command imports it late  # noqa: F401
from grader.cli import main

MOMENTS = ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "os.truncate", "socket.sendmsg")
PATIENCE = 20  # moments
GRADER, WORKER, CHILD, ZYGOTE, BUBBLEWRAP = "main process", "worker process", "child", "zygote", "bubblewrap"


@dataclass(frozen=True)
class Plug:
    """Whom to kill, and after how many more moments."""

    role: str
    moments: int


@dataclass(frozen=True)
class Run:
    """How a run ended: exit status, or minus the signal; who was killed, and who was there at the end."""

    status: int
    pulled: tuple[str, ...]
    seen: frozenset[int]
    said: str


def autograde(root: Path, plugs: Sequence[Plug], chance: random.Random, *options: str) -> Run:
    """One run of the command on the course in `root`, until its end or its death."""
    said, log = root / "said.txt", root / "pulled.txt"
    log.write_text("")
    grading = os.fork()
    if grading == 0:
        _grade(root, said, _Puller(plugs, log, chance), options)
    _, status = os.waitpid(grading, 0)
    pulled = [line.split() for line in log.read_text().splitlines()]
    seen = frozenset(map(int, pulled[-1][1:])) if pulled else frozenset()
    roles = tuple(words[0].replace("-", " ") for words in pulled)
    return Run(os.waitstatus_to_exitcode(status), roles, seen, said.read_text())


def _grade(root: Path, said: Path, puller: "_Puller", options: Sequence[str]) -> None:
    """Never returns."""
    status = 70
    try:
        os.setsid()
        os.chdir(root)
        sys.stdout = sys.stderr = said.open("w", buffering=1)
        sys.argv = ["grader", "autograde", "tiny", "--workers", "2", *options]
        puller.watch()
        main()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


class _Puller:
    def __init__(self, plugs: Sequence[Plug], log: Path, chance: random.Random) -> None:
        self._plugs, self._chance = list(plugs), chance
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND)
        self._left = self._plugs[0].moments if plugs else 0
        self._busy = True
        self._main, self._begun = os.getpid(), False

    def watch(self) -> None:
        self._main = os.getpid()
        sys.addaudithook(lambda name, _: self._moment() if name in MOMENTS else None)
        event.listen(Engine, "before_cursor_execute", lambda *_: self._moment())
        event.listen(Engine, "commit", lambda *_: self._committed())

    def _committed(self) -> None:
        """The first time, the assignment is registered: from here on there is something to lose."""
        self._busy = self._busy and not (self._plugs and not self._begun)
        self._begun = True
        self._moment()

    def _moment(self) -> None:
        if self._busy or os.getpid() != self._main:
            return
        self._left -= 1
        if self._left > 0:
            return
        self._busy = True
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            self._pull()
        self._busy = not self._plugs

    def _pull(self) -> None:
        """If nobody of the role is there, wait for the next moment; but somebody may never come."""
        role, seen = self._plugs[0].role, below(self._main)
        there = [*self._of(role)]
        if not there and self._left > -PATIENCE:
            return
        del self._plugs[0]
        self._left = self._plugs[0].moments if self._plugs else 0
        if not there:
            return
        os.write(self._log, f"{role.replace(' ', '-')} {' '.join(map(str, seen))}\n".encode())
        os.kill(self._chance.choice(there), signal.SIGKILL)

    def _of(self, role: str) -> Iterator[int]:
        if role == GRADER:
            yield self._main
        elif role == WORKER:
            yield from (pid for pid in children(self._main) if not is_bwrap(pid))
        for sandbox in sandboxes(self._main):
            if role == ZYGOTE:
                yield sandbox.zygote
            elif role == BUBBLEWRAP:
                yield from (sandbox.init, sandbox.outer)
            elif role == CHILD:
                yield from sandbox.workers
