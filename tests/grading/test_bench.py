"""A course that travels to another machine arrives as it was sent, or is refused."""

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from grader.errors import SandboxUnavailable
from grader.grading import bench, benches
from grader.grading.bench import Bundle, HandedIn, Order, packed, unpack
from grader.grading.benches import _Bench
from grader.grading.machine import machine_for
from grader.grading.setup import Setup
from grader.grading.submission import blank_report
from grader.sandbox import Zygote


@pytest.fixture
def order(small_setup: Setup) -> Order:
    return Order("tiny", small_setup.isolation, small_setup.provenance, blank_report(small_setup, ""))


def test_arrives(order: Order, tmp_path: Path) -> None:
    """Files stand where they stood, and what the machine must come to is told."""
    sent = packed(Bundle(order, {"course/course.toml": b"[course]", "course/data/a.npy": b"\0"}))

    assert unpack(*sent, tmp_path) == order
    assert (tmp_path / "course/data/a.npy").read_bytes() == b"\0"


def test_damaged(order: Order, tmp_path: Path) -> None:
    """Where a single byte is another, nothing is written, and the machine takes no work."""
    content, digest = packed(Bundle(order, {"course/course.toml": b"[course]"}))

    with pytest.raises(ValueError, match="the course did not arrive as it was sent"):
        unpack(content.replace(b"[course]", b"[coarse]"), digest, tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.py", "/tmp/evil.py", "course/../../evil.py"])
def test_outside(order: Order, tmp_path: Path, name: str) -> None:
    """A file that leads out of the machine's folder is refused."""
    with pytest.raises(ValueError, match="a file outside of its folder"):
        unpack(*packed(Bundle(order, {name: b""})), tmp_path / "machine")


def test_keyboard(tmp_path: Path) -> None:
    """Ctrl-C in a terminal ends the command alone, which ends those that grade: none prints a traceback."""
    one = _Bench(tmp_path)
    one.start()
    try:
        assert one._process is not None
        assert os.getsid(one._process.pid) != os.getsid(0)
    finally:
        one.end()


def test_worker_that_is_gone(order: Order, tmp_path: Path) -> None:
    """While it is being set up, it ends, and prints no traceback into the command's terminal."""
    unpack(*packed(Bundle(order, {})), tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-c", benches._BEGIN, str(tmp_path)]

    ended = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, text=True)

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_told_to_end_while_it_is_set_up(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by Ctrl-C: a machine ends its processes first, offers nothing, and leaves nothing behind."""
    waiting, offered, begun = threading.Event(), list[object](), list[_Bench]()

    def wait(one: _Bench, own: Any = _Bench.wait) -> None:
        begun.append(one)
        waiting.set()
        own(one)

    monkeypatch.setattr(benches, "_BEGIN", "import time; time.sleep(60)")
    monkeypatch.setattr(_Bench, "wait", wait)
    plugin = machine_for("tiny", *packed(Bundle(order, {})))
    plugin.offer = lambda *given: offered.append(given)  # type: ignore[attr-defined]
    worker = SimpleNamespace(state=SimpleNamespace(nthreads=2), local_directory=str(tmp_path))

    async def interrupted() -> None:
        setting_up = asyncio.create_task(plugin.setup(worker))
        await asyncio.to_thread(waiting.wait)
        await plugin.teardown(worker)
        await setting_up

    with ThreadPoolExecutor(1) as alone:  # a browser of another test may have a loop in this thread
        alone.submit(asyncio.run, interrupted()).result()

    assert offered == []
    assert [one._process and one._process.returncode for one in begun] == [-9]
    assert [*tmp_path.iterdir()] == []


def test_sandbox_ends_again_and_again(
    small_setup: Setup, zygote: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that grades ends then, and sends nothing that would be taken for a report."""
    monkeypatch.setattr(bench, "_ready", lambda *_: (small_setup, zygote))
    monkeypatch.setattr(bench, "_arriving", lambda _: [HandedIn("ada", "tiny.ipynb", b"{}")])
    monkeypatch.setattr(bench, "grade_submission", Mock(side_effect=SandboxUnavailable("ended")))
    sent = BytesIO()

    with pytest.raises(SandboxUnavailable):
        bench.work(tmp_path, BytesIO(), sent)

    sent.seek(0)
    assert (bench.receive(sent), sent.read()) == (b"", b"")
