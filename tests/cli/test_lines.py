"""Who watches gets lines that fit: every command on a terminal of 80 columns."""

import json
from pathlib import Path

import pytest
from commands import grader, on_terminal
from small_course import COURSE, REFERENCE, SOURCE, WRONG, hand_in, write_course

from grader.cli import COMMANDS

RULE = "\n[late]\npercent = 10\nper = 'hour'\ngrace_minutes = 15\nmax_days = 2\n"
LONG = "The weights add up to one in every row, whatever the number of keys, and none of them is below zero."
RUBRIC = '[[why.criterion]]\nname = "Reason"\nlevels = [{ points = 3, when = "Says why." }]\n'
CASES = [
    ("new", "more"),
    ("new", "tiny"),
    ("audit", "tiny"),
    ("release", "tiny"),
    ("release", "unsound"),
    ("audit", "unsound"),
    ("collect", "tiny", "handed_in"),
    ("collect", "tiny", "handed_in"),
    ("autograde", "tiny", "--workers", "1"),
    ("autograde", "tiny", "--student", "somebody-whose-name-is-long-and-who-is-not-here"),
    ("watch", "tiny", "--workers", "1"),
    ("regrade", "tiny", "--explain", "--workers", "1"),
    ("groups", "tiny"),
    ("mark", "tiny", "--summary"),
    ("feedback", "tiny"),
    ("late", "tiny"),
    ("verify", "tiny"),
    ("report", "tiny"),
    ("export", "tiny", "--format", "canvas"),
    ("export", "tiny", "--format", "moodle", "--missing-as-zero"),
    ("totals",),
    ("gradescope", "tiny"),
    ("check", "class/release/tiny"),
    ("check", "class/submitted/ada/tiny/tiny.ipynb"),
    ("check", "assignments"),
    ("demo", "shown", "--workers", "1"),
    ("doctor",),
]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, past its due date, graded; then a wrong solution changed. "unsound" has problems."""
    root = write_course(tmp_path_factory.mktemp("course"))
    unsound = '\n[[assignment]]\nname = "unsound"\n'
    (root / "course.toml").write_text(COURSE.replace("2026-12-20", "2020-12-20") + unsound + RULE)
    for half in ("assignments", "solutions"):
        (root / half / "unsound").symlink_to("tiny")
    (root / "assignments/tiny/unsound.py").write_text(SOURCE.replace("points=6", "points=5"))
    (root / "solutions/tiny/unsound.py").write_text(REFERENCE)
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"], cleo="", dee="")
    for student in ("ada", "bob"):
        stamp = root / f"class/submitted/{student}/tiny/timestamp.txt"
        stamp.write_text("2020-12-21 03:00:00 UTC")
    (root / "class/submitted/dee/tiny/tiny.ipynb").write_text("{")
    inbox = root / "handed_in/eve"
    inbox.mkdir(parents=True)
    (inbox / "tiny.ipynb").write_bytes((root / "class/submitted/bob/tiny/tiny.ipynb").read_bytes())
    (inbox / "other-notebook-that-nobody-asked-for-and-that-has-a-long-name.ipynb").write_text(json.dumps({}))
    assert grader("release", "tiny", cwd=root).status == 0
    grader("autograde", "tiny", "--workers", "1", cwd=root)
    wrong = root / "solutions/tiny/wrong/double_squares.py"
    wrong.write_text(wrong.read_text().replace("Squares.", LONG))
    return root


def too_wide(shown: str) -> list[str]:
    """Lines that the terminal would break; a command has a line of its own, and a path stays whole."""
    lines = [line for line in shown.splitlines() if len(line) > 80 and not line.startswith("    ")]
    return [line for line in lines if len(line.split()) > 1]


def test_every_command_is_there() -> None:
    """None is left out of the list."""
    assert {one.__name__ for one in COMMANDS} == {words[0] for words in CASES}


@pytest.mark.parametrize("words", CASES, ids=" ".join)
def test_lines_fit(taught: Path, words: tuple[str, ...]) -> None:
    """Whatever is printed fits, but for paths and commands, which are to be copied."""
    run = on_terminal(*words, cwd=taught)

    assert run.out
    assert "Traceback" not in run.out
    assert too_wide(run.out) == []
