"""A Dask cluster as other machines would be one: a real scheduler, and workers in worlds of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import distributed
from machine import bubblewrap, missing

DASK = Path(sys.executable).with_name("dask")
OLD = "0.0.1"


@dataclass
class Machines:
    """folder: for their files. Ends all that it started."""

    folder: Path
    _ending: ExitStack = field(default_factory=ExitStack)
    _number: int = 0

    def __enter__(self) -> "Machines":
        # The first loss of a machine counts: Dask itself would hand a task to three more.
        once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        options = "--port 0 --host 127.0.0.1 --no-dashboard --dashboard-address 127.0.0.1:0".split()
        self.scheduler = self._start([], "scheduler", *options, environment=once)
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def join(self, *prefix: str, environment: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a worker, of one thread and without a nanny. prefix: the command that begins its world."""
        self._number += 1
        home = self.folder / f"machine-{self._number}"
        home.mkdir()
        options = "--nthreads 1 --no-nanny --no-dashboard --memory-limit 0".split()
        return self._start(
            prefix, "worker", *options, "--local-directory", str(home), environment=environment
        )

    def wait(self, number: int) -> None:
        """Until so many workers have joined."""
        with distributed.Client(self.address) as client:
            client.wait_for_workers(number)

    def _start(
        self, prefix: Sequence[str], *words: str, environment: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        file = self.folder / "scheduler.json"
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [*prefix, DASK, *words, "--scheduler-file", file],
                stdout=log, stderr=log, cwd=self.folder, env={**os.environ, **(environment or {})},
            )  # fmt: skip
        self._ending.callback(end, process)
        while not (file.exists() and file.read_text().endswith("}")):
            time.sleep(0.05)
        return process


def end(process: "subprocess.Popen[bytes]") -> None:
    """As a machine ends that is switched off."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def apart(hidden: Path) -> list[str]:
    """Begins a command in namespaces of its own, where `hidden` is an empty folder."""
    bwrap = bubblewrap() or missing("needs user namespaces")
    return [bwrap, *"--unshare-user --unshare-pid --unshare-ipc --dev-bind / / --proc /proc".split(),
            "--tmpfs", str(hidden), "--die-with-parent", "--"]  # fmt: skip


def older(folder: Path) -> dict[str, str]:
    """An environment in which an older version of the package is installed."""
    home = folder / "older" / f"attention_grader-{OLD}.dist-info"
    home.mkdir(parents=True)
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: attention-grader\nVersion: {OLD}\n")
    return {"PYTHONPATH": str(home.parent)}
