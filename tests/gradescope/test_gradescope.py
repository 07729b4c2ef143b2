"""autograder.zip, unpacked and run as Gradescope does it: setup aside, all of it is the real thing."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyseccomp
import pytest
from machine import forbidding
from small_course import REFERENCE, WRONG, hand_in, write_course

from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.gradescope import grade, marked_results
from grader.gradescope.package import autograder_zip
from grader.gradescope.results import _overview, results
from grader.model import (
    GONE,
    Feedback,
    Mark,
    Marks,
    Provenance,
    QuestionReport,
    Repair,
    Report,
    Result,
    Verdict,
)

KEY = "canary-of-the-key"
# https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
FIELDS = {"score", "execution_time", "output", "visibility", "stdout_visibility", "extra_data", "tests"}
FIELDS |= {"output_format", "test_output_format", "test_name_format", "leaderboard"}
OF_A_TEST = {"score", "max_score", "status", "name", "name_format", "number", "output", "output_format"}
OF_A_TEST |= {"tags", "visibility", "extra_data"}
SEEN = {"visible", "after_due_date", "after_published", "hidden"}
SPY = """
LOOT = []
for path in ("source/course/course.toml", "source/course/solutions/tiny/tiny.py", "run_autograder"):
    try:
        LOOT.append(open("{root}/" + path).read())
    except OSError:
        pass
try:
    open("{root}/results/results.json", "w").write('{{"score": 100}}')
    LOOT.append("results.json was written")
except OSError:
    pass


def double(numbers):
    if LOOT:
        raise ValueError(LOOT)
    return 2 * numbers
"""
Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, which keeps hints and examples of hidden checks to itself; a right notebook."""
    root = write_course(tmp_path_factory.mktemp("course"))
    text = (root / "course.toml").read_text().replace('key = "secret"', f'key = "{KEY}"')
    text = text.replace("[limits]", 'gradebook = "postgresql://u:canary-of-the-gradebook@h/d"\n\n[limits]')
    (root / "course.toml").write_text(f'{text}\n[feedback]\nhidden = "claim"\n')
    hand_in(root / "class", root, right=REFERENCE)
    return root


