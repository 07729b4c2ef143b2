"""A Dask cluster as other machines would be one: a real scheduler, and workers in worlds of their own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import dask
import distributed
from machine import bubblewrap, missing

DASK = Path(sys.executable).with_name("dask")
RELAY = str(Path(__file__).with_name("relay.py"))
OLD = "0.0.1"
SLOW = """
import time
from grader.grading import machine

def dask_setup(worker):
    at_once = machine.grade_shard

    def grade_shard(*about):
        time.sleep(1)
        return at_once(*about)

    machine.grade_shard = grade_shard
"""
DYING = """
import os
from grader.grading import benches, machine

def dask_setup(worker):
    benches.Benches.start = lambda self: None
    machine.grade_shard = lambda *about: os._exit(1)
"""


@dataclass
class Machines:
    """folder: for their files. environment: of all of them. Ends all that it started."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    _ending: ExitStack = field(default_factory=ExitStack)
    _number: int = 0

    def __enter__(self) -> "Machines":
        self.scheduler = self._schedule(0)
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def _schedule(self, port: int) -> "subprocess.Popen[bytes]":
        # The first loss of a machine counts: Dask itself would hand a task to three more.
        once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        options = "--host 127.0.0.1 --no-dashboard --dashboard-address 127.0.0.1:0".split()
        return self._start([], "scheduler", "--port", str(port), *options, environment=once)

    def restart(self) -> None:
        """The scheduler, which was ended: at the same address, and without a memory."""
        port = self.address.rpartition(":")[2]
        (self.folder / "scheduler.json").unlink()
        self.scheduler = self._schedule(int(port))

    def join(
        self, *prefix: str, options: Sequence[str] = (), environment: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a worker, of one thread and without a nanny. prefix: the command that begins its world."""
        self._number += 1
        home = self.folder / f"machine-{self._number}"
        home.mkdir()
        plain = "--nthreads 1 --no-nanny --no-dashboard --memory-limit 0".split()
        return self._start(
            prefix, "worker", *plain, *options, "--local-directory", str(home), environment=environment
        )

    def join_apart(self, hidden: Path) -> None:
        """Start a worker in a network of its own, too, which reaches the scheduler by a relay alone."""
        port, scheduler = free_port(), self.address.rpartition(":")[2]
        out, home = str(self.folder / "out"), str(self.folder / "in")
        outside = [sys.executable, RELAY, f"unix:{out}={scheduler}", f"tcp:{port}={home}"]
        process = subprocess.Popen(outside, stdout=subprocess.PIPE)
        self._ending.callback(end, process)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        self._ending.callback(process.stdout.close)
        inside = [sys.executable, RELAY, f"tcp:{scheduler}={out}", f"unix:{home}={port}", "--"]
        self.join(*apart(hidden), *inside, options=("--host", "127.0.0.1", "--worker-port", str(port)))

    def wait(self, number: int) -> None:
        """Until so many workers have joined."""
        with distributed.Client(self.address) as client:
            client.wait_for_workers(number)

    def _start(
        self, prefix: Sequence[str], *words: str, environment: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        file = self.folder / "scheduler.json"
        settings = {**os.environ, **self.environment, **(environment or {})}
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [*prefix, DASK, *words, "--scheduler-file", file],
                stdout=log, stderr=log, cwd=self.folder, env=settings,
            )  # fmt: skip
        self._ending.callback(end, process)
        while not (file.exists() and file.read_text().endswith("}")):
            time.sleep(0.05)
        return process


def end(process: "subprocess.Popen[bytes]") -> None:
    """As a machine ends that is switched off."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def autograde_until_killed(root: Path, address: str, settings: dict[str, str]) -> None:
    """The command on the small course in `root`, with kill -9 as soon as somebody is recorded."""
    words = f"from grader.cli import main; main()|autograde|tiny|--cluster|{address}".split("|")
    with (root / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", *words], cwd=root, env=os.environ | settings, stdout=said, stderr=said
        )
    while not (root / "class/journal.jsonl").exists():
        assert process.poll() is None, (root / "said.txt").read_text()
        time.sleep(0.01)
    end(process)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def apart(hidden: Path) -> list[str]:
    """Begins a command in namespaces of its own: another network, and `hidden` is an empty folder."""
    bwrap = bubblewrap() or missing("needs user namespaces")
    return [bwrap, *"--unshare-all --dev-bind / / --proc /proc".split(),
            "--tmpfs", str(hidden), "--die-with-parent", "--"]  # fmt: skip


def preloaded(folder: Path, text: str) -> tuple[str, str]:
    """Options of a worker that is not as others are. text: SLOW, or DYING of whatever it should grade."""
    path = folder / "preloaded.py"
    path.write_text(text)
    return "--preload", str(path)


def older(folder: Path) -> dict[str, str]:
    """An environment in which an older version of the package is installed."""
    home = folder / "older" / f"attention_grader-{OLD}.dist-info"
    home.mkdir(parents=True)
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: attention-grader\nVersion: {OLD}\n")
    return {"PYTHONPATH": str(home.parent)}


def certified(folder: Path) -> dict[str, str]:
    """Where Dask finds its settings of TLS: the file of docs/scaling.md, beside a certificate made here."""
    openssl = shutil.which("openssl") or missing("needs openssl: apt-get install openssl")
    home = folder / "dask"
    home.mkdir(parents=True)
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=cluster".split()
    files = ["-keyout", home / "cluster.key", "-out", home / "cluster.pem"]
    subprocess.run([openssl, *made, *files], check=True, capture_output=True)
    page = Path(__file__).parents[1].joinpath("docs/scaling.md").read_text("utf-8")
    [settings] = re.findall(r"^```yaml\n(distributed:\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (home / "tls.yaml").write_text(settings.replace("/etc/dask", str(home)))
    return {"DASK_CONFIG": str(home)}


def holding(settings: dict[str, str]) -> dask.config.set:
    """This process, too, has these settings of Dask's, as if they were in its environment."""
    [found] = dask.config.collect_yaml([settings["DASK_CONFIG"]])
    return dask.config.set(dask.config.merge(dask.config.config, found))
