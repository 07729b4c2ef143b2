"""What arrives is graded once, when it is whole, and told as far as the course allows it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from machine import PATIENCE
from small_course import COURSE, REFERENCE, WRONG, hand_in, write_course

from grader.errors import CourseError
from grader.model import Report
from grader.records import journal_lines, report_path
from grader.watch import Told, watch_class
from grader.watch.rounds import Job, Seen, take_round

SWAPPED, SQUARES = WRONG["spread_swapped"], WRONG["double_squares"]
OPEN = COURSE.replace("[limits]", "[feedback]\nat_once_per_day = 1\n\n[limits]")
PAGE = "class/feedback/ada/tiny/tiny.html"
HIDDEN_CLAIM = "The second of the two is the largest number."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small course, and an empty exchange beside it."""
    (tmp_path / "exchange/small/inbound").mkdir(parents=True)
    return write_course(tmp_path / "course")


def inbound(root: Path) -> Path:
    return root.parent / "exchange/small/inbound"


def watched(root: Path) -> Job:
    return Job(root, "tiny", root / "class", (inbound(root),))


def submit(root: Path, student: str, text: str, minute: int = 0) -> Path:
    """As nbgrader's exchange has it; returns the folder."""
    when = f"2026-12-20 10:{minute:02}:00.000000 UTC"
    home = inbound(root) / f"{student}+tiny+{when}+x{minute}"
    made = hand_in(root.parent / "made", root, **{student: text})
    shutil.copytree(made / "submitted" / student / "tiny", home)
    (home / "timestamp.txt").write_text(when)
    (home / "submission_secret.txt").write_text(f"{student} {minute}")
    return home


def rounds(job: Job, seen: Seen, number: int = 2) -> list[Report | Told]:
    """What comes of so many looks: the first sees what is new, the second that it stands still."""
    return [one for _ in range(number) for one in take_round(job, seen, say=print)]


def test_what_arrives_is_graded_once(root: Path) -> None:
    """At the second look, and not again; without leave of the course, nothing is told."""
    job, seen = watched(root), Seen()
    submit(root, "ada", REFERENCE)

    first, second, later = (rounds(job, seen, 1), rounds(job, seen, 1), rounds(job, seen, 3))

    assert (first, later) == ([], [])
    assert [(one.student, one.score) for one in second if isinstance(one, Report)] == [("ada", 8)]
    assert not (root / "class/feedback").exists()


def test_half_a_notebook_waits(root: Path) -> None:
    """A file that is still being copied is not graded, however long it stands still for a moment."""
    job, seen = watched(root), Seen()
    path = submit(root, "ada", REFERENCE) / "tiny.ipynb"
    whole = path.read_bytes()
    path.write_bytes(whole[:-2])

    before = rounds(job, seen, 3)
    path.write_bytes(whole)
    after = rounds(job, seen)

    assert before == []
    assert [one.status for one in after if isinstance(one, Report)] == ["graded"]
    assert len(journal_lines(root / "class")) == 1


def test_a_file_that_never_stands_still(root: Path) -> None:
    """Hides no remark about another whose name begins alike."""
    seen, said = Seen(), list[str]()
    (inbound(root) / "xy.ipynb").symlink_to("/etc/passwd")

    for number in range(2):
        (inbound(root) / "x").write_text("x" * number)
        assert not [*take_round(watched(root), seen, say=said.append)]

    assert [line for line in said if "xy.ipynb" in line]


def test_exchange_that_is_still_written_waits(root: Path) -> None:
    """nbgrader writes the time last: without it, not all that a student hands in is there."""
    job, seen = watched(root), Seen()
    (submit(root, "ada", REFERENCE) / "timestamp.txt").unlink()

    assert rounds(job, seen, 3) == []


def test_file_that_breaks_off_for_good(root: Path) -> None:
    """What nobody has touched for long is all there will be: its student is told that it cannot be read."""
    job, seen = watched(root), Seen()
    (submit(root, "ada", REFERENCE) / "tiny.ipynb").write_text("{")
    assert rounds(job, seen) == []
    files = {path: (stamp, 61.0) for path, (stamp, _) in seen.look.files.items()}
    seen.look = type(seen.look)(seen.look.at, files)

    found = rounds(job, seen, 1)

    assert [one.status for one in found if isinstance(one, Report)] == ["unreadable"]


