"""Extensions, times and penalties are entered anew, without a second grading, where nbgrader looks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from grader.course.late import Lateness, load_extensions
from grader.course.load import load_course
from grader.files import read_time
from grader.gradebook import open_gradebook, register_assignment, save_report
from grader.grading.late_penalties import settle_late
from grader.grading.late_table import listing
from grader.submissions import note_called_late

from .conftest import DUE, ten_percent
from .course import release, report

CALENDAR = """\
[course]
id = "nlp"
name = "Language"
{more}
[[assignment]]
name = "attention"
due = 2026-03-01T13:00:00+01:00
"""
RULE = '[late]\npercent = 10\nper = "hour"\n'


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    """ada came in time, bob 2 h 30 min late, cem at no known time; all graded while coming late was free."""
    folder = tmp_path / "class"
    (tmp_path / "course.toml").write_text(CALENDAR.format(more=""))
    times = {"ada": DUE, "bob": DUE + timedelta(hours=2.5), "cem": None}
    with open_gradebook(f"sqlite:///{make(folder)}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
        for student, time in times.items():
            home = make(folder / "submitted" / student / "attention")
            make(folder / "autograded" / student / "attention")
            if time:
                (home / "timestamp.txt").write_text(f"{time:%Y-%m-%d %H:%M:%S} UTC")
            save_report(book, report(student, softmax=8.0), timestamp=time, comments={})
    return tmp_path


def make(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def settled(root: Path, *, rule: str = RULE, extensions: str = "", say: Callable[[str], None] = print) -> Any:
    """By student, after course.toml and extensions.csv became these."""
    (root / "course.toml").write_text(CALENDAR.format(more=rule))
    (root / "class/extensions.csv").write_text(f"student,assignment,extra\n{extensions}")
    return {one.student: one for one in settle_late(load_course(root), root / "class", "attention", say=say)}


def seen_by_nbgrader(root: Path, student: str) -> tuple[float, timedelta | None, datetime | None]:
    with open_gradebook(f"sqlite:///{root}/class/gradebook.db", course="nlp") as book:
        found = book.find_submission("attention", student)
        return found.late_submission_penalty, found.extension, found.timestamp


def test_called_late_without_a_time(taught: Path) -> None:
    """What the system said when it was collected counts until a time is known."""
    home = taught / "class/submitted/cem/attention"
    (home / "attention.ipynb").write_bytes(b"{}")
    said = {"content": b"{}", "late": True, "day": DUE, "write": True}
    note_called_late(taught / "class", "attention", "cem", **said)
    note_called_late(taught / "class", "attention", "ada", **said)

    before = settled(taught)
    (home / "timestamp.txt").write_text(f"{DUE:%Y-%m-%d %H:%M:%S} UTC")
    after = settled(taught)

    assert [(one.student, one.penalty) for one in before.values() if one.called_late] == [("cem", 0.0)]
    assert not any(one.called_late for one in after.values())


def test_rule_changed(taught: Path) -> None:
    """A new rule is applied to what is graded already."""
    found = settled(taught)

    assert found["bob"] == Lateness("bob", DUE + timedelta(hours=2.5), DUE, 9000.0, 8.0, 2.4, 0.0, False)
    assert [one.student for one in found.values() if one.changed] == ["bob"]
    assert seen_by_nbgrader(taught, "bob")[0] == pytest.approx(2.4)


def test_again_changes_nothing(taught: Path) -> None:
    """A second look finds all as it is."""
    settled(taught)

    stamps = [*taught.glob("class/autograded/*/*/timestamp.txt")]
    before = [one.stat().st_mtime_ns for one in stamps]
    assert [one.student for one in settled(taught).values() if one.changed] == []
    assert [one.stat().st_mtime_ns for one in stamps] == before


def test_extension(taught: Path) -> None:
    """An extension is nbgrader's own: formgrader and export count it, too."""
    settled(taught)

    found = settled(taught, extensions="bob,attention,2 hours\n")

    assert (found["bob"].seconds_late, found["bob"].penalty, found["bob"].extended) == (1800, 0.8, True)
    assert seen_by_nbgrader(taught, "bob")[:2] == (0.8, timedelta(hours=2))


def test_excused(taught: Path) -> None:
    """Whoever is excused loses nothing."""
    settled(taught)
    (taught / "class/extensions.csv").write_text("student,assignment,excused\nbob,all,yes\n")

    found = settle_late(load_course(taught), taught / "class", "attention", say=print)

    assert [one.penalty for one in found] == [0, 0, 0]


def test_extension_taken_back(taught: Path) -> None:
    """No extra time is no extension, and neither is a line that is gone."""
    given = settled(taught, extensions="bob,attention,1 day\n")

    gone = settled(taught, extensions="")
    again = settled(taught, extensions="bob,attention,1 day\n")
    back = settled(taught, extensions="bob,attention,0 hours\n")

    assert (given["bob"].penalty, again["bob"].penalty) == (0, 0)
    assert (gone["bob"].penalty, back["bob"].penalty) == (2.4, 2.4)


def test_name_misspelt(taught: Path) -> None:
    """An extension for nobody says whom it may be for."""
    remarks: list[str] = []

    settled(taught, extensions="bobb,attention,1 day\n", say=remarks.append)

    assert remarks == [
        f"{taught}/class/extensions.csv: nobody called 'bobb' handed it in; did you mean 'bob'?",
        "1 late penalty changed without grading again: `grader late attention` lists them,",
        "    and `grader feedback attention` writes the pages anew",
    ]


