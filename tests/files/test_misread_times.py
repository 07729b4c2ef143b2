"""Texts that were once read as another time than they say, or refused though they say one; what is told."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grader.files import read_time

from .test_times import read_or_not

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "text",
    ["10:30 du 20 décembre 2026", "10h30 du 20/12/2026", "10h30 du 20 décembre 2026",
     "10:30 em 20 de dezembro de 2026", "10:30 de 20 de dezembro de 2026", "10:30 em domingo 2026-12-20"],
)  # fmt: skip
def test_a_word_before_a_date(text: str) -> None:
    """Is no half of a day in another language."""
    assert read_time(text, zone=PARIS) == datetime(2026, 12, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["1030 em 20.12.2026", "10 em 20 de dezembro de 2026", "12 de 12 de dezembro de 2026",
     "20 décembre 2026, 10:30 du", "wtorek, 20 listopada 2026, 22:30", "sobota, 31 listopada 2026 10:00",
     "So, 19. Dezember 2026, 10:00", "20 December 2026 klo 22:30", "10 du 20.12.2026"],
)  # fmt: skip
def test_one_language(text: str) -> None:
    """Has all words of a text: else a Tuesday would make a Polish November an October."""
    assert read_or_not(text) is None


@pytest.mark.parametrize(
    "text",
    ["2026-12-20 10:00-12:00", "2026-12-20 10:00-12", "2026-12-20 10:00-11:59", "20.12.2026 09:00-10:30",
     "20.12.2026, 10:00 -12:00", "20.12.2026 10:00 -1200", "20 Dec 2026, 1030-1130", "10:00-12:00 20.12.2026",
     "10:00, 20.12.2026 -12:00", "2026-12-20 22:00-02:00", "20.12.2026 1:00 PM-4:00",
     "2026-12-20_10-00 -1200", "10:30 to 2026-12-17", "2026-12-17 to 22:30", "10:30, to 17.12.2026",
     "22:30 do 17.12.2026",
     "2026-12-17, do 22:30", "20.12.2026 nie 22:30", "22:30 ne 20.12.2026"],
)  # fmt: skip
def test_a_span_of_times(text: str) -> None:
    """Is no time with an offset."""
    with pytest.raises(ValueError, match=r"span of times ends|expected"):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    ["2026-12-20T10:00-05:00", "2026-12-20T10:00-0500", "2026-12-20 10:00:00-05:00", "2026-12-20 10:00:00-05",
     "20 Dec 2026 10:00 -0500", "Sun, 20 Dec 2026 10:00:00 -0500 (EST)", "2026-12-20 10:00 UTC-05:00"],
)  # fmt: skip
def test_an_offset(text: str) -> None:
    """Follows its clock, with seconds or a blank, or in the form of ISO."""
    assert read_time(text) == datetime(2026, 12, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["03/08/2026 02:30", "3/8/2026 2:30 AM", "08.03.2026 02:30", "1.7.2026 10:00 EDT", "4.1.2026 00:00 CET",
     "4/1/2026 10:00 EST",
     "12/01/2026 T 10:30", "10:00 on 04/03/2026"],
)  # fmt: skip
def test_only_a_weekday_tells_month_from_day(text: str) -> None:
    """An hour that was left out on one of them does not, nor a name of summer. Both are shown as written."""
    with pytest.raises(ValueError, match=r"several ways, as 2026-0|expected"):
        read_time(text, zone=NEW_YORK)


def test_names_of_zones_of_winter() -> None:
    """Mean the offset that they say, and their own reading in an hour that comes twice."""
    assert read_time("2026-12-01 10:00 CET", local=NEW_YORK) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert read_time("2026-07-01 10:00:00 +0100 CET", local=PARIS) == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert read_time("2026-12-01 10:00 MST", local=NEW_YORK) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    with pytest.raises(ValueError, match="put forward past it in Europe/Paris"):
        read_time("2026-03-29 02:30 CET")
    for text, zone in (
        ("Sun Oct 25 02:30:00 CET 2026", PARIS),
        ("Sun Oct 25 02:30:00 CET 2026", UTC),
        ("Sun, 25 Oct 2026 02:30:00 +0100 (CET)", PARIS),
        ("2026-10-25 03:30:00.000000 EET", ZoneInfo("Europe/Athens")),
        ("2026-10-25 01:30 WET", ZoneInfo("Europe/Lisbon")),
    ):
        assert read_time(text, local=zone) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["EST", "EDT", "Factory", "America/New_York"])
def test_no_clock_in_that_zone(zone: str) -> None:
    """An hour that was left out has no name either; and where nobody lives there is no clock."""
    with pytest.raises(ValueError, match=r"put forward|no time zone"):
        read_time(f"2026-03-08 02:30 {zone}", local=NEW_YORK)


def test_gmt_has_every_hour() -> None:
    """Servers write it in summer, too, and in the hour that London leaves out."""
    time = read_time("Sun, 29 Mar 2026 01:30:00 GMT", local=ZoneInfo("Europe/London"))

    assert time == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Dec 12026 22:30",
        "December 112026 22:30",
        "2026-12-20 2026",
        "20 December 2026 2026",
        "2026-12-20 2230",
    ],
)
def test_digits_in_a_row(text: str) -> None:
    """Are no day and year, nor a year twice a clock."""
    assert read_or_not(text) is None


@pytest.mark.parametrize(
    "text",
    ["quinta, 05 março 2026, 09:05", "quinta, 05 mar 2026, 09:05", "gio 5 mar 2026, 09:05:00, CET",
     "05.03.2026 (чт) 09:05:00 CET", "to. 05. mars 09:05:00 +0100 2026", "czw, 05 mar 2026, 09:05:00 CET",
     "Prş 05 Mar 2026 09:05:00 CET", "Πεμ 05 Μαρ 2026 09:05:00 πμ CET", "N 05 märts 2026 09:05:00 CET",
     "2026年 03月 05日(木曜日) 09:05", "2026년 03월 05일, 오전 9:05", "2026年3月5日 星期四 09:05",
     "Thu, 05 Mar 2026 17:05:00 +0900 (JST)", "Thu Mar 05 2026 17:05:00 GMT+0900 (Japan Standard Time)",
     "2026-03-05T09:05:00+01:00[Europe/Paris]", "20260305090500000", "\ufeff2026-03-05 09:05",
     "Thu Mar 5 09:05:00 2026 +0100", "Thu Mar 05 05:05:00 AM -03 2026"],
)  # fmt: skip
def test_as_systems_write_it(text: str) -> None:
    """By glibc, Moodle, Java, JavaScript, Sakai, and an editor that begins with a mark of byte order."""
    assert read_time(text, zone=PARIS) == datetime(2026, 3, 5, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Freitag, 20.12.2026 22:30", "2026-12-20 is a Sunday"),
        ("20/12/2026 25:00", "hour must be in 0..23"),
        ("20.12.2026 22:61", "minute must be in 0..59"),
        ("20/12/2026 13:00 PM", "hour must be in 1..12 before PM"),
        ("20.12.2026 22:30 PST", "no time zone is called 'PST'; CET is one, and Europe/Paris, and"),
        ("2026-12-20 22:30 CEST", "in Europe/Paris it is CET then, not CEST"),
        ("20.12.26 22:30", "a year needs four digits"),
        ("2026-12-20", "it has no time of day; expected"),
        ("22:30", "it has no date; expected"),
        ("2026-W54-1 10:30", "there is no such week"),
        ("", "it is empty: expected a date and time such as"),
        ("9" * 101, "it has 101 characters, 100 are the most"),
        ("01/02/2026 10:30", "2026-01-02 10:30:00 or 2026-02-01 10:30:00: write the one"),
    ],
)
def test_one_problem_is_told(text: str, why: str) -> None:
    """The one that would remain if the others were mended, and what is wanted."""
    with pytest.raises(ValueError, match=re.escape(why)):
        read_time(text, zone=PARIS)


def test_a_long_text_is_not_looked_at() -> None:
    """Whatever its marks would become."""
    with pytest.raises(ValueError, match="it has 40001 characters"):
        read_time("a" + "\u0315\u0300" * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-20 22:30 America/__init__/x",
        "2026-12-20 22:30 ../../etc/localtime",
        "2026-12-20 22:30 localtime",
        "2026-12-20 22:30 -0130",
        "2026-12-20 10:30 AM -0130",
        "2026-12-20 09:00:00-09:45",
        "2026-12-20T10:00-13:00",
        "2026-12-20 09:00 UTC-10:30",
        "2026-12-20 10:30 +0210",
        "2026-12-20 10:30+01:45",
        "2026-12-20 10:00 PM -1100",
        "201211101530",
        "Sun, 20 Dec 2026 22:30:15 +0100 (GMT+02:00)",
        "Sun, 20 Dec 2026 22:30:15 +0100 (-05:00)",
    ],
)
def test_offsets_and_zones_that_are_none(text: str) -> None:
    """A path, what no place has, and a comment that is another offset."""
    with pytest.raises(ValueError, match=r"is no date and time|several ways"):
        read_time(text, zone=PARIS)


@pytest.mark.parametrize("comment", ["__init__/x", "America/__init__/x", "local", "+01:00"])
def test_a_comment_that_says_nothing_else(comment: str) -> None:
    """It is of no use, or agrees."""
    found = read_time(f"Sun, 20 Dec 2026 22:30:15 +0100 ({comment})", zone=PARIS)

    assert found == datetime(2026, 12, 20, 21, 30, 15, tzinfo=UTC)
