"""The command line, as a shell meets it: 80 columns, data on stdout, talk on stderr, and 0, 1 or 2."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from commands import grader
from small_course import REFERENCE, SOURCE, hand_in

from grader.cli import main
from grader.cli.printing import printing

COMMANDS = [
    "new",
    "audit",
    "release",
    "collect",
    "autograde",
    "regrade",
    "groups",
    "mark",
    "feedback",
    "late",
    "verify",
    "report",
    "export",
    "gradescope",
    "demo",
    "doctor",
]


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Every command says what it does, in 80 columns."""
    run = grader(*command, "--help", cwd=tmp_path)

    assert (run.status, run.err) == (0, "")
    assert "Usage:" in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_every_command_is_listed(tmp_path: Path) -> None:
    """`grader --help` names all commands, each with a line about it."""
    run = grader("--help", cwd=tmp_path)

    assert [name for name in COMMANDS if f" {name} " not in run.out] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("atograde", "tiny"),
        ("audit",),
        ("autograde", "tiny", "--no-such-option"),
        ("autograde", "tiny", "--workers", "0"),
    ],
)
def test_not_understood(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A command that is not understood ends with 2, and nothing on stdout."""
    run = grader(*arguments, cwd=tmp_path)

    assert (run.status, run.out) == (2, "")
    assert "Usage:" in run.err


def test_elsewhere(tmp_path: Path) -> None:
    """Outside of a course a command says where to go, without a traceback."""
    run = grader("audit", "tiny", cwd=tmp_path)

    assert (run.status, run.out) == (2, "")
    assert "grader: course.toml: the file is missing; run the command in" in run.err
    assert "Traceback" not in run.err


def test_unknown_assignment(taught: Path) -> None:
    """A slip in an assignment's name is met with the one that was meant."""
    run = grader("autograde", "tinny", cwd=taught)

    assert run.status == 2
    assert run.err == (
        "Reading tinny …\n"
        "grader: course.toml: [[assignment]]: there is no 'tinny', expected one of: tiny; "
        "did you mean 'tiny'?\n"
    )


def test_audit(taught: Path) -> None:
    """A sound assignment ends with 0, its matrix on stdout."""
    run = grader("audit", "tiny", cwd=taught)

    assert run.status == 0
    assert "warning: there is no solutions/tiny/rubric.toml; `grader mark` needs it" in run.err
    assert run.out.splitlines()[-1] == "no problems: ready to release"
    assert max(map(len, run.out.splitlines())) <= 80


def test_audit_with_problems(small: Path) -> None:
    """An unsound assignment ends with 1."""
    (small / "assignments/tiny/tiny.py").write_text(SOURCE.replace("points=6", "points=5"))

    run = grader("audit", "tiny", cwd=small)

    assert run.status == 1
    assert run.out.splitlines()[-1] == "1 problem"


def test_release_refuses(small: Path) -> None:
    """What the audit objects to is not handed out."""
    (small / "assignments/tiny/tiny.py").write_text(SOURCE.replace("points=6", "points=5"))

    run = grader("release", "tiny", cwd=small)

    assert (run.status, run.out) == (1, "")
    assert run.err.splitlines()[-1] == "not released: 1 problem; see `grader audit tiny`"
    assert not (small / "class").exists()


def test_release(taught: Path) -> None:
    """stdout is the folder and the zip to hand out; what to do next is talk."""
    run = grader("release", "tiny", cwd=taught)

    assert (run.status, run.out) == (0, "class/release/tiny\nclass/tiny.zip\n")
    assert "Next: " in run.err


def test_release_says_that_it_audits_all_the_same(taught: Path) -> None:
    """It takes minutes, of somebody who asked for none."""
    run = grader("release", "tiny", "--unaudited", cwd=taught)

    assert "solutions/tiny is there, so the audit comes first" in run.err.split("Next: ")[0]


def test_release_without_solutions(small: Path) -> None:
    """The public half can be released by whoever has only that and says so, and is warned."""
    (small / "solutions").rename(small.parent / "elsewhere")

    run = grader("release", "tiny", "--unaudited", cwd=small)

    assert run.status == 0
    assert "warning: there is no solutions/tiny, so nothing was audited\n" in run.err


def test_autograde_again(taught: Path) -> None:
    """What is graded is not graded again, and the table is printed all the same."""
    run = grader("autograde", "tiny", cwd=taught)

    assert run.status == 0
    assert run.out.splitlines() == [
        "student                    total     1     2     3  remark",
        "ada                            8     6     2     0",
        "bob                            3     1     2     0",
        "of                            11     6     2     3",
        "1 double, 2 spread, 3 why",
    ]
    assert run.err.splitlines()[1] == "2 graded; 2 of them before, unchanged"


def test_autograde_with_somebody_unreadable(small: Path) -> None:
    """A submission that cannot be graded is named with its reason, and the end is 1."""
    home = small / "class/submitted/zoe/tiny"
    home.mkdir(parents=True)
    (home / "tiny.ipynb").write_text("{")

    run = grader("autograde", "tiny", cwd=small)

    assert run.status == 1
    assert "zoe: unreadable: the file" in run.err
    assert "1 unreadable\n" in run.err


@pytest.mark.parametrize("content", [b"{", None])
def test_what_cannot_be_read_is_graded_once(small: Path, content: bytes | None) -> None:
    """As long as it is what it was; its reason is told each time."""
    home = small / "class/submitted/zoe/tiny"
    home.mkdir(parents=True)
    if content:
        (home / "tiny.ipynb").write_bytes(content)
    assert "Grading 1 of tiny" in grader("autograde", "tiny", cwd=small).err
    journal = (small / "class/journal.jsonl").read_bytes()

    run = grader("autograde", "tiny", cwd=small)

    assert run.status == 1 and "Grading" not in run.err and "zoe: unreadable: " in run.err
    assert (small / "class/journal.jsonl").read_bytes() == journal
    (home / "tiny.ipynb").write_bytes(b"[")
    assert "Grading 1 of tiny" in grader("autograde", "tiny", cwd=small).err


READING = [
    ("autograde", "tiny"), ("watch", "tiny"), ("regrade", "tiny"), ("groups", "tiny"), ("mark", "tiny"),
    ("feedback", "tiny"), ("late", "tiny"), ("verify", "tiny"), ("report", "tiny"),
    ("export", "tiny", "--format", "canvas"), ("totals",), ("gradescope", "tiny"),
]  # fmt: skip


@pytest.mark.parametrize("command", READING)
def test_a_class_that_is_not_there(small: Path, command: tuple[str, ...]) -> None:
    """No command that needs a class makes one, or speaks well of it."""
    run = grader(*command, "--class", "nope", cwd=small)

    assert (run.status, run.out) == (2, "")
    assert "nope: there is no such class folder; correct --class" in run.err
    assert not (small / "nope").exists()


def test_release_without_an_audit(small: Path) -> None:
    """Where there are no solutions, only who says so releases."""
    shutil.rmtree(small / "solutions/tiny")

    run = grader("release", "tiny", cwd=small)

    assert run.status == 1 and "nothing can be audited" in run.err and "--unaudited" in run.err
    assert not (small / "class/release").exists()
    assert grader("release", "tiny", "--unaudited", cwd=small).status == 0


def test_autograde_with_a_folder_of_no_students_name(taught: Path, tmp_path: Path) -> None:
    """A folder whose name would write on the terminal is told, escaped, and the others are graded."""
    home = tmp_path / "class/submitted"
    shutil.copytree(taught / "class/submitted", home)
    (home / "ada").rename(home / "ad\x1b[31ma")

    run = grader("autograde", "tiny", "--class", tmp_path / "class", "--workers", "1", cwd=taught)

    assert run.status == 1
    assert "1 graded" in run.err
    assert r"submitted/ad\x1b[31ma' is no student's name: rename the folder" in run.err
    assert "\x1b" not in run.out + run.err


SCHEMA: dict[str, Any] = {
    "schema": int,
    "student": str,
    "assignment": str,
    "status": str,
    "score": (int, float),
    "points": (int, float),
    "questions": dict,
    "repairs": list,
    "isolation": str,
    "provenance": dict,
}
OF_RESULT: dict[str, Any] = {
    "check": str,
    "claim": str,
    "verdict": str,
    "score": (int, float),
    "points": (int, float),
    "message": str,
    "hidden": bool,
}


def misfits(table: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    return [name for name, kind in schema.items() if not isinstance(table.get(name), kind)]


def test_json(taught: Path) -> None:
    """--json is one document of reports, by student, in the documented form."""
    run = grader("autograde", "tiny", "--json", cwd=taught)

    reports = json.loads(run.out)
    results = [
        one
        for report in reports
        for name in ("double", "spread")
        for one in report["questions"][name]["results"]
    ]
    assert [report["student"] for report in reports] == ["ada", "bob"]
    assert [misfits(report, SCHEMA) for report in reports] == [[], []]
    assert [misfits(result, OF_RESULT) for result in results] == [[]] * 10
    assert set(reports[0]["provenance"]) == {"notebook", "assignment", "grader", "environment", "told"}


def test_counterexample_in_json(taught: Path) -> None:
    """What a student got, what was due, and for which input, can be read by a program."""
    run = grader("autograde", "tiny", "--json", "--student", "bob", cwd=taught)

    (bob,) = json.loads(run.out)
    result = bob["questions"]["double"]["results"][0]
    found = result["counterexample"]
    assert (bob["questions"]["double"]["score"], bob["questions"]["double"]["points"]) == (1, 6)
    assert (result["check"], result["verdict"], result["hidden"]) == ("twice_every_number", "failed", False)
    assert (found["what"], found["got"], found["expected"]) == ("double(numbers)[0]", "9", "6")
    assert found["when"] == [{"name": "numbers", "value": "np.array([3.0])"}]


def test_log_lines(taught: Path) -> None:
    """Where nobody watches, progress is a line for each submission."""
    run = grader("autograde", "tiny", "--force", "--workers", "2", cwd=taught)

    lines = [line for line in run.err.splitlines() if line.startswith("[")]
    assert sorted(line.split(" ", 1)[1] for line in lines) == ["ada: graded 8/11", "bob: graded 3/11"]
    assert [line.split(" ", 1)[0] for line in lines] == ["[1/2]", "[2/2]"]
    assert "\x1b" not in run.err + run.out


def squared(course: Path) -> dict[Path, str]:
    """Checks and reference ask for squares now, not for twice each number; what the files held before."""
    before = {
        course / one: (course / one).read_text()
        for one in ("assignments/tiny/checks.py", "solutions/tiny/tiny.py")
    }
    for path, text in before.items():
        path.write_text(text.replace("2 * numbers", "numbers**2"))
    return before


def test_regrade_explains(taught: Path) -> None:
    """After a check changed, the instructor sees whose score would change, and nothing is written."""
    before = squared(taught)

    run = grader("regrade", "tiny", "--explain", cwd=taught)
    for path, text in before.items():
        path.write_text(text)
    again = grader("autograde", "tiny", cwd=taught)

    assert run.status == 0
    assert "bob: double 1 → 6 (+5)" in run.out
    assert "ada: double 6 → 1 (-5)" in run.out
    assert "ada                            8" in again.out


def test_never_lower(small: Path) -> None:
    """With never_lower, a regrade by harder checks leaves the earlier score in report and gradebook."""
    hand_in(small / "class", small, ada=REFERENCE)
    grader("autograde", "tiny", "--workers", "1", cwd=small)
    calendar = small / "course.toml"
    calendar.write_text(calendar.read_text().replace("[course]", "[course]\nnever_lower = true", 1))
    squared(small)

    run = grader("autograde", "tiny", "--force", "--json", cwd=small)

    (report,) = json.loads(run.out)
    assert report["questions"]["double"]["score"] == 6
    assert report["reason"] == "a regrade never lowers a score: double as before"


def test_groups(taught: Path) -> None:
    """Who is wrong alike is listed, from the reports alone, and as JSON for another program."""
    text = grader("groups", "tiny", cwd=taught)
    data = grader("groups", "tiny", "--json", cwd=taught)

    assert (text.status, data.status) == (0, 0)
    assert "bob" in text.out
    assert max(map(len, text.out.splitlines())) <= 80
    assert "bob" in json.dumps(json.loads(data.out))


def test_groups_of_no_assignment(taught: Path) -> None:
    """A name that is no assignment's is asked about; it is not a matter of grading first."""
    run = grader("groups", "tinny", cwd=taught)

    assert run.status == 2
    assert "did you mean 'tiny'?" in run.err


def test_feedback(taught: Path) -> None:
    """One page for each student."""
    run = grader("feedback", "tiny", cwd=taught)

    assert run.status == 0
    assert len(run.out.splitlines()) == 2
    assert all((taught / line).is_file() for line in run.out.splitlines())


def test_class_elsewhere(taught: Path, tmp_path: Path) -> None:
    """--course and --class name the folders when the command runs somewhere else."""
    run = grader(
        "autograde", "tiny", "--course", taught, "--class", taught / "class", "--student", "ada", cwd=tmp_path
    )

    assert run.status == 0
    assert run.out.splitlines()[1].startswith("ada ")


def ended(out: int, err: Path, work: Callable[[], None] = main) -> int:
    """The exit status of a fork of this process, which writes to `out` and `err`. main: `grader --help`."""
    child = os.fork()
    if not child:
        os.dup2(out, 1)
        os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT), 2)
        sys.argv = ["grader", "--help"]
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        status: Any = 99
        try:
            work()
        except SystemExit as end:
            status = end.code
        finally:
            with suppress(OSError):
                sys.stderr.flush()
            try:
                sys.stdout.flush()
            except OSError:
                status = 120  # as Python ends, which tries once more
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_what_is_printed_finds_no_room(tmp_path: Path) -> None:
    """Standard output may be a file, and its disk full: a sentence says so."""
    with Path("/dev/full").open("w") as full:
        status = ended(full.fileno(), tmp_path / "err")

    assert status == 1
    assert (tmp_path / "err").read_text() == (
        "grader: standard output: it cannot be written (No space left on device); "
        "make room on that disk, then run the command again: it goes on\n"
    )


def test_whoever_reads_has_enough(tmp_path: Path) -> None:
    """As `head` has: then nothing is said, be it typer that notices or what comes after it."""
    read, write = os.pipe()
    os.close(read)

    statuses = [ended(write, tmp_path / "err", work) for work in (main, little)]
    os.close(write)

    assert (statuses, (tmp_path / "err").read_text()) == ([1, 1], "")


def little() -> None:
    """Prints what is not written before the end."""
    with printing():
        print("little")
