"""A graded class, made once, that each file of tests may spoil."""

import shutil
from pathlib import Path

import pytest
from commands import grader
from small_course import REFERENCE, WRONG, hand_in, write_course


@pytest.fixture(scope="session")
def taught_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_course(tmp_path_factory.mktemp("taught") / "course")
    assert grader("release", "tiny", cwd=root).status == 0
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"])
    assert grader("autograde", "tiny", "--workers", "1", cwd=root).status == 0
    assert grader("feedback", "tiny", cwd=root).status == 0
    return root


@pytest.fixture(scope="module")
def taught(taught_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with a class, released, graded and told by the commands themselves."""
    return shutil.copytree(taught_once, tmp_path_factory.mktemp("copy") / "course")