def test_started_again(root: Path) -> None:
    """Whoever is killed between a grade and its page writes the page afterwards, and grades nothing twice."""
    (root / "course.toml").write_text(OPEN)
    job = watched(root)
    submit(root, "ada", REFERENCE)
    stopped = take_round(job, seen := Seen(), say=print)
    assert list(stopped) == []
    assert isinstance(next(take_round(job, seen, say=print)), Report)
    assert not (root / PAGE).exists()

    again = rounds(job, Seen(), 3)

    assert [type(one) for one in again] == [Told]
    assert (root / PAGE).exists()
    assert len(journal_lines(root / "class")) == 1


def test_so_many_pages_a_day(root: Path) -> None:
    """Past the bound, a page is about public checks alone, says so, and its points give nothing away."""
    (root / "course.toml").write_text(OPEN)
    job, seen = watched(root), Seen()
    submit(root, "ada", SWAPPED)
    first, whole = rounds(job, seen), (root / PAGE).read_text()
    submit(root, "ada", REFERENCE, minute=1)
    second, public = rounds(job, seen), (root / PAGE).read_text()

    assert [one.options.public for one in (*first, *second) if isinstance(one, Told)] == [False, True]
    assert "You can get no further page like it today." in whole
    assert "2 of your notebooks count for today, and you can get 1 page" in public
    assert (HIDDEN_CLAIM in whole, HIDDEN_CLAIM in public) == (True, False)
    assert "<b>6</b> of 6" in public
    assert json.loads(report_path(root / "class", "ada", "tiny").read_bytes())["score"] == 8


def test_pages_go_into_the_exchange(root: Path) -> None:
    """nbgrader's own fetch_feedback would find each of them by its submission's secret."""
    from nbgrader.utils import notebook_hash

    (root / "course.toml").write_text(OPEN)
    submit(root, "ada", REFERENCE)

    rounds(watched(root), Seen())

    name = notebook_hash(secret="ada 0", notebook_id="tiny")
    released = inbound(root).parent / "feedback" / f"{name}.html"
    assert released.read_bytes() == (root / PAGE).read_bytes()


def test_an_exchange_that_was_full(root: Path) -> None:
    """A page that is here and could not be released is released at a later look, once."""
    (root / "course.toml").write_text(OPEN)
    submit(root, "ada", REFERENCE)
    feedback = inbound(root).parent / "feedback"
    feedback.touch()  # no folder can be made there
    with pytest.raises(CourseError, match="cannot be released into the exchange"):
        rounds(watched(root), Seen())
    assert (root / PAGE).exists()
    feedback.unlink()

    found = rounds(watched(root), seen := Seen()) + rounds(watched(root), seen)

    assert [path.read_bytes() for path in feedback.iterdir()] == [(root / PAGE).read_bytes()]
    assert [type(one) for one in found] == [Told]


def test_the_same_once_more(root: Path) -> None:
    """Who hands in the same notebook again finds its page by the new submission's secret, too."""
    from nbgrader.utils import notebook_hash

    (root / "course.toml").write_text(OPEN)
    submit(root, "ada", REFERENCE)
    rounds(watched(root), seen := Seen())
    submit(root, "ada", REFERENCE, minute=1)

    found = rounds(watched(root), seen)  # at once: it may be the last look before the end

    names = {f"{notebook_hash(secret=f'ada {minute}', notebook_id='tiny')}.html" for minute in (0, 1)}
    assert {path.name for path in (inbound(root).parent / "feedback").iterdir()} == names
    assert [one.options.public for one in found if isinstance(one, Told)] == [False]
    assert len(journal_lines(root / "class")) == 1


def test_the_same_without_a_secret(root: Path) -> None:
    """It keeps the one that is there, and is not looked at for ever."""
    (root / "course.toml").write_text(OPEN)
    submit(root, "ada", REFERENCE)
    rounds(watched(root), seen := Seen())
    (submit(root, "ada", REFERENCE, minute=1) / "submission_secret.txt").write_text("")

    assert rounds(watched(root), seen, 4) == []
    assert (root / "class/submitted/ada/tiny/submission_secret.txt").read_text() == "ada 0"


