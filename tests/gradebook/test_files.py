from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nbgrader.utils import parse_utc

from grader.errors import CourseError
from grader.gradebook import write_autograded

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
