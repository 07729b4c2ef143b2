"""In a cluster's worker: the processes beside it that grade, as many as it has threads."""

import hashlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader.grading import bench
from grader.grading.submission import TRIES
from grader.model import Report

# As the command line does, without a grammar that jsonschema would spend a second on.
_BEGIN = "import sys; sys.modules['rfc3987_syntax'] = None; from grader.grading.bench import main; main()"


def named(blank: Report, handed_in: bench.HandedIn, reason: str) -> Report:
    """Of a submission that nobody lived to grade: it is ours to look at, and costs no points."""
    digest = hashlib.sha256(handed_in.content).hexdigest()
    made_for = replace(blank.provenance, notebook=digest)
    return replace(blank, student=handed_in.student, status="broken", reason=reason, provenance=made_for)


class Benches:
    """As many benches as a worker has threads; each grades one submission at a time.

    Raises: ValueError: the course did not arrive as it was sent.
    """

    def __init__(self, content: bytes, digest: str, number: int, folder: Path) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="grader-", dir=folder)
        self._order = bench.unpack(content, digest, Path(self._home.name))
        self._idle: queue.SimpleQueue[_Bench] = queue.SimpleQueue()
        self._all = [_Bench(Path(self._home.name)) for _ in range(number)]
        self._lock, self._closed = threading.Lock(), False

    def start(self) -> None:
        """Until all can grade. Raises: ValueError: they cannot, or were closed; the text says why."""
        try:
            for one in self._all:
                self._begin(one)
            for one in self._all:
                one.wait()
                self._idle.put(one)
        except (ValueError, OSError):
            self.close()
            raise

    def _begin(self, one: "_Bench") -> None:
        """None is begun by one thread while another closes them."""
        with self._lock:
            if self._closed:
                raise ValueError("it was told to end")
            one.start()

    def grade(self, handed_in: bytes) -> bytes:
        """A packed HandedIn → a packed Done. A bench that ends is begun again; in the end it is named."""
        one = self._idle.get()
        try:
            for _ in range(TRIES):
                with suppress(OSError, EOFError):
                    return one.grade(handed_in)
                self._begin(one)
                one.wait()
        finally:
            self._idle.put(one)
        reason = f"the grading process ended {TRIES} times while this was graded; nobody loses points by it"
        whose = msgspec.msgpack.decode(handed_in, type=bench.HandedIn)
        return msgspec.msgpack.encode(bench.Done(named(self._order.blank, whose, reason)))

    def close(self) -> None:
        """From any thread, at any time, and more than once."""
        with self._lock:
            self._closed = True
            for one in self._all:
                one.end()
            self._home.cleanup()


class _Bench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin its process, anew if there was one."""
        self.end()
        words = [sys.executable, "-c", _BEGIN, str(self._folder)]
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(self._folder),
            cwd=self._folder,
            start_new_session=True,  # Ctrl-C is for the command, which ends us
        )

    def wait(self) -> None:
        """Until it can grade. Raises: ValueError: it cannot work here; the text says why."""
        assert self._process is not None
        try:
            trouble = bench.receive(_pipe(self._process.stdout)).decode()
        except EOFError:
            trouble = "the process that grades did not start; its last words are in the worker's log"
        if trouble:
            raise ValueError(trouble)

    def grade(self, handed_in: bytes) -> bytes:
        """Raises: OSError, EOFError: it ended."""
        assert self._process is not None
        bench.send(_pipe(self._process.stdin), handed_in)
        return bench.receive(_pipe(self._process.stdout))

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


def _pipe(pipe: object) -> BinaryIO:
    assert pipe is not None
    return pipe  # type: ignore[return-value]


def _environment(folder: Path) -> dict[str, str]:
    """Without what says where the scheduler and the certificates are."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DASK", "TLS"))},
        "GRADER_CACHE": str(folder / bench.KEPT),
        "OPENBLAS_NUM_THREADS": "1",
    }
