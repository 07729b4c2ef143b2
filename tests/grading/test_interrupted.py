"""Whoever presses Ctrl-C has the terminal back, whatever is graded at that moment."""

import itertools
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from machine import PATIENCE
from processes import below, left_of, sandboxes
from small_course import COURSE, REFERENCE, hand_in

from grader.course import load_course
from grader.grading.grade import grade_class, regrade_class

ENDLESS = "while True:\n    pass\n"


def test_nobody_waits_for_what_is_graded_meanwhile(small: Path) -> None:
    """Not for two submissions that compute for an hour. Nothing is left running."""
    limits = COURSE.replace("[limits]\n", "[limits]\ncell_seconds = 3600\nsubmission_seconds = 3600\n")
    (small / "course.toml").write_text(limits, "utf-8")
    hand_in(small / "class", small, **dict.fromkeys(("ada", "bob", "cleo"), ENDLESS))
    command = [Path(sys.executable).with_name("grader"), "autograde", "tiny", "--workers", "2"]

    with subprocess.Popen(command, cwd=small, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as grader:
        while sum(len(one.workers) for one in sandboxes(grader.pid)) < 2:
            assert grader.poll() is None
            time.sleep(0.1)
        theirs = below(grader.pid)
        grader.send_signal(signal.SIGINT)
        _, said = grader.communicate(timeout=PATIENCE)

    assert b"Stopped. 0 of 3 are graded and recorded; the same command goes on." in said
    assert b"Traceback" not in said
    assert left_of(theirs) == []


def test_what_changed_so_far_is_told(small: Path) -> None:
    """The next regrade compares with what this one recorded, and could not tell it."""
    home = hand_in(small / "class", small, ada=REFERENCE, bob=REFERENCE)
    list(grade_class(load_course(small), "tiny", home))
    checks = small / "solutions/tiny/checks.py"
    checks.write_text(checks.read_text("utf-8").replace('"spread", points=1', '"spread", points=3'), "utf-8")
    said: list[str] = []

    def interrupted(graded: Iterable[Any], *, total: int) -> Iterator[Any]:
        yield from itertools.islice(graded, 1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        regrade_class(load_course(small), "tiny", home, say=said.append, watch=interrupted)

    stopped = "Stopped. 1 of 2 are graded and recorded; the same command begins with all of them again."
    assert said[1] == stopped
    assert said[2] == "ada: spread 2 → 4 (+2)"
    assert said[-1] == "1 of 1 students have another score"