@pytest.fixture(scope="module")
def autograder(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """/autograder, as Gradescope lays it out, with the package unpacked and its wheel installed."""
    root = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(io.BytesIO(package(course))) as archive:
        archive.extractall(root / "source")
    (wheel,) = (root / "source").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(root / "installed")
    run = root / "run_autograder"
    run.write_bytes((root / "source/run_autograder").read_bytes())
    run.chmod(0o755)
    for folder in ("submission", "results"):
        (root / folder).mkdir()
    (root / "source/kept").mkdir()
    return root


@pytest.fixture(scope="module")
def graded(autograder: Path) -> Run:
    """Runs run_autograder on an uploaded file, and returns results.json."""

    def run(name: str, content: bytes, *, within: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
        for old in (autograder / "submission").iterdir():
            old.unlink()
        (autograder / "results/results.json").unlink(missing_ok=True)
        (autograder / "submission" / name).write_bytes(content)
        done = subprocess.run(
            [*within, autograder / "run_autograder"],
            env=os.environ
            | {
                "AUTOGRADER": str(autograder),
                "GRADER_PYTHON": sys.executable,
                "PYTHONPATH": str(autograder / "installed"),
            },
            cwd=autograder, capture_output=True, text=True, check=True, **more,
        )  # fmt: skip
        written = (autograder / "results/results.json").read_text()
        assert KEY not in written
        return json.loads(written) | {"log": done.stdout}

    return run


def graded_here(autograder: Path, content: bytes) -> dict[str, Any]:
    """The same, in this process."""
    (autograder / "submission/tiny.ipynb").write_bytes(content)
    grade(autograder)
    return json.loads((autograder / "results/results.json").read_text())


def package(course: Path) -> bytes:
    calendar = load_course(course)
    return autograder_zip(calendar, *load_assignment(calendar, "tiny"))


def notebook(course: Path, student: str) -> bytes:
    return (course / f"class/submitted/{student}/tiny/tiny.ipynb").read_bytes()


def report() -> Report:
    """6 points for a stub, and an answer that awaits a marker."""
    result = Result("twice", "Every number is doubled.", Verdict.PASSED, 6.0, 6.0, hidden=False)
    questions = {
        "double": QuestionReport(6.0, 6.0, (result,)),
        "why": QuestionReport(0.0, 3.0, awaits_marker=True),
    }
    made = Provenance("0" * 64, "1" * 64, "0.1.0", "python 3.11")
    return Report("ada", "tiny", "graded", 6.0, 9.0, questions, (), "bubblewrap", made)


@pytest.fixture(scope="module")
def wrong(graded: Run, course: Path, autograder: Path) -> dict[str, Any]:
    """What comes of one that returns two things the wrong way round, and spies on Gradescope's folders."""
    text = WRONG["spread_swapped"] + SPY.format(root=autograder)
    hand_in(course / "class", course, wrong=text)
    return graded("my homework.ipynb", notebook(course, "wrong"))


def test_right(autograder: Path, course: Path) -> None:
    """A right notebook gets all that machines give, and is told what a person reads."""
    found = graded_here(autograder, notebook(course, "right"))

    assert sum(test["score"] for test in found["tests"]) == 8
    assert {test["status"] for test in found["tests"]} == {"passed"}
    assert found["extra_data"]["isolation"] == "bubblewrap"


def test_wrong(wrong: dict[str, Any]) -> None:
    """A wrong one, whatever it is called, loses points; public checks are told at once, with an example."""
    lost = {test["name"]: test for test in wrong["tests"] if test["score"] < test["max_score"]}

    assert [(name, test["visibility"]) for name, test in lost.items()] == [
        ("spread: The first of the two is the smallest number.", "visible"),
        ("spread: The second of the two is the largest number.", "after_published"),
    ]
    assert "numbers = np.array" in lost["spread: The first of the two is the smallest number."]["output"]
    assert "score" not in wrong


def test_spy_sees_nothing(wrong: dict[str, Any]) -> None:
    """Students' code finds neither the course nor the place of the results."""
    told = [test for test in wrong["tests"] if test["name"].startswith("double")]

    assert {test["status"] for test in told} == {"passed"}


def test_documented_fields(wrong: dict[str, Any]) -> None:
    """results.json has no field, and no visibility, that Gradescope does not document."""
    assert wrong.keys() - {"log"} <= FIELDS
    assert {field for test in wrong["tests"] for field in test} <= OF_A_TEST
    assert {test["visibility"] for test in wrong["tests"]} <= SEEN
    assert wrong["stdout_visibility"] == "hidden"
    assert {type(test["score"]) for test in wrong["tests"]} <= {int, float}


def test_undisclosed(wrong: dict[str, Any]) -> None:
    """Of a hidden check no more is told than the course discloses, not even after publishing."""
    (hidden,) = (test for test in wrong["tests"] if "largest" in test["name"])

    assert hidden["output"] == "✗ failed, 0 of 1 point: The second of the two is the largest number."


def test_unreadable(autograder: Path) -> None:
    """A file that is no notebook gets nothing, the reason, and what to do."""
    found = graded_here(autograder, b'{"cells": [')

    (test,) = found["tests"]
    assert (test["name"], test["score"], test["max_score"]) == ("Your notebook could not be read", 0, 11)
    assert "Open the very file" in test["output"]


def test_no_sandbox(graded: Run, course: Path, tmp_path: Path) -> None:
    """Where neither namespaces nor Landlock can be had nothing runs, and no score is shown as earned."""
    filter_ = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    filter_.add_rule(pyseccomp.ERRNO(38), "landlock_create_ruleset")
    with (tmp_path / "filter").open("w+b") as file:
        filter_.export_bpf(file)
        file.seek(0)
        bwrap, *options, end = forbidding()
        found = graded(
            "tiny.ipynb",
            notebook(course, "right"),
            within=(bwrap, *options, "--seccomp", str(file.fileno()), end),
            pass_fds=[file.fileno()],
        )

    assert [(test["score"], test["max_score"], test["visibility"]) for test in found["tests"]] == [
        (0, 0, "visible"),
        (0, 0, "after_published"),
        (0, 0, "hidden"),
    ]
    assert "sudo apt install bubblewrap" in found["tests"][2]["output"]
    assert "bubblewrap" not in found["tests"][0]["output"] + found["output"]


def test_package_has_no_more_than_grading_needs(course: Path) -> None:
    """Known right solutions, submissions and the gradebook's address stay at home; the scripts can be run."""
    with zipfile.ZipFile(io.BytesIO(package(course))) as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
        everything = b"".join(archive.read(name) for name in archive.namelist())

    assert (modes["run_autograder"], modes["setup.sh"]) == (0o755, 0o755)
    assert not [name for name in modes if "/right/" in name or "class" in name]
    assert b"canary-of-the-gradebook" not in everything


def test_package_judges_alike(course: Path, autograder: Path) -> None:
    """The course in the package has the same key, limits and policy."""
    ours, theirs = load_course(course), load_course(autograder / "source/course")

    assert (theirs.key, theirs.limits, theirs.feedback) == (ours.key, ours.limits, ours.feedback)


def test_package_needs_solutions(small: Path) -> None:
    """Without the private half there is nothing to grade with."""
    (small / "solutions").rename(small / "elsewhere")

    with pytest.raises(CourseError, match="make the package where the solutions are"):
        package(small)


def test_marks_of_people() -> None:
    """From the gradebook: a person's mark in place of the checks, and coming late, come to its total."""
    marks = Marks({"double": Mark(6.0, manual=5.5, comment="Half of it."), "why": Mark(manual=2.0)}, 0.75)

    found = json.loads(marked_results(report(), Feedback(), marks, total=6.75))

    assert found["score"] == 6.75
    assert [(test["name"], test["score"], test["output"]) for test in found["tests"]] == [
        ("double: marked by a person", 5.5, "Half of it."),
        ("why: marked by a person", 2.0, ""),
        ("Handed in late", -0.75, ""),
    ]
    assert {test["visibility"] for test in found["tests"]} == {"after_published"}


def test_broken_check() -> None:
    """A check of ours that broke costs nothing, and only instructors are told to mend it."""
    broken = replace(report(), status="broken", reason="a check is broken")

    found = json.loads(results(broken, Feedback(), seconds=1.0))

    assert found["tests"][-1]["visibility"] == "hidden"
    assert found["tests"][-1]["output"] == "a check is broken; mend it, then regrade all"


def test_a_cell_that_nobody_found() -> None:
    """It was not put right, and is not told as what cost nothing."""
    lost = Repair("double", GONE, "its cell was missing, and no other cell defines it")

    told = _overview(replace(report(), repairs=(lost,)))

    assert f"double: {lost.done}. What belongs there could not be graded." in told
    assert "at no cost" not in told


def test_bounded_and_printable() -> None:
    """What a student's code said is cut where it is long, and holds nothing that a page would obey."""
    hostile = replace(report(), status="unreadable", reason="\x1b[31m\u202e<script>" + "x" * 10_000)

    (test,) = json.loads(results(hostile, Feedback(), seconds=1.0))["tests"]

    assert len(test["output"]) < 4_100
    assert test["output"].startswith("<script>x")
