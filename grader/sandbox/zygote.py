"""Runs inside: the process that has everything imported and is forked once per submission.

It never runs a line of student code. Per submission it forks a *supervisor*, which forks the *child*. The
supervisor waits until the child ends or the trusted side closes the status socket, then kills the child; the
child is pid 1 of its own pid namespace, so the kernel kills all that it may have started.
"""

import base64
import contextlib
import fcntl
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

from grader.model import Limits
from grader.sandbox import jail, landlock
from grader.sandbox.cells import furnish, new_shell, refuse_processes, warm_up
from grader.sandbox.worker import serve

LOOK_EVERY = 0.1  # seconds between two looks at how full a desk is, where it is not full by itself
# Bytes of one allocation that has the C library put what was freed in small pieces together, once: else each
# child would, and would so copy the pages that these lie in.
CONSOLIDATING = 1 << 16
DATA = 3  # the child's only descriptor beside those that lead to /dev/null
MOST_OPEN = 64  # descriptors that the zygote and what it imported may have open; they are numbered from 0


class Order(NamedTuple):
    """What the trusted side tells the zygote on its command line, as JSON.

    held: by what children are held; see wall.Wall. readable: what they may open, where Landlock holds them.
    shelf: folder of our source; filter: base64; data: folder that students find as "data", or "".
    tables: students' functions are given some, so pandas is loaded before the fork.
    """

    control: int
    held: Literal["namespaces", "landlock", "limits"]
    readable: list[str]
    shelf: str
    filter: str
    data: str
    limits: dict[str, Any]
    tables: bool


def main(argument: str) -> NoReturn:
    """Import, warm up, say so, and fork until the control socket closes.

    What is done here, before the fork, no child does again; and whatever a child touches, it copies first.
    """
    order = Order(**json.loads(argument))
    control = socket.socket(fileno=order.control)
    if order.control != DATA:
        os.dup2(os.open(os.devnull, os.O_RDWR), DATA)  # or what is imported may open a file there
    shell = new_shell()
    warm_up(shell, tables=order.tables)
    if threading.active_count() > 1:
        sys.exit("the zygote has more than one thread and cannot be forked safely")
    furnish(order.shelf)
    gc.collect()
    gc.freeze()
    bytearray(CONSOLIDATING)
    _silence()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors need no burial
    control.sendall(b"!")
    while True:
        letter, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not letter:
            os._exit(0)
        if len(descriptors) == 2 and os.fork() == 0:
            control.close()
            _supervise(descriptors[0], descriptors[1], shell, order)
        for descriptor in descriptors:
            os.close(descriptor)


def _silence() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if null > 2:
        os.close(null)


# --- the supervisor ---


def _supervise(data: int, status: int, shell: Any, order: Order) -> NoReturn:
    trouble, wakeup = "", _wake_on_child()
    child = 0
    ready, signal_ready = os.pipe()
    apart = order.held == "namespaces"
    desk = jail.DESK if apart else tempfile.mkdtemp(prefix="grader-")
    try:
        if apart:
            jail.leave_namespaces()
        child = os.fork()
    except OSError as problem:
        trouble = str(problem)
    if child == 0 and not trouble:
        os.close(ready)
        _tell(status, jail.HELLO)
        os.close(status)
        _child(data, signal_ready, shell, order, desk)
    os.close(data)
    os.close(signal_ready)
    trouble = trouble or os.read(ready, 1000).decode()
    if trouble == "ok":
        most = Limits(**order.limits).disk_mb << 20
        full = (lambda: landlock.overfull(desk, most)) if order.held == "landlock" else None
        _wait(child, status, wakeup, full)
    ended = _bury(child, apart) if child else {}
    if not apart:
        shutil.rmtree(desk, ignore_errors=True)
    _tell(
        status, {"trouble": "" if trouble == "ok" else trouble or "the child died locking itself up", **ended}
    )
    os._exit(0)


def _wake_on_child() -> int:
    """A descriptor that becomes readable when a child ends, as pidfd would, but on every POSIX system."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def _wait(child: int, status: int, wakeup: int, full: Callable[[], bool] | None) -> None:
    """Until the child ends or the trusted side closes; meanwhile answer how much CPU the child has used.

    full: ends it, too, as soon as it is true.
    """
    while True:
        readable, _, _ = select.select([status, wakeup], [], [], LOOK_EVERY if full else None)
        if wakeup in readable or (full and full()):
            return
        if status in readable:
            if not os.read(status, 1):
                return
            _tell(status, {"cpu": _cpu(child)})


def _cpu(child: int) -> float:
    """CPU seconds of the whole process `child`, by the clock id that clock_getcpuclockid(3) would give."""
    try:
        return time.clock_gettime((~child << 3) | 2)
    except OSError:
        return 0.0


def _bury(child: int, apart: bool) -> dict[str, float]:
    """Kill what is left, and say how the child ended and what it used."""
    try:
        os.kill(child, signal.SIGKILL) if apart else os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    except PermissionError:
        os.kill(child, signal.SIGKILL)
    _, code, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    return {"status": os.waitstatus_to_exitcode(code), "cpu": usage.ru_utime + usage.ru_stime, "peak": peak}


def _tell(status: int, facts: dict[str, Any]) -> None:
    try:
        os.write(status, json.dumps(facts).encode() + b"\n")
    except OSError:
        os._exit(0)  # nobody listens any more


# --- the child ---


def _child(data: int, ready: int, shell: Any, order: Order, desk: str) -> NoReturn:
    """Lock up, say so, and become a worker."""
    limits, said = Limits(**order.limits), ready
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        said = fcntl.fcntl(ready, fcntl.F_DUPFD, MOST_OPEN)
        os.dup2(data, DATA)
        _leave_only_data(said)
        _enter(order, limits, desk)
        refuse_processes()
        os.write(said, b"ok")
        os.close(said)
    except BaseException as problem:
        os.write(said, (str(problem) or "unknown")[:900].encode())
        os._exit(1)
    try:
        serve(DATA, shell, limits)
    finally:
        os._exit(0)


def _leave_only_data(said: int) -> None:
    """Every other descriptor but `said` leads to /dev/null. Its number stays taken: an object that was made
    before the fork, such as Matplotlib's of a font, closes that number some day, whosever it is by then.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(DATA + 1, MOST_OPEN):
        with contextlib.suppress(OSError):
            os.fstat(number)
            os.dup2(null, number)
    os.closerange(MOST_OPEN, said)
    os.closerange(said + 1, 1 << 16)


def _enter(order: Order, limits: Limits, desk: str) -> None:
    os.setsid()  # or kill(0, SIGKILL) would reach the supervisor and the zygote, pid namespace or not
    bounds = jail.Bounds(limits.memory_mb << 20, limits.disk_mb << 20, _backstop(limits))
    filter_ = base64.b64decode(order.filter)
    os.environ["HOME"] = os.environ["TMPDIR"] = desk
    tempfile.tempdir = None
    if order.held == "namespaces":
        jail.lock(bounds, filter_)
    os.chdir(desk)
    if order.data:
        Path("data").symlink_to(order.data)
    if order.held == "landlock":
        landlock.lock(bounds, filter_, landlock.Paths(order.readable, desk))
    if order.held == "limits":
        jail.set_limits(bounds)


def _backstop(limits: Limits) -> int:
    """CPU seconds after which the kernel kills the child, should every deadline fail."""
    return int(15 * (limits.cell_seconds + limits.question_seconds)) + 1