def test_newer_one(root: Path) -> None:
    """Of each student the newest counts, and the others are not graded again."""
    job, seen = watched(root), Seen()
    submit(root, "ada", SQUARES)
    submit(root, "bob", REFERENCE)
    rounds(job, seen)
    submit(root, "ada", REFERENCE, minute=5)

    found = rounds(job, seen)

    assert [(one.student, one.score) for one in found if isinstance(one, Report)] == [("ada", 8)]


def test_older_one(root: Path) -> None:
    """What is older than what is there changes nothing, and that is said, once."""
    seen, said = Seen(), list[str]()
    submit(root, "ada", REFERENCE, minute=5)
    rounds(watched(root), seen)
    shutil.rmtree(inbound(root))
    submit(root, "ada", SQUARES)

    found = [one for _ in range(3) for one in take_round(watched(root), seen, say=said.append)]

    assert found == []
    told = " ".join(" ".join(said).split())
    assert told.count("is older than what is there, which stays") == 1


def test_class_folder_alone(root: Path) -> None:
    """Without a source, what others put into class/submitted is graded."""
    hand_in(root / "class", root, ada=REFERENCE)

    found = rounds(Job(root, "tiny", root / "class"), Seen())

    assert [one.student for one in found if isinstance(one, Report)] == ["ada"]


def test_copied_into_the_class_folder(root: Path) -> None:
    """Without a source, too, a notebook is left alone while it is still written to between two looks."""
    path = hand_in(root / "class", root, ada=REFERENCE) / "submitted/ada/tiny/tiny.ipynb"
    whole, seen, job = path.read_bytes(), Seen(), Job(root, "tiny", root / "class")
    path.write_bytes(whole[:-2])
    before = rounds(job, seen, 1)
    path.write_bytes(whole)

    after = rounds(job, seen)

    assert before == []
    assert [one.status for one in after if isinstance(one, Report)] == ["graded"]


def test_a_folder_that_is_no_students(root: Path) -> None:
    """Is said to be left out, once."""
    hand_in(root / "class", root, ada=REFERENCE, **{"b\x1b[31m": REFERENCE})
    seen, said = Seen(), list[str]()

    for _ in range(4):
        assert len([*take_round(Job(root, "tiny", root / "class"), seen, say=said.append)]) < 2

    (line,) = (line for line in said if line.startswith("not graded"))
    assert line.endswith("b\\x1b[31m' is no student's name: rename the folder, then grade again")


def test_past_the_deadline(root: Path) -> None:
    """What is there is graded, what still arrives is waited for, and then it ends."""
    submit(root, "ada", REFERENCE)
    found: list[Report | Told] = []

    ended = watch_class(
        watched(root), every=0.01, until=datetime.now(UTC) - timedelta(days=1), tell=found.append, say=print
    )

    assert (ended.why, ended.graded, ended.failed) == ("deadline", 1, 0)
    assert [one.student for one in found] == ["ada"]


GRADER = [sys.executable, "-c", "from grader.cli import main; main()"]
HOLD = "import sys; from pathlib import Path; from grader.files import locked\n"
HOLD += "with locked(Path(sys.argv[1])): print('in', flush=True); input()"


@pytest.fixture
def command(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """The real command, watching."""
    submit(root, "ada", REFERENCE)
    (root / "class").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, root / "class"], stdin=-1, stdout=-1, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "in\n"
        started = subprocess.Popen(
            [*GRADER, "watch", "tiny", inbound(root), "--every", "1"],
            cwd=root, stdout=-1, stderr=-1, text=True, env={**os.environ, "COLUMNS": "80"},
        )  # fmt: skip
        assert started.stderr is not None
        until = iter(started.stderr.readline, "")
        started.lines = [next(one for one in until if "is grading here already" in one)]  # type: ignore[attr-defined]
        other.communicate("\n")
    yield started
    started.kill()
    started.communicate()


def test_service(root: Path, command: "subprocess.Popen[str]") -> None:
    """It waits while another process grades there, goes on, and ends cleanly when it is told to."""
    assert command.stdout is not None
    assert command.stdout.readline().endswith("ada: graded, 8 of 11\n")

    command.send_signal(signal.SIGTERM)
    _, said = command.communicate(timeout=PATIENCE)

    assert command.returncode == 0
    assert said.endswith("1 graded\nStopped. The same command goes on from here.\n")
