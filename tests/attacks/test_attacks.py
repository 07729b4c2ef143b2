"""Every hostile submission is run as the present user and, where we are root, as an ordinary one."""

import json
import os
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = sorted(path.stem for path in (HERE / "submissions").glob("*.py"))
NOBODY = 65534


def harness(python: str, *words: str, **identity: Any) -> dict[str, Any]:
    paths = [str(ROOT), sysconfig.get_path("purelib")]
    code = f"import runpy, sys; sys.path[:0] = {paths!r}; del sys.argv[0]; "
    code += "runpy.run_path(sys.argv[0], run_name='__main__')"
    ended = subprocess.run(
        [python, "-B", "-s", "-c", code, str(HERE / "harness.py"), *words],
        capture_output=True, text=True, cwd="/", **identity,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    results: dict[str, Any] = json.loads(ended.stdout)
    return results


@cache
def as_ourselves() -> dict[str, Any]:
    return harness(sys.executable, "walled")


@cache
def as_nobody() -> dict[str, Any]:
    return harness(readable_python(), "walled", user=NOBODY, group=NOBODY, extra_groups=[])


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


@pytest.fixture(params=["ourselves", "nobody"])
def results(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param == "ourselves":
        return as_ourselves()
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    return as_nobody()


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


@pytest.mark.parametrize(
    ("name", "replies"),
    [
        ("abort", ["Died"]),
        ("deep_nesting", ["Died"]),
        ("dripping_frame", ["Hung"]),
        ("endless_loop", ["Hung"]),
        ("evil_methods", ["Raised", "Raised"]),
        ("exits", ["Died"]),
        ("huge_frame", ["Died"]),
        ("lying_shape", ["Died"]),
        ("lying_subclass", ["Returned", "Returned"]),
        ("many_replies", ["Died"]),
        ("memory_bomb", ["Raised", "Raised"]),
        ("pickled_object", ["Died"]),
        ("segfault", ["Died"]),
        ("swallow_everything", ["Hung"]),
        ("truncated_frame", ["Died"]),
    ],
)
def test_attack_is_told_for_what_it_is(name: str, replies: list[str], results: dict[str, Any]) -> None:
    """Whatever ends or breaks the worker is the reply to the call that did it."""
    assert results[name]["replies"] == replies


def test_harness_sees_an_escape() -> None:
    """Without a wall the same submission does read the secret: the harness would notice."""
    result = harness(sys.executable, "trusted", "read_files")["read_files"]
    assert result["leaked"]
    assert result["escaped"]