def test_excused_who_handed_nothing_in(taught: Path) -> None:
    """Found on the roster in any capitals; a name that is nobody's is said."""
    (taught / "class/roster.csv").write_text("id\nbob\neve\n")
    lines, remarks = "EVE,attention,,,yes\nZed,attention,,,yes\n", list[str]()
    (taught / "class/extensions.csv").write_text(f"student,assignment,extra,due,excused\n{lines}")
    course = load_course(taught)

    settle_late(course, taught / "class", "attention", say=remarks.append)

    assert load_extensions(course, taught / "class").excused_from("attention") == {"eve", "Zed"}
    assert remarks == [
        f"{taught}/class/extensions.csv: nobody called 'Zed' handed it in, or is on the roster",
    ]


def test_marks_given_since_count(taught: Path) -> None:
    """A penalty is a part of the score with the marks that people gave after grading."""
    with open_gradebook(f"sqlite:///{taught}/class/gradebook.db", course="nlp") as book:
        book.find_grade("bottleneck", "attention", "attention", "bob").manual_score = 2.0
        book.db.commit()

    assert settled(taught)["bob"].penalty == pytest.approx(3.0)


def test_time_found_later(taught: Path) -> None:
    """A timestamp.txt that was not there at grading is entered, here and in autograded/."""
    (taught / "class/submitted/cem/attention/timestamp.txt").write_text("2026-03-01 13:30:00")

    found = settled(taught)

    assert found["cem"].penalty == pytest.approx(1.6)
    assert seen_by_nbgrader(taught, "cem")[2] == datetime(2026, 3, 1, 13, 30)
    copied = taught / "class/autograded/cem/attention/timestamp.txt"
    assert copied.read_text() == "2026-03-01 13:30:00.000000 UTC"


def test_time_that_a_killed_run_left(taught: Path) -> None:
    """The time beside the graded notebook, which the page is released by, is what the gradebook has."""
    settled(taught)
    stamp = taught / "class/autograded/ada/attention/timestamp.txt"
    right = stamp.read_bytes()
    stamp.chmod(0o644)
    stamp.write_text("2026-12-01 10:00:00.000000 UTC")

    settled(taught)

    assert stamp.read_bytes() == right


def test_time_that_cannot_be_read(taught: Path) -> None:
    """It is said, and the work counts as in time."""
    remarks: list[str] = []
    (taught / "class/submitted/bob/attention/timestamp.txt").write_text("yesterday, or so")

    found = settled(taught, say=remarks.append)

    assert found["bob"].penalty == 0
    assert remarks[0].endswith("mend or delete it; counted as in time")


@pytest.mark.parametrize("stamp", ["0001-01-01 00:00:00 +14:00", "9999-12-31 23:59:59 America/Los_Angeles"])
def test_a_time_of_no_hand_in(taught: Path, stamp: str) -> None:
    """The first and the last day of the calendar cost that file alone, and the table shows them, too."""
    remarks: list[str] = []
    (taught / "class/submitted/bob/attention/timestamp.txt").write_text(stamp)

    found = settled(taught, say=remarks.append)

    assert (found["bob"].penalty, found["ada"].handed_in) == (0, DUE)
    assert "is no year of a hand-in, expected 1970 to 2100" in remarks[0]
    found["bob"] = replace(found["bob"], handed_in=read_time(stamp, years=range(1, 10_000)))
    assert [*listing([*found.values()], (), ZoneInfo("Europe/Paris"))]


@pytest.mark.parametrize("due", ["9999-12-31", "9999-12-31T23:59:59-12:00"])
def test_due_on_the_last_day_of_the_calendar(taught: Path, due: str) -> None:
    """As people write that there is no limit."""
    (taught / "course.toml").write_text(CALENDAR.format(more=RULE))
    (taught / "class/extensions.csv").write_text(f"student,assignment,due\nbob,attention,{due}\n")

    found = {
        one.student: one for one in settle_late(load_course(taught), taught / "class", "attention", say=print)
    }

    assert (found["bob"].penalty, found["bob"].extended) == (0, True)
    assert settle_late(load_course(taught), taught / "class", "attention", say=print)  # it can be read again


def test_due_date_changed(taught: Path) -> None:
    """A due date put off in course.toml lifts penalties."""
    found = settled(taught)
    (taught / "course.toml").write_text((taught / "course.toml").read_text().replace("T13", "T18"))
    later = settle_late(load_course(taught), taught / "class", "attention", say=print)

    assert found["bob"].penalty == pytest.approx(2.4)
    assert [one.penalty for one in later] == [0, 0, 0]


def test_not_released_yet(tmp_path: Path) -> None:
    """Before an assignment is in the gradebook nobody is late."""
    (tmp_path / "course.toml").write_text(CALENDAR.format(more=RULE))

    assert settle_late(load_course(tmp_path), tmp_path / "class", "attention", say=print) == []
    assert not (tmp_path / "class").exists()


def test_saved_with_the_rule(book: Any) -> None:
    """Grading enters the penalty at once."""
    save_report(book, report(softmax=8.0), timestamp=DUE + timedelta(hours=2), comments={}, late=ten_percent)

    assert book.find_submission("attention", "ada").late_submission_penalty == pytest.approx(1.6)
