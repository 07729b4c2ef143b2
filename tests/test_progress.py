"""Nothing that takes long is silent: whoever watches hears how many are left, of every student of a class."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from grading_run import grade
from small_course import hand_in, write_course

from grader import cores
from grader.class_report import report_class
from grader.collect import collect_downloads
from grader.course import load_course
from grader.export import export_grades
from grader.grading import grade_class
from grader.grading.grade import silent
from grader.model import Course
from grader.records.verify import verify_class
from grader.sandbox import Zygote

Command = Callable[[Course, Path], object]
GRADED, LOOKED = "looking what is graded already", "looking for notebooks"
REPORTS, TIMES = "reading reports", "reading times"
PENALTIES = "entering penalties, 500 at once"
SETTLED = [LOOKED, TIMES, PENALTIES]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """The small course, four students graded."""
    root = write_course(tmp_path_factory.mktemp("progress") / "course")
    hand_in(root / "class", root, ada="", bob="", cleo="", dan="")
    grade(root, zygote)
    return root


def collect(course: Course, home: Path) -> object:
    return collect_downloads(course, "tiny", home, [home / "submitted"], write=False)


def autograde(course: Course, home: Path) -> object:
    return [*grade_class(course, "tiny", home)]


def report(course: Course, home: Path) -> object:
    return report_class(course, "tiny", home, say=silent)


def export(course: Course, home: Path) -> object:
    return export_grades(course, "tiny", home, "canvas", say=silent)


def verify(course: Course, home: Path) -> object:
    return verify_class(course, "tiny", home)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (collect, ["reading notebooks", "placing notebooks"]),
        (autograde, [LOOKED, GRADED, REPORTS, *SETTLED]),
        (report, [REPORTS, *SETTLED]),
        (export, [*SETTLED, LOOKED, REPORTS]),
        (verify, [REPORTS]),
    ],
)
def test_what_is_done_for_every_student(
    root: Path, command: Command, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of four passes by; in the gradebook, all of them are one step."""
    monkeypatch.setattr(cores, "PATIENCE", -1)
    seen: list[tuple[str, int, list[object]]] = []

    def watch(found: Iterable[Any], what: str, total: int) -> Iterator[Any]:
        seen.append((what, total, passed := []))
        for one in found:
            passed.append(one)
            yield one

    with cores.watched_by(watch):
        command(load_course(root), root / "class")

    assert [(what, total, len(passed)) for what, total, passed in seen] == [
        (what, 1, 1) if what == PENALTIES else (what, 4, 4) for what in told
    ]


def test_what_is_done_soon() -> None:
    """Nobody hears of it."""
    heard: list[str] = []

    with cores.watched_by(lambda found, what, total: heard.append(what) or found):  # type: ignore[func-returns-value]
        assert [*cores.progress("abc", what="reading letters", total=3)] == ["a", "b", "c"]

    assert heard == []


def test_ctrl_c_says_how_many_are_graded(small: Path) -> None:
    """What is recorded stays, and is graded no second time."""
    hand_in(small / "class", small, ada="", bob="", cleo="")
    said: list[str] = []

    def interrupted(graded: Iterable[Any], *, total: int) -> Iterator[Any]:
        yield from itertools.islice(graded, 2)
        raise KeyboardInterrupt

    graded = grade_class(load_course(small), "tiny", small / "class", say=said.append, watch=interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(graded)

    assert said[-1].startswith("Stopped. 2 of 3 are graded and recorded;")
    kept = [one.kept for one in grade_class(load_course(small), "tiny", small / "class")]
    assert kept == [True, True, False]
