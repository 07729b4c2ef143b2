"""The demo makes its class in any course, and where there is none."""

import shutil
from pathlib import Path

import pytest
from commands import grader
from small_course import COURSE

from grader.course import load_assignment, load_course
from grader.errors import CourseError
from grader.solutions.demo import demo_assignment, make_class


def test_no_course(tmp_path: Path) -> None:
    """In a folder without a course the class is made from the small course of `grader new`."""
    run = grader("demo", "class", cwd=tmp_path)

    assert run.status == 0, run.err
    assert "There is no course.toml here, so this is the small course of `grader new`: class" in run.err
    assert run.err.splitlines()[-1] == "7 submissions, all graded or explained as they should be."


def test_reference_alone(small: Path) -> None:
    """A course without right and wrong solutions gets its reference's own, and the troublemakers."""
    for kind in ("right", "wrong"):
        shutil.rmtree(small / "solutions/tiny" / kind)
    assignment, source = load_assignment(load_course(small), "tiny")

    expected = make_class(assignment, source, small / "class")

    assert [(one.student, one.breaks) for one in expected] == [
        ("right-reference", None),
        ("trouble-hangs", "double"),
        ("trouble-exits", "spread"),
        ("trouble-hostile", "double"),
        ("trouble-unreadable", None),
    ]


def test_no_solutions(small: Path) -> None:
    """Without known solutions it says what to write, and leaves nothing behind."""
    shutil.rmtree(small / "solutions")

    run = grader("demo", "made", cwd=small)

    assert (run.status, run.out, (small / "made").exists()) == (1, "", False)
    assert "no solutions/tiny beside assignments/tiny" in run.err
    assert "write solutions/tiny, or begin an assignment that has them: `grader new NAME`" in run.err


def test_no_assignment(small: Path) -> None:
    """A course that lists no assignment is told how to begin one."""
    (small / "course.toml").write_text(COURSE.partition("[[assignment]]")[0], "utf-8")

    with pytest.raises(CourseError, match=r"no \[\[assignment\]\].*begin an assignment.*`grader new NAME`"):
        demo_assignment(load_course(small))
