"""2 if the command line was wrong: what is typed and is not there, in every command and for every option."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from commands import grader
from typer.models import OptionInfo

from grader.cli import COMMANDS

NAMES = [command.__name__ for command in COMMANDS]
MADE = {"class_", "into", "folder"}  # a command may make these
NEEDED = {"notebook": "class/release/tiny", "sources": ".", "name": "more", "assignment": "tiny"}


@dataclass(frozen=True)
class Parameter:
    """option: "--student"; "": it is an argument. path: it names a file or folder."""

    name: str
    option: str
    path: bool
    required: bool


def parameters(command: str) -> list[Parameter]:
    function = next(one for one in COMMANDS if one.__name__ == command)
    defaults = inspect.signature(function).parameters
    return [
        _parameter(name, *get_args(hint), required=defaults[name].default is inspect.Parameter.empty)
        for name, hint in get_type_hints(function, include_extras=True).items()
        if name != "return"
    ]


def _parameter(name: str, kind: Any, info: Any, *, required: bool) -> Parameter:
    spelt = [one for one in (info.default, *(info.param_decls or ())) if str(one).startswith("--")]
    option = next(iter(spelt), f"--{name}") if isinstance(info, OptionInfo) else ""
    return Parameter(name, option, "Path" in str(kind), required)


def slips() -> Iterator[tuple[str, str, str]]:
    """Each command, each of its parameters that names something, and a slip for that."""
    for command in NAMES:
        for one in parameters(command):
            if one.path and one.name not in MADE:
                yield command, one.name, "nowhere"
            elif one.name in ("assignment", "student", "solution", "question"):
                yield command, one.name, "tinny"
    yield "new", "name", "no name!"
    yield "new", "name", "tiny"  # is there


@pytest.mark.parametrize(("command", "slip", "typed"), [*slips()])
def test_what_is_not_there(taught: Path, command: str, slip: str, typed: str) -> None:
    """The exit status is 2, nothing is on stdout, and what was typed is named."""
    words = [command]
    for one in parameters(command):
        if given := typed if one.name == slip else NEEDED.get(one.name, "") if one.required else "":
            words += [one.option, given] if one.option else [given]
    if command == "export" and slip != "sheet":
        words += ["--format", "canvas"]

    run = grader(*words, cwd=taught)

    assert (run.status, run.out) == (2, "")
    assert typed in run.err


@pytest.mark.parametrize("name", ["autograde", "regrade", "feedback"])
def test_student_who_is_not_there(taught: Path, name: str) -> None:
    """Every --student asks who was meant, or says who is there."""
    near, far = (grader(name, "tiny", "--student", who, cwd=taught).err for who in ("bop", "nobody"))

    assert near.endswith("of 'bop'; did you mean 'bob'?\n") or "of 'bop' on tiny; did you mean 'bob'?" in near
    assert "there are ada, bob\n" in far


@pytest.mark.parametrize("name", ["autograde", "regrade", "feedback"])
def test_student_in_capitals(taught: Path, name: str) -> None:
    """Is the same one, as in a roster."""
    run, small = (grader(name, "tiny", "--student", who, cwd=taught) for who in ("Bob", "bob"))

    assert (run.status, run.out) == (small.status, small.out)
    assert "no submission" not in run.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("autograde", "tiny", "--cluster", "local:x"), "expected local:N"),
        (("regrade", "tiny", "--cluster", "local:2", "--workers", "2"), "one of them, not both"),
        (("watch", "tiny", "--cluster", "local:2", "--trust-submissions"), "one of them, not both"),
        (("export", "tiny", "--format", "canvas", "--fill-in", "course.toml"), "one of them, not both"),
        (("export", "tiny"), "one of them is needed"),
        (
            ("export", "tiny", "--format", "blackboard"),
            "expected one of: canvas, moodle, nbgrader",
        ),
        (("watch", "tiny", "--until", "2020-01-01 10:00"), "'2020-01-01 10:00' is over"),
        (("watch", "tiny", "--until", "yesterday"), "expected a date and time"),
        (("mark", "tiny", "--marker", ""), "a name of 1 to 40 characters"),
    ],
)
def test_options_at_odds(taught: Path, words: tuple[str, ...], said: str) -> None:
    """A cheap look at the options comes before anything is done."""
    run = grader(*words, cwd=taught)

    assert (run.status, run.out) == (2, "")
    assert said in " ".join(run.err.replace("│", " ").split())
    assert "Grading" not in run.err


def test_version(tmp_path: Path) -> None:
    """The version alone, for whoever reports a fault."""
    run = grader("--version", cwd=tmp_path)

    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("grader ")


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (b"Student,Grade\nada,\n", "Mark", "expected one called 'Mark'"),
        (b"Student,Essay,Homework\nada,,\n", "", "name it with --column"),
        (b"a list\n", "", "no table, expected the worksheet as it was downloaded"),
        (b"PK\x03\x04", "", "a workbook, such as .xlsx"),
    ],
)
def test_a_file_that_cannot_be_filled_in(taught: Path, content: bytes, column: str, said: str) -> None:
    """It was named on the command line, so that is wrong; nothing is written."""
    (taught / "sheet.csv").write_bytes(content)

    run = grader("export", "tiny", "--fill-in", "sheet.csv", "--column", column, cwd=taught)

    assert (run.status, run.out, said in " ".join(run.err.split())) == (2, "", True)
    assert not (taught / "class/export/sheet.csv").exists()
