"""Who came late, in a terminal."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from grader.course.late import DAY, HOUR, Lateness
from grader.grading.late_table import duration, listing, summary

PARIS = ZoneInfo("Europe/Paris")
DUE = datetime(2026, 12, 20, 23, 59, tzinfo=PARIS)


def standing(student: str, late: float | None, penalty: float = 0.0, *, extended: bool = False) -> Lateness:
    handed_in = None if late is None else DUE + timedelta(seconds=late)
    return Lateness(student, handed_in, DUE, max(0, late or 0), 20, penalty, 0, extended)


CLASS = [
    standing("ada", -HOUR),
    standing("bob", DAY + 2 * HOUR, 4),
    standing("a.student.with.a.very.long.name", 600),
    standing("dee", -60, extended=True),
    standing("eve", None),
    standing("fay", 300),
]


def test_listing() -> None:
    """Whoever came in time is not listed; times are the course's; 80 columns."""
    lines = list(listing(CLASS, {"fay"}, PARIS))

    assert lines == [
        "student             handed in    due            late by    off  note",
        "bob                 12-22 01:59  12-20 23:59    1 d 2 h      4",
        "a.student.with.a.v… 12-21 00:09  12-20 23:59     10 min",
        "dee                 12-20 23:58  12-20 23:59                    extension",
        "eve                 -            12-20 23:59                    no time",
        "fay                 12-21 00:04  12-20 23:59      5 min         excused",
    ]
    assert summary(CLASS) == "6 graded: 3 late, 1 of them lose points"


def test_late_at_an_unknown_time() -> None:
    """Whom the system calls late is late, in the table and in the summary, and loses nothing."""
    found = [CLASS[1], replace(CLASS[4], called_late=True), replace(CLASS[4], student="gil", due=None)]
    found.append(replace(found[1], student="hal", due=None))

    assert [line.split()[0] for line in listing(found, set(), PARIS) if line.endswith("  late, no time")] == [
        "eve",
        "hal",
    ]
    assert summary(found) == (
        "4 graded: 3 late, 1 of them lose points; 2 by an unknown time, which counts as in time"
    )


def test_everybody_in_time() -> None:
    """A table of nobody is no table."""
    assert list(listing(CLASS[:1], set(), PARIS)) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, ""), (10, "1 min"), (3000, "50 min"), (4000, "1 h 06"), (86399, "23 h 59"), (90000, "1 d 1 h")],
)
def test_duration(seconds: float, words: str) -> None:
    """A duration says as much as one wants to know."""
    assert duration(seconds) == words
