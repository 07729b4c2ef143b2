"""A class in which every notebook is broken in its own way, and one student's is not."""

import json
from pathlib import Path

import pytest
from fault import NAMES, Expected, Graded, Notebook, handed_in, load, outcome, right
from small_course import write_course

from grader.course.load import load_course
from grader.grading import grade_class

INTACT = "ada"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Expected]:
    """By fault, what `grader autograde` made of it: one class, one sandbox."""
    root = write_course(tmp_path_factory.mktemp("faults"))
    files = {name: handed_in(load(name), right(root)) for name in NAMES}
    files[INTACT] = {"tiny.ipynb": json.dumps(right(root)).encode()}
    _hand_in(root / "class/submitted", files)

    reports = [one.report for one in grade_class(load_course(root), "tiny", root / "class")]

    return {report.student: outcome(report, _graded(root, report.student)) for report in reports}


def _hand_in(submitted: Path, files: dict[str, dict[str, bytes]]) -> None:
    for student, theirs in files.items():
        home = submitted / student / "tiny"
        home.mkdir(parents=True)
        for name, content in theirs.items():
            (home / name).write_bytes(content)


def _graded(root: Path, student: str) -> Notebook | None:
    path = root / "class/autograded" / student / "tiny/tiny.ipynb"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


@pytest.mark.parametrize("name", NAMES)
def test_fault(name: str, outcomes: dict[str, Expected]) -> None:
    """Anchors, repairs, points and words are those that the fault's file states."""
    assert outcomes[name] == load(name).expected


def test_no_fault_stops_the_class(outcomes: dict[str, Expected]) -> None:
    """Whoever handed in an intact notebook is graded as if nobody else had been there."""
    assert outcomes[INTACT] == Graded()
    assert len(outcomes) == len(NAMES) + 1
