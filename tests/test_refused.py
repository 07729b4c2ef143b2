"""Disks and databases that refuse: a clear message, nothing lost or half-written; the next run goes on."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from files.test_lock import holder  # a fixture  # noqa: F401
from grading_run import grade, written
from small_course import COURSE, REFERENCE, WRONG, hand_in, write_course

from grader.course.load import load_course
from grader.errors import CourseError
from grader.gradebook import marks_of
from grader.grading import grade_class
from grader.records.verified import Verified
from grader.records.verify import read_records, verify
from grader.sandbox import Zygote

GRADE = f"{sys.executable} -c 'from grader.cli import main; main()' autograde tiny --class disk --workers 1"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """The small course, three students graded; waits a tenth of a second for a locked database."""
    root = write_course(tmp_path_factory.mktemp("refused") / "course")
    gradebook = 'gradebook = "sqlite:///class/gradebook.db?timeout=0.1"'
    (root / "locked.toml").write_text(COURSE.replace("[limits]", f"{gradebook}\n\n[limits]"))
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"], cleo=REFERENCE)
    grade(root, zygote)
    return root


@pytest.fixture
def taught(once: Path, tmp_path: Path) -> Path:
    """A copy of it, in which bob and cleo are still to be graded."""
    root = shutil.copytree(once, tmp_path / "course")
    for student in ("bob", "cleo"):
        shutil.rmtree(root / "class/autograded" / student)
    return root


def verified(root: Path) -> Verified:
    marks = marks_of(load_course(root), root / "class", "tiny")
    return verify(read_records(root / "class", "tiny", marks))


def on_a_disk(root: Path, script: str) -> subprocess.CompletedProcess[str]:
    """A shell that has the class on a file system of its own, "disk", which goes with it."""
    (root / "disk").mkdir()
    own = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    begin = "mount -t tmpfs -o size=8m none disk; cp -a class/. disk"
    environment = {**os.environ, "COLUMNS": "80"}
    command = [*own, "sh", "-ec", f"{begin}\n{script}"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)


FULL = f"""
(cat /dev/zero > disk/filler) 2>/dev/null || truncate -s -8K disk/filler
{GRADE} >/dev/null || echo ended with $?
find disk/autograded -name '.*' -o -name report.json | sort
rm disk/filler
{GRADE} >/dev/null 2>&1
rm -r class; cp -a disk class
"""


def test_full_disk(taught: Path, once: Path) -> None:
    """Grading ends with 1 and what to do; with room made, the same command ends as if nothing had been."""
    run = on_a_disk(taught, FULL)

    assert "No space left on device" in run.stderr or "disk is full" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout.splitlines() == ["ended with 1", "disk/autograded/ada/tiny/report.json"]
    assert written(taught) == written(once)
    assert verified(taught).differences == ()


READ_ONLY = f"""
mount -o remount,bind,ro disk
{GRADE} || echo ended with $?
"""


def test_read_only_folder(taught: Path) -> None:
    """Nothing is graded that cannot be recorded."""
    run = on_a_disk(taught, READ_ONLY)

    assert run.stdout == "ended with 1\n"
    assert run.stderr == (
        "Reading tiny …\n"
        "grader: disk/.grader/lock: it cannot be written (Read-only file system); "
        "have that disk mounted for writing, then run the command again: it goes on\n"
    )


@pytest.fixture
def lock(taught: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else has the gradebook to himself."""
    (taught / "locked.toml").rename(taught / "course.toml")
    connection = sqlite3.connect(taught / "class/gradebook.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield connection
    connection.close()


def test_locked_gradebook(
    taught: Path, once: Path, zygote: Zygote, lock: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the gradebook and the cure; when it is free, the rest is graded."""
    monkeypatch.chdir(taught)
    with pytest.raises(CourseError) as refused:
        grade(taught, zygote)
    after_refusal = sorted(written(taught))

    lock.execute("ROLLBACK")
    rest = grade(taught, zygote)

    assert str(refused.value) == (
        "gradebook: sqlite:///class/gradebook.db?timeout=0.1: database is locked; check that it exists, "
        "that you may write to it and that nothing else keeps it locked"
    )
    assert after_refusal == ["ada/tiny/report.json", "ada/tiny/tiny.ipynb"]
    assert rest == ["bob", "cleo"]
    assert written(taught) == written(once)


def test_two_at_once(tmp_path: Path, holder: "subprocess.Popen[bytes]", small: Path) -> None:  # noqa: F811
    """The second grading in a class folder ends before it has read a submission."""
    hand_in(tmp_path, small, ada=REFERENCE)
    course = load_course(small)

    with pytest.raises(CourseError, match=f"process {holder.pid} is grading here already"):
        next(grade_class(course, "tiny", str(tmp_path)))  # text will do, as from a script

    assert not (tmp_path / "autograded").exists()
