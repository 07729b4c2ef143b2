from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nbgrader.utils import parse_utc

from grader.errors import CourseError
from grader.gradebook import write_autograded
from grader.gradebook.files import read_timestamp

from .course import report

NOON_IN_PARIS = datetime(2026, 7, 1, 12, 0, 0, 5, tzinfo=ZoneInfo("Europe/Paris"))


def test_layout(tmp_path: Path) -> None:
    """The notebook, the report and the time lie where nbgrader looks for them."""
    home = write_autograded(tmp_path, report(), b"{1}", b"{2}", NOON_IN_PARIS)

    assert home == tmp_path / "autograded" / "ada" / "attention"
    assert sorted(path.name for path in home.iterdir()) == ["attention.ipynb", "report.json", "timestamp.txt"]


def test_timestamp_is_read_back_by_nbgrader(tmp_path: Path) -> None:
    """nbgrader reads our time of submission as the same moment, to the microsecond."""
    home = write_autograded(tmp_path, report(), b"", b"", NOON_IN_PARIS)

    assert parse_utc((home / "timestamp.txt").read_text()) == datetime(2026, 7, 1, 10, 0, 0, 5)


def test_timestamp_is_read_back_by_us(tmp_path: Path) -> None:
    """We read the time of submission as the same moment, too."""
    home = write_autograded(tmp_path, report(), b"", b"", NOON_IN_PARIS)

    assert read_timestamp(home, below=tmp_path) == NOON_IN_PARIS


@pytest.mark.parametrize("text", ["2026-07-01 03:00:00 America/Los_Angeles", "2026-07-01T12:00+02:00"])
def test_timestamps_that_others_write(tmp_path: Path, text: str) -> None:
    """nbgrader writes its course's time zone by name; others write an offset."""
    (tmp_path / "timestamp.txt").write_text(text)

    assert read_timestamp(tmp_path, below=tmp_path) == NOON_IN_PARIS.replace(microsecond=0)


def test_no_timestamp(tmp_path: Path) -> None:
    """Where no time was noted, none is known."""
    assert read_timestamp(tmp_path, below=tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"soon", b"\xff", b"2026" * 1000])
def test_unusable_timestamp(tmp_path: Path, content: bytes) -> None:
    """A time that cannot be read names its file and the cure."""
    (tmp_path / "timestamp.txt").write_bytes(content)

    with pytest.raises(CourseError, match=r"timestamp.txt: no date.*mend or delete it"):
        read_timestamp(tmp_path, below=tmp_path)


def test_report_is_written_last(tmp_path: Path) -> None:
    """A run killed half way through leaves no report, by which it is known to be unfinished."""
    home = tmp_path / "autograded/ada/attention"
    (home / ".report.json.new").mkdir(parents=True)  # writing the report fails

    with pytest.raises(CourseError, match=r"report\.json: it cannot be written"):
        write_autograded(tmp_path, report(), b"", b"", NOON_IN_PARIS)

    assert {path.name for path in home.iterdir() if path.is_file()} == {"attention.ipynb", "timestamp.txt"}


def test_read_only_files_are_replaced(tmp_path: Path) -> None:
    """Files are read-only, as nbgrader leaves them, and a regrade still replaces them."""
    home = write_autograded(tmp_path, report(), b"old", b"old", None)
    mode = (home / "report.json").stat().st_mode & 0o777

    write_autograded(tmp_path, report(), b"new", b"new", None)

    assert (mode, (home / "report.json").read_bytes()) == (0o444, b"new")


def test_left_over_from_a_kill(tmp_path: Path) -> None:
    """What a killed run left half written is in nobody's way, and gone afterwards."""
    home = write_autograded(tmp_path, report(), b"", b"", None)
    (home / ".report.json.new").write_bytes(b"ha")
    (home / ".report.json.new").chmod(0o444)

    write_autograded(tmp_path, report(), b"", b"whole", None)

    assert sorted(path.name for path in home.iterdir()) == ["attention.ipynb", "report.json"]


def test_nothing_to_show_removes_what_was_shown(tmp_path: Path) -> None:
    """When a resubmission cannot be read, the earlier notebook is not left to be marked in its place."""
    home = write_autograded(tmp_path, report(), b"earlier", b"", NOON_IN_PARIS)

    write_autograded(tmp_path, report(), None, b"", None)

    assert [path.name for path in home.iterdir()] == ["report.json"]


@pytest.mark.parametrize("name", ["", "..", "../eve", "eve\0", "a\\b", "\ud800"])
def test_names_cannot_lead_elsewhere(tmp_path: Path, name: str) -> None:
    """A student's name cannot make us write outside of the class folder."""
    with pytest.raises(CourseError, match="cannot name a folder"):
        write_autograded(tmp_path, report(name), b"", b"", None)
