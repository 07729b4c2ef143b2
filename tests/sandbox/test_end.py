"""Nothing outlives the grader."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
GRADER = """
import numpy as np
from grader.model import Call, Limits
from grader.sandbox import probe, start_zygote

with start_zygote(probe(), Limits(call_seconds=100)) as zygote, zygote.session() as session:
    session.load(["def spin(x):\\n    while True: pass"])
    print("ready", flush=True)
    session.call([Call("spin", (np.ones(1),))])
"""


def test_a_killed_grader_takes_everything_with_it() -> None:
    """Even in the middle of a student's endless loop."""
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, cwd=ROOT)
    with grader:
        assert grader.stdout is not None and grader.stdout.readline() == b"ready\n"
        started = below(grader.pid)
        os.kill(grader.pid, signal.SIGKILL)
    until = time.monotonic() + 20
    while any(running(pid) for pid in started) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(started) >= 4  # bubblewrap, its init or zygote, a supervisor and a child
    assert [pid for pid in started if running(pid)] == []


def below(root: int) -> set[int]:
    """Process ids of all descendants of `root`."""
    found, frontier = set[int](), {root}
    while frontier:
        frontier = {pid for parent in frontier for pid in children(parent)}
        found |= frontier
    return found


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def running(pid: int) -> bool:
    """A zombie that nobody buries in a container without an init is not running."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
