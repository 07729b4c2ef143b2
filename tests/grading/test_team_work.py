"""What a team hands in is graded once, and each member has the same report."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from small_course import REFERENCE, WRONG, hand_in, write_course

from grader.course.load import load_course
from grader.grading import grade_class
from grader.grading.parallel import grade_many
from grader.grading.submission import Graded, Setup
from grader.grading.team_work import graded_once
from grader.sandbox import Zygote
from grader.submissions import Submission, find_submissions

BY_CHANCE = """\
import os

def double(numbers):
    raise ValueError(f"never the same: {os.urandom(8).hex()}")
"""
ROSTER = "id,group\nada,Ravens\nbob,ravens \ncleo,Ravens\ndan,\neve,\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course whose class has a team of three, one of whom handed in something else."""
    root = write_course(tmp_path / "course")
    everybody = dict.fromkeys(["ada", "bob", "dan", "eve"], BY_CHANCE)
    hand_in(root / "class", root, **everybody, cleo=WRONG["double_squares"])
    (root / "class/roster.csv").write_text(ROSTER)
    return root


def graded(root: Path) -> tuple[dict[str, str], list[str]]:
    """By student, the report without their name; and what was said meanwhile."""
    said: list[str] = []
    list(grade_class(load_course(root), "tiny", root / "class", say=said.append))
    paths = sorted((root / "class/autograded").glob("*/tiny/report.json"))
    return {one.parts[-3]: one.read_text().replace(one.parts[-3], "NAME") for one in paths}, said


def test_one_grading_for_a_team(root: Path) -> None:
    """Members with the same file have the same report, even of what is left to chance; nobody else has it."""
    reports, _ = graded(root)

    assert sorted(reports) == ["ada", "bob", "cleo", "dan", "eve"]
    assert reports["ada"] == reports["bob"]
    assert len({reports[student] for student in ("ada", "cleo", "dan", "eve")}) == 4


def test_a_roster_that_cannot_be_used(root: Path) -> None:
    """That is said, and everybody is graded alone."""
    (root / "class/roster.csv").write_text("id,group\nada,Ravens\nada,Ravens\n")

    reports, said = graded(root)

    assert len({*reports.values()}) == 5
    assert [line for line in said if "line 3" in line and "each member of a team counts alone" in line]


def test_a_file_that_changes_meanwhile(root: Path, small_setup: Setup, zygote: Zygote) -> None:
    """Whoever did not change theirs is graded by their own."""
    below = root / "class/submitted"

    def grades(submissions: Sequence[Submission]) -> Iterator[Graded]:
        hand_in(root / "class", root, ada=REFERENCE)
        return grade_many(small_setup, zygote, submissions, below=below, workers=1)

    everybody = find_submissions(root / "class", "tiny")
    found = {
        one.report.student: one.report
        for one in graded_once(everybody, grades, {"ada": "a", "bob": "a"}, below=below, megabytes=1)
    }

    assert [found["ada"].score, found["bob"].score] == [8, 1]
    assert (
        found["bob"].provenance.notebook
        == hashlib.sha256((below / "bob/tiny/tiny.ipynb").read_bytes()).hexdigest()
    )
