"""What a team hands in is graded once, and each member has the same report."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from small_course import REFERENCE, WRONG, hand_in, write_course

from grader.course.load import load_course
from grader.gradebook.nbgrader_plugin import Autograded
from grader.grading import grade_class
from grader.grading.nbgrader_engine import grade
from grader.grading.parallel import grade_many
from grader.grading.setup import Setup
from grader.grading.submission import Graded
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


def graded(root: Path, **options: Any) -> tuple[dict[str, str], list[str]]:
    """By student, the report without their name; and what was said meanwhile."""
    said: list[str] = []
    list(grade_class(load_course(root), "tiny", root / "class", say=said.append, **options))
    return reports_of(root), said


def reports_of(root: Path) -> dict[str, str]:
    paths = sorted((root / "class/autograded").glob("*/tiny/report.json"))
    return {one.parts[-3]: nameless(one.read_text()) for one in paths}


def nameless(report: str | bytes) -> str:
    """A report without its student; what was left to chance may spell a name, so no text is replaced."""
    return json.dumps(json.loads(report) | {"student": None})


def test_one_grading_for_a_team(root: Path) -> None:
    """Members with the same file have the same report, even of what is left to chance; nobody else has it."""
    reports, _ = graded(root)

    assert sorted(reports) == ["ada", "bob", "cleo", "dan", "eve"]
    assert reports["ada"] == reports["bob"]
    assert len({reports[student] for student in ("ada", "cleo", "dan", "eve")}) == 4


def test_a_run_that_ends_between_two_of_a_team(root: Path) -> None:
    """The next one gives the others what the first of them has."""
    run = grade_class(load_course(root), "tiny", root / "class")
    first = next(run).report
    run.close()  # type: ignore[attr-defined]
    before = reports_of(root)

    after, _ = graded(root)

    assert (first.student, [*before]) == ("ada", ["ada"])
    assert after["ada"] == after["bob"] == before["ada"]


def test_a_roster_that_comes_later(root: Path) -> None:
    """Who was graded alone, and turns out to be of a team, has the team's report."""
    roster = root / "class/roster.csv"
    roster.rename(root / "roster.csv")
    apart, _ = graded(root)
    (root / "roster.csv").rename(roster)

    together, _ = graded(root)

    assert apart["ada"] != apart["bob"]
    assert together == {**apart, "bob": apart["ada"]}


def test_an_order_for_one_of_a_team(root: Path) -> None:
    """All of it are graded anew, and nobody else is."""
    before, _ = graded(root)

    after, _ = graded(root, student="bob", force=True)

    assert before["ada"] != after["ada"] == after["bob"]
    assert {name for name in after if after[name] == before[name]} == {"cleo", "dan", "eve"}


def test_what_is_recorded_counts_as_long_as_nothing_changed(root: Path) -> None:
    """Of other checks, or of a report that is not the promised one, nobody is given anything."""
    graded(root, student="ada")
    shutil.rmtree(root / "class/autograded/ada")
    report = root / "class/autograded/bob/tiny/report.json"
    text = report.read_text().replace('"score": 1', '"score": 7')
    report.chmod(0o600)
    report.write_text(text)

    after, _ = graded(root)

    assert '"score": 7' not in after["ada"]
    assert after["ada"] == after["bob"]


def test_nbgrader_grades_a_team_once(root: Path) -> None:
    """It grades one after another, in one run or in several, and all members have the same report."""
    found = {}
    for student, run in {"ada": Run(), "bob": (second := Run()), "dan": second, "cleo": second}.items():
        path = root / f"class/submitted/{student}/tiny/tiny.ipynb"
        made = grade(path, student=student, assignment="tiny", course=root, run=run)
        write(root / f"class/autograded/{student}/tiny", made)
        found[student] = nameless(made.report)

    assert found["ada"] == found["bob"]
    assert len({*found.values()}) == 3


class Run:
    """One `nbgrader autograde`."""


def write(home: Path, made: Autograded) -> None:
    """As nbgrader does."""
    home.mkdir(parents=True)
    (home / "tiny.ipynb").write_bytes(made.notebook)
    (home / "report.json").write_bytes(made.report)


def test_a_roster_that_cannot_be_used(root: Path) -> None:
    """That is said, and everybody is graded alone."""
    (root / "class/roster.csv").write_text("id,group\nada,Ravens\nada,Ravens\n")

    reports, said = graded(root)

    assert len({*reports.values()}) == 5
    assert [line for line in said if "line 3" in line and "each member of a team counts alone" in line]


def nothing(one: Submission, digest: str) -> None:
    """Nothing is recorded of anybody."""


def test_a_file_that_changes_meanwhile(root: Path, small_setup: Setup, zygote: Zygote) -> None:
    """Whoever did not change theirs is graded by their own."""
    below = root / "class/submitted"

    def grades(submissions: Sequence[Submission]) -> Iterator[Graded]:
        hand_in(root / "class", root, ada=REFERENCE)
        return grade_many(small_setup, zygote, submissions, below=below, workers=1)

    everybody = find_submissions(root / "class", "tiny")
    found = {
        one.report.student: one.report
        for one in graded_once(
            everybody, grades, {"ada": "a", "bob": "a"}, below=below, megabytes=1, recorded=nothing
        )
    }

    assert [found["ada"].score, found["bob"].score] == [8, 1]
    assert (
        found["bob"].provenance.notebook
        == hashlib.sha256((below / "bob/tiny/tiny.ipynb").read_bytes()).hexdigest()
    )
