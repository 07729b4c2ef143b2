"""The real commands, as a shell runs them."""

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str


def grader(*arguments: str | Path, cwd: Path) -> Run:
    """The real command in a terminal of 80 columns, in a process of its own."""
    environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        order = {
            "words": [*map(str, arguments)], "cwd": str(cwd), "environment": environment,
            "out": out.name, "err": err.name,
        }  # fmt: skip
        server = _server()
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(order).encode() + b"\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return Run(status, out.read().decode(), err.read().decode())


@cache
def _server() -> "subprocess.Popen[bytes]":
    """Has the package imported, which takes most of a command's time, and forks for each of them."""
    server = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    import grader.cli
    import grader.demo  # which imports all that is large, but for the gradebook
    import grader.grading.recording

    gc.freeze()  # or each of them would look through all that at its end
    for line in sys.stdin:
        order = json.loads(line)
        if (command := os.fork()) == 0:
            _become(**order)
            grader.cli.main()
            sys.exit()
        _, status = os.waitpid(command, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(words: list[str], cwd: str, environment: dict[str, str], out: str, err: str) -> None:
    """What a shell would have made of this process."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, flags), number)
    sys.argv, sys.path[0] = ["grader", *words], ""


if __name__ == "__main__":
    _serve()
