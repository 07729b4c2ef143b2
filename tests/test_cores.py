"""Work on all cores."""

import subprocess
import sys

PROGRAM = """
import os
from grader import cores
cores.CORES = 2
tasks = [lambda: (1, os.getpid()), lambda: (2, os.getpid())]
found = list(cores.over_cores(lambda task: task(), tasks, what="tasks"))
print([number for number, _ in found], os.getpid() in [process for _, process in found])
"""


def test_tasks_of_any_kind() -> None:
    """A task may be what no other process could be sent, a function without a name."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)

    assert (ran.stdout, ran.stderr) == ("[1, 2] False\n", "")
