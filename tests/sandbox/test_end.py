"""Nothing outlives the grader."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from processes import below, left_of

ROOT = Path(__file__).parents[2]
GRADER = """
import numpy as np
from grader.model import Limits
from grader.values.calls import Call
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
    assert len(started) >= 4  # bubblewrap, its init or zygote, a supervisor and a child
    assert left_of(started) == []
