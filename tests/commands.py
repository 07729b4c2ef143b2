"""The real commands, as a shell runs them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str


def grader(*arguments: str | Path, cwd: Path) -> Run:
    """The real command in a terminal of 80 columns."""
    command = [sys.executable, "-c", "from grader.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    return Run(done.returncode, done.stdout, done.stderr)
