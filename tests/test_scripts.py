"""What a script calls takes a folder as text, as a command does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import grader
from small_course import REFERENCE, WRONG, hand_in, write_course

from grader.class_report import report_class
from grader.collect import collect_downloads
from grader.course import load_course
from grader.diagnosis import class_groups
from grader.export import export_grades
from grader.feedback import write_pages
from grader.release import release_assignment


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, two students graded."""
    root = write_course(tmp_path_factory.mktemp("course"))
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"])
    assert grader("autograde", "tiny", "--workers", "1", cwd=root).status == 0
    return root


CALLS: dict[str, Callable[[Any, str], object]] = {
    "class_groups": lambda course, home: class_groups(course, "tiny", home).groups,
    "write_pages": lambda course, home: [*write_pages(course, "tiny", home, say=print)],
    "report_class": lambda course, home: report_class(course, "tiny", home, say=print)[0],
    "export_grades": lambda course, home: export_grades(course, "tiny", home, "canvas", say=print).path,
    "collect_downloads": lambda course, home: (
        collect_downloads(course, "tiny", home, [f"{home}/submitted"]).outcomes
    ),
    "release_assignment": lambda course, home: release_assignment(course, "tiny", home).home,
}


@pytest.mark.parametrize("name", CALLS)
def test_folder_as_text(taught: Path, name: str) -> None:
    """Each does its work, and gives what there is to be had."""
    assert CALLS[name](load_course(str(taught)), str(taught / "class"))
