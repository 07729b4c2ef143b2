"""The demo makes a class, troublemakers among them, and all of it comes out as it should."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, grader

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """The demo, run once, and the class it made."""
    home = tmp_path_factory.mktemp("demo") / "class"
    return grader("demo", home, cwd=ROOT), home


MACHINES = "64"  # the points that machines give


def scores(run: Run) -> dict[str, str]:
    rows = run.out.partition("\nof ")[0].splitlines()[1:]
    return {line.split()[0]: line.split()[1] for line in rows}


def test_outcome(shown: tuple[Run, Path]) -> None:
    """Thirty submissions, none of which surprises."""
    run, _ = shown

    assert (run.status, len(scores(run))) == (0, 30)
    assert run.err.splitlines()[-1] == "30 submissions, all graded or explained as they should be."


def test_who_is_right(shown: tuple[Run, Path]) -> None:
    """Everybody who is right has full marks, and nobody else."""
    run, _ = shown

    assert {name.split("-")[0] for name, score in scores(run).items() if score == MACHINES} == {"right"}
    assert {score for name, score in scores(run).items() if name.startswith("right")} == {MACHINES}


def test_troublemakers(shown: tuple[Run, Path]) -> None:
    """Who hangs, exits, attacks or hands in half a file gets a remark, and takes nobody along."""
    run, _ = shown

    remarks = {line.split()[0]: line.split()[8:] for line in run.out.splitlines() if "trouble" in line}
    assert remarks == {
        "trouble-exits": ["crashed"],
        "trouble-hangs": ["timed", "out"],
        "trouble-hostile": ["crashed"],
        "trouble-unreadable": ["unreadable"],
    }


def test_it_fits_a_terminal(shown: tuple[Run, Path]) -> None:
    """The table is at most 80 columns wide."""
    run, _ = shown

    assert max(map(len, run.out.splitlines())) <= 80


def test_files(shown: tuple[Run, Path]) -> None:
    """The class is in nbgrader's layout, to look at."""
    _, home = shown

    assert {path.name for path in home.iterdir()} >= {
        "release", "submitted", "autograded", "gradebook.db", "nbgrader_config.py",
    }  # fmt: skip
    assert len(list(home.glob("autograded/*/attention/report.json"))) == 30


def test_pages(shown: tuple[Run, Path]) -> None:
    """It ends by naming a page that shows a mistake by its name, and the report on the class."""
    run, _ = shown
    told = dict(line.split(": ", 1) for line in run.err.splitlines() if line.endswith(".html"))

    feedback = Path(told["A student's feedback"]).read_text("utf-8")
    report = Path(told["About the class"].strip()).read_text("utf-8")

    assert "A question to ask yourself" in feedback
    assert "report on the class" in report
    assert "No total holds the 36 points of written answers" in run.err


def test_never_over_anything(tmp_path: Path) -> None:
    """Nor is a folder filled that holds anything else, such as a course, or a file replaced."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/course.toml").write_text("")

    for name in ("own", "own/course.toml"):
        run = grader("demo", tmp_path / name, cwd=ROOT)
        assert run.status == 1 and "this is no empty folder" in run.err

    assert [*tmp_path.rglob("*")] == [tmp_path / "own", tmp_path / "own/course.toml"]


def test_never_over_a_class(shown: tuple[Run, Path]) -> None:
    """A folder that holds a class already is left alone."""
    _, home = shown

    run = grader("demo", home, cwd=ROOT)

    assert (run.status, run.out) == (1, "")
    assert run.err == (
        "Reading the course …\n"
        f"grader: {home}: this is no empty folder, and the demo writes a whole class; "
        "name a folder that is empty or not there yet\n"
    )


def test_a_disk_that_was_full(tmp_path: Path) -> None:
    """The same command goes on, once there is room; what it then leaves is no unfinished one."""
    words = "from grader.cli import main; main()", "demo", "class", "--workers", "1"
    command = shlex.join([sys.executable, "-c", *words])
    home = tmp_path / "class"

    half = subprocess.run(
        ["sh", "-c", f"ulimit -f 64; {command}"], cwd=tmp_path, capture_output=True, text=True
    )
    made = {path.name for path in home.iterdir()}
    again = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)

    assert (half.returncode, made > {".unfinished-demo"}) == (1, True), half.stderr
    assert (again.returncode, ".unfinished-demo" in [path.name for path in home.iterdir()]) == (0, False), (
        again.stderr
    )
