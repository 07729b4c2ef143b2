"""The process beside a cluster's worker in which submissions are graded; students' code runs in its sandbox.

It is started and spoken to by `benches`, in the worker's process. They talk over pipes in frames: eight bytes
of length, then msgpack. A bench has no connection to a scheduler, knows no address and no certificate, and
ends when its standard input does.

Its folder is laid out by `unpack`: course/, and kept/, a cache of what was learned of it.
"""

import hashlib
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader.course import load_course
from grader.errors import CourseError, SandboxUnavailable
from grader.grading.setup import Setup, ready_to_grade
from grader.grading.submission import Graded, grade_submission
from grader.model import Provenance, Report
from grader.sandbox import Usage, Zygote, probe
from grader.submissions import Submission

COURSE, KEPT, ORDER = "course", "kept", "order.msgpack"
NO_SANDBOX = "it can build no sandbox; run `grader doctor` there, which says what to install"


class Order(msgspec.Struct, frozen=True):
    """What a machine must come to, or it grades nothing. isolation: what stands around students' code."""

    assignment: str
    isolation: str
    provenance: Provenance
    blank: Report


class Bundle(msgspec.Struct, frozen=True):
    """What travels to a machine once. files: by path below FOLDER."""

    order: Order
    files: dict[str, bytes]


class HandedIn(msgspec.Struct, frozen=True):
    """A submission on its way there. name: of the file. first: what a first try of it took."""

    student: str
    name: str
    content: bytes
    first: Usage = Usage()


class Done(msgspec.Struct, frozen=True):
    """What comes back of it; as `Graded`."""

    report: Report
    notebook: bytes | None = None
    usage: Usage = Usage()
    fault: str = ""


def packed(bundle: Bundle) -> tuple[bytes, str]:
    """The bundle, and its SHA-256 in hex."""
    content = msgspec.msgpack.encode(bundle)
    return content, hashlib.sha256(content).hexdigest()


def unpack(content: bytes, digest: str, folder: Path) -> Order:
    """Raises: ValueError: this is not what was packed."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError("the course did not arrive as it was sent")
    bundle = msgspec.msgpack.decode(content, type=Bundle)
    for name, text in bundle.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"the course has a file outside of its folder: {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    (folder / ORDER).write_bytes(msgspec.msgpack.encode(bundle.order))
    return bundle.order


def as_graded(content: bytes) -> Graded:
    done = msgspec.msgpack.decode(content, type=Done)
    return Graded(done.report, done.notebook, done.usage, done.fault)


def send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(len(content).to_bytes(8, "big") + content)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """Raises: EOFError: the other end is gone."""
    size = int.from_bytes(_exactly(pipe, 8), "big")
    return _exactly(pipe, size)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content


def work(folder: Path, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Say first what keeps this machine from grading, "" for nothing; then grade what comes.

    When the worker is gone, so are we, whatever is being done; the sandbox ends with us.
    Raises: SandboxUnavailable: the sandbox ended again and again. Whoever started us begins us anew.
    """
    arriving = _arriving(incoming)
    with ExitStack() as stack:
        ready = _ready(folder, stack)
        _answer(outgoing, ready.encode() if isinstance(ready, str) else b"")
        if isinstance(ready, str):
            return
        for handed_in in arriving:
            with tempfile.TemporaryDirectory() as below:
                path = Path(below, handed_in.name)
                path.write_bytes(handed_in.content)
                handed = Submission(handed_in.student, path)
                one = grade_submission(*ready, handed, below=Path(below), first=handed_in.first)
            _answer(outgoing, msgspec.msgpack.encode(Done(one.report, one.notebook, one.usage, one.fault)))


def _answer(pipe: BinaryIO, content: bytes) -> None:
    """That the worker is gone is seen here, or where we listen, whichever comes first."""
    try:
        send(pipe, content)
    except BrokenPipeError:
        os._exit(0)


def _ready(folder: Path, stack: ExitStack) -> tuple[Setup, Zygote] | str:
    """What grading takes, which ends with `stack`; or what keeps this machine from it."""
    order = msgspec.msgpack.decode((folder / ORDER).read_bytes(), type=Order)
    try:
        wall = probe()
        if wall.isolation != order.isolation:
            return f"its sandbox is {wall.isolation}, expected {order.isolation}"
        course = load_course(folder / COURSE)
        setup, zygote = stack.enter_context(ready_to_grade(course, order.assignment, wall))
        if setup.provenance != order.provenance:
            differing = ", ".join(_differing(setup.provenance, order.provenance))
            return f"what verdicts depend on is not the same there: {differing}"
        return setup, zygote
    except CourseError as problem:
        return str(problem)
    except SandboxUnavailable:
        return NO_SANDBOX


def _differing(here: Provenance, there: Provenance) -> Iterator[str]:
    for field in fields(here):
        found, wanted = getattr(here, field.name), getattr(there, field.name)
        if found != wanted:
            yield f"{field.name} {found!r}, expected {wanted!r}"


def _arriving(pipe: BinaryIO) -> Iterator[HandedIn]:
    """They are listened for from now on, and not only when the first is asked for."""
    arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, arrived), daemon=True).start()
    return (msgspec.msgpack.decode(one, type=HandedIn) for one in iter(arrived.get, None))


def _listen(pipe: BinaryIO, arrived: "queue.SimpleQueue[bytes]") -> None:
    with suppress(EOFError, OSError):
        while True:
            arrived.put(receive(pipe))
    os._exit(0)


def main() -> None:
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints goes to the worker's log, and not among the frames
    work(Path(sys.argv[1]), sys.stdin.buffer, outgoing)
