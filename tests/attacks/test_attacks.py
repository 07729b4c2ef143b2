"""Every hostile submission, at every level of the sandbox, as the present user and as an ordinary one."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from machine import NO_NAMESPACES, bubblewrap, forbidding, missing

from grader.sandbox import landlock

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = sorted(path.stem for path in (HERE / "submissions").glob("*.py"))
NOBODY = 65534


def harness(python: str, *words: str, before: Sequence[str] = (), **identity: Any) -> dict[str, Any]:
    paths = [str(ROOT), sysconfig.get_path("purelib")]
    code = f"import runpy, sys; sys.path[:0] = {paths!r}; del sys.argv[0]; "
    code += "runpy.run_path(sys.argv[0], run_name='__main__')"
    ended = subprocess.run(
        [*before, python, "-B", "-s", "-c", code, str(HERE / "harness.py"), *words],
        capture_output=True, text=True, cwd="/", **identity,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    results: dict[str, Any] = json.loads(ended.stdout)
    return results


@cache
def run(level: str, user: str) -> dict[str, Any]:
    """All attacks, on all that this level has, as this user."""
    if level == "landlock+seccomp" and landlock.version() < landlock.NEEDED:
        pytest.skip(f"NOT TESTED: this kernel has Landlock version {landlock.version()} (0: none)")
    if user == "nobody" and os.getuid() != 0:
        pytest.skip("only root can become another user")
    if level == "bubblewrap" and not bubblewrap():
        missing(NO_NAMESPACES)
    before = forbidding() if level == "landlock+seccomp" and bubblewrap() else ()
    if user == "ourselves":
        return harness(sys.executable, "walled", before=before)
    identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return harness(readable_python(), "walled", before=before, **identity)


@cache
def readable_python() -> str:
    """An interpreter of our version that an ordinary user can run with our packages."""
    system = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, system):
        try:
            words = [
                python,
                "-c",
                f"import sys; sys.path[:0] = [{sysconfig.get_path('purelib')!r}]; import numpy",
            ]
            subprocess.run(words, check=True, capture_output=True, user=NOBODY, group=NOBODY, extra_groups=[])
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("an ordinary user may not read this interpreter")


@pytest.fixture(params=["bubblewrap", "landlock+seccomp"])
def level(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["ourselves", "nobody"])
def results(request: pytest.FixtureRequest, level: str) -> dict[str, Any]:
    return run(level, request.param)


def test_level_is_the_strongest_there_is(level: str, results: dict[str, Any]) -> None:
    """Where nobody may make a user namespace the second level is reached, and said to be."""
    assert results["isolation"] == level


@pytest.mark.parametrize("name", NAMES)
def test_attack_gets_nothing(name: str, results: dict[str, Any]) -> None:
    """No secret comes back, nothing the submission tried has worked, and nothing was changed outside."""
    result = results[name]
    assert not result["leaked"], result["text"]
    assert not result["escaped"], result["text"]
    assert not result["touched"]


@pytest.mark.parametrize("name", NAMES)
def test_attack_harms_nobody_else(name: str, results: dict[str, Any]) -> None:
    """The neighbour still answers, and the next submission finds the sandbox as if it were the first."""
    result = results[name]
    assert result["neighbour"]
    assert result["next"]


@pytest.mark.parametrize("name", NAMES)
def test_attack_leaves_nothing_behind(name: str, results: dict[str, Any]) -> None:
    """No process, no open descriptor, and no more text than was allowed."""
    result = results[name]
    assert result["left over"] == []
    assert result["descriptors"] == 0
    assert result["size"] < 1_000_000


@pytest.mark.parametrize("name", NAMES)
def test_attack_is_told_for_what_it_is(name: str, results: dict[str, Any]) -> None:
    """Whatever ends or breaks the worker is the reply to the call that did it: as the file's header says."""
    assert ", ".join(results[name]["replies"]) in expected(name)


def expected(name: str) -> list[str]:
    """The line below the docstring, `# replies: Died | Returned, Died`: what may come of attack(x), twice."""
    text = (HERE / "submissions" / f"{name}.py").read_text()
    header = re.search(r"^# replies: (.+)$", text, re.MULTILINE)
    assert header, f"{name}.py does not say what to expect"
    return header.group(1).split(" | ")


def test_harness_sees_an_escape() -> None:
    """Without a wall the same submission does read the secret: the harness would notice."""
    result = harness(sys.executable, "trusted", "read_files")["read_files"]
    assert result["leaked"]
    assert result["escaped"]
