"""The real commands, as a shell runs them."""

import atexit
import gc
import json
import os
import pty
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
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
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        status = _ordered(arguments, cwd, out.name, err.name)
        return Run(status, out.read().decode(), err.read().decode())


def on_terminal(*arguments: str | Path, cwd: Path) -> Run:
    """The same where somebody watches: all is written to one terminal, as `out`."""
    theirs, ours = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        with suppress(OSError):  # nobody has it open any more
            while data := os.read(theirs, 65_536):
                shown.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    status = _ordered(arguments, cwd, os.ttyname(ours), os.ttyname(ours))
    os.close(ours)
    reader.join()
    os.close(theirs)
    return Run(status, b"".join(shown).decode().replace("\r\n", "\n"), "")


def _ordered(arguments: tuple[str | Path, ...], cwd: Path, out: str, err: str) -> int:
    environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
    order = {
        "words": [*map(str, arguments)], "cwd": str(cwd), "environment": environment, "out": out, "err": err,
    }  # fmt: skip
    server = _server()
    assert server.stdin and server.stdout
    server.stdin.write(json.dumps(order).encode() + b"\n")
    server.stdin.flush()
    return int(server.stdout.readline())


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
        os.dup2(os.open(path, flags | os.O_NOCTTY), number)
    sys.argv, sys.path[0] = ["grader", *words], ""


if __name__ == "__main__":
    _serve()
