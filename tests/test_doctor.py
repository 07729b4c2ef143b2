"""What `grader doctor` says of a machine, with a course and without, with namespaces and without."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from machine import forbidding, unwalled

from grader import doctor
from grader.sandbox import Wall, landlock

COMMAND = [sys.executable, "-c", "from grader.cli import main; main()", "doctor"]


def run(*before: str, cwd: Path, words: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
    return subprocess.run(
        [*before, *COMMAND, *words], cwd=cwd, env=environment, capture_output=True, text=True
    )


def test_a_machine_that_can_grade(small: Path) -> None:
    """Level, versions, course and gradebook on stdout, in 80 columns; the conclusion on stderr."""
    done = run(cwd=small)

    assert (done.returncode, done.stderr) == (
        0,
        "Looking at this machine and the course …\n\nReady to grade.\n",
    )
    assert done.stdout.startswith("✓ sandbox      bubblewrap\n")
    assert "✓ course       A small course; assignments: tiny\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.skipif(
    landlock.version() < landlock.NEEDED, reason="NOT TESTED: this kernel has no such Landlock"
)
def test_no_user_namespaces(small: Path) -> None:
    """The second level is reached, which will do; why not the first, and what to do about it."""
    done = run(*forbidding(), cwd=small)

    assert done.returncode == 0
    assert done.stdout.startswith("· sandbox      landlock+seccomp: good; bubblewrap is better, see below\n")
    assert "Creating new namespace failed" in " ".join(done.stdout.split())
    assert "AppArmor" in done.stderr and "macOS" in done.stderr and "WSL" in done.stderr
    assert max(map(len, (done.stdout + done.stderr).splitlines())) <= 80


def test_no_course(tmp_path: Path) -> None:
    """Where something is in the way of grading the status is 1; another program reads what it is."""
    done = run(cwd=tmp_path, words=("--json",))

    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 1
    assert found["course"]["state"] == "wrong"
    assert "course.toml: the file is missing" in found["course"]["found"]
    assert done.stderr.endswith("Grading would fail: see ✗ above (course).\n")


def test_no_wall_at_all(small: Path) -> None:
    """Every wall that was tried is named, with what it said; and what to do."""
    done = run(*unwalled(), cwd=small)

    assert done.returncode == 1
    assert done.stdout.startswith("✗ sandbox      none can be built, so nothing would be graded; see below\n")
    assert re.search(
        r"^✗ bwrap( \(PyPI\))? +", done.stdout, re.M
    ) and "Creating new namespace failed" in " ".join(done.stdout.split())
    assert "✗ landlock     version 0: this kernel has no Landlock" in done.stdout
    assert "sudo apt install bubblewrap" in done.stderr
    assert "Grading would fail: see ✗ above (sandbox, bwrap" in done.stderr


@pytest.mark.parametrize(
    ("forbidden", "said"), [("1", "AppArmor forbids user namespaces (file is 1)"), ("0", "")]
)
def test_cause_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, forbidden: str, said: str) -> None:
    """What the kernel says about itself stands beside what bubblewrap says."""
    (tmp_path / "file").write_text(f"{forbidden}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "_FORBIDDING", {"file": ("1", "AppArmor forbids user namespaces")})
    monkeypatch.setattr(doctor, "_CONTAINER", ())
    wall = Wall("bubblewrap", "namespaces", "/usr/bin/bwrap")

    assert doctor._causes(wall, "Permission denied") == said


def test_gradebook_out_of_reach(small: Path) -> None:
    """The database is named, and its password is not."""
    url = "postgresql+psycopg://teacher:hunter2@127.0.0.1:1/marks"
    toml = small / "course.toml"
    toml.write_text(toml.read_text().replace("[limits]", f'gradebook = "{url}"\n\n[limits]', 1))

    *_, gradebook = doctor.examine(small, small / "class")

    assert (gradebook.what, gradebook.state) == ("gradebook", "wrong")
    assert "127.0.0.1" in gradebook.found
    assert "hunter2" not in str(gradebook)


def test_broken_assignment(small: Path) -> None:
    """Its complaint is the finding, as any command would give it."""
    (small / "assignments/tiny/tiny.py").write_text("# %% stub=\n")

    *_, course = doctor.examine(small, small / "class")

    assert course.state == "wrong"
    assert "tiny.py" in course.found
