"""Which wall is found, and what is said when there is none."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from machine import forbidding

from grader.errors import SandboxUnavailable
from grader.model import Limits
from grader.sandbox import Wall, probe, start_zygote, syscalls, wall
from grader.values.calls import Call, Raised


def test_the_wall_is_stamped_with_its_name() -> None:
    """Reports say under which isolation they came about."""
    assert probe().isolation == "bubblewrap"
    assert probe(trust=True).isolation == "none (submissions trusted)"


@pytest.mark.parametrize("position", [0, -1])
def test_every_bubblewrap_here_works(position: int) -> None:
    """The system's, and the one from PyPI."""
    found = replace(probe(), bwrap=wall.bubblewraps()[position])
    assert wall.rehearse(found) == ""


def test_a_bubblewrap_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what was tried, what it said, and what to do, in 80 columns."""
    monkeypatch.setattr(
        wall, "walls", lambda: [replace(Wall("bubblewrap", "namespaces"), bwrap="/bin/false")]
    )
    with pytest.raises(SandboxUnavailable) as caught:
        probe()
    text = str(caught.value)
    assert "Tried /bin/false:\nit ended with status 1" in text
    assert "sudo apt install bubblewrap" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_filter_that_lets_everything_through_is_noticed() -> None:
    """The rehearsal tries to fork under it."""
    allow_all = b"\x06\x00\x00\x00\x00\x00\xff\x7f"
    assert wall.rehearse(replace(probe(), filter=allow_all)) == "the system call filter does not hold"


@pytest.mark.parametrize("program", ["/bin/true", "/bin/echo"])
def test_a_program_that_does_nothing_is_no_wall(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The probe behind a wall answers what nobody else can, or else the next wall is tried."""
    real = wall.bubblewraps()[0]
    monkeypatch.setattr(wall, "bubblewraps", lambda: [program, real])

    assert wall.rehearse(wall.walls()[0]) == "it ran nothing, and said that all went well"
    assert probe().bwrap == real


def test_a_filter_that_lets_locks_through_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two submissions could talk by them."""
    with monkeypatch.context() as patched:
        patched.setattr(syscalls, "ALLOWED", [*syscalls.ALLOWED, "flock"])
        open_to_locks = syscalls.compiled.__wrapped__()

    assert wall.rehearse(replace(probe(), filter=open_to_locks)) == "the filter of locks does not hold"


def test_no_user_namespaces() -> None:
    """Where they are forbidden Landlock is next, and what was tried first is not hidden."""
    script = (
        "from grader.sandbox import probe, wall; print([wall.rehearse(one) for one in wall.walls()], probe())"
    )
    run = subprocess.run([*forbidding(), sys.executable, "-c", script], capture_output=True, text=True)
    assert "Creating new namespace failed" in run.stdout
    assert "isolation='landlock+seccomp', held='landlock'" in run.stdout


def test_trusted_submissions_run_the_same() -> None:
    """Without a wall there are still limits, and still a process of one's own."""
    limits = Limits(call_seconds=0.4, memory_mb=768)
    with start_zygote(probe(trust=True), limits) as zygote, zygote.session() as session:
        session.load(["import numpy as np\ndef big(n):\n    return np.ones(int(n))"])
        (reply,) = session.call([Call("big", (np.array(10**9),))])
    assert isinstance(reply, Raised)
    assert reply.kind == "MemoryError"
