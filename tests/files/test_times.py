"""Times are read as nbgrader reads timestamp.txt, and what could mean two times is said to."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_datetime, get_month_names
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from grader.files import in_zone, read_time
from grader.files.month_names import LANGUAGES

from .written_times import BERLIN, Written, damaged, says_only, written

UNTIMED = settings(deadline=None)  # the first that needs a name loads those of thirty languages
ZONES = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Europe/Berlin", "EST5EDT"]
FORMS = ["%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]


@UNTIMED
@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(FORMS),
    st.sampled_from([*ZONES, ""]),
)
def test_as_nbgrader(time: datetime, form: str, zone: str) -> None:
    """Whatever nbgrader's exchange writes, in any zone that it may be set to, means the same to both."""
    text = f"{time.strftime(form)} {zone}".strip()

    assert read_time(text) == parse_utc(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Sunday, 20 December 2026, 11:59 PM", datetime(2026, 12, 20, 22, 59, tzinfo=UTC)),
        ("2026-12-20 22:58:31.935127000 Z", datetime(2026, 12, 20, 22, 58, 31, 935127, UTC)),
        ("2026-12-21 01:00:00.000000000 +01:00", datetime(2026, 12, 21, tzinfo=UTC)),
        ("2026-07-01 10:00:00 CEST", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("Sun Dec 20 22:58:31 CET 2026", datetime(2026, 12, 20, 21, 58, 31, tzinfo=UTC)),
        ("Dec 20, 2026 11:58 PM", datetime(2026, 12, 20, 22, 58, tzinfo=UTC)),
        ("2026-12-20-10-00-00", datetime(2026, 12, 20, 9, tzinfo=UTC)),
        ("2026-12-20_10-00", datetime(2026, 12, 20, 9, tzinfo=UTC)),
        ("2026-12-20 22.30", datetime(2026, 12, 20, 21, 30, tzinfo=UTC)),
        ("20. joulukuuta 2026 klo 22.30", datetime(2026, 12, 20, 21, 30, tzinfo=UTC)),
        ("2026-12-20 22.30 +01:00", datetime(2026, 12, 20, 21, 30, tzinfo=UTC)),
        ("20.12.2026 22.30.59", datetime(2026, 12, 20, 21, 30, 59, tzinfo=UTC)),
        ("2026-12-20 10 PM", datetime(2026, 12, 20, 21, tzinfo=UTC)),
    ],
)
def test_as_people_write_it(text: str, time: datetime) -> None:
    """In the course's zone unless it names another."""
    assert read_time(text, zone=BERLIN) == time


HALVES = ["%b %d, %Y %I:%M %p", "%A, %d %B %Y, %I:%M %p", "%b %d, %Y %I%M %p", "%I:%M %p, %d %B %Y",
          "%Y-%m-%d %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d %b %Y %I:%M%p"]  # fmt: skip


@UNTIMED
@given(st.datetimes(datetime(2013, 1, 13), datetime(2099, 1, 1)), st.sampled_from(HALVES), st.booleans())
@example(datetime(2026, 12, 20, 0, 5), HALVES[2], True)
def test_halves_of_a_day(time: datetime, form: str, capitals: bool) -> None:
    """Half past midnight is no noon, though "am" is a small word beside a date in German."""
    time = time.replace(day=20, second=0, microsecond=0)
    text = time.strftime(form)

    assert read_time(text if capitals else text.lower()) == time.replace(tzinfo=UTC)


@pytest.mark.parametrize("hour", [0, 11, 12, 23])
@pytest.mark.parametrize("language", [*LANGUAGES, "es_MX", "en"])
def test_no_other_half_of_a_day(language: str, hour: int) -> None:
    """However a language writes them: they are told apart, or the time is refused."""
    time = datetime(2026, 12, 20, hour, 58)
    texts = [format_datetime(time, form, locale=language) for form in ("d MMMM y h:mm a", "d/MM/y, h:mm a")]

    assert {read_or_not(text) for text in texts} <= {time.replace(tzinfo=BERLIN), None}


def read_or_not(text: str) -> datetime | None:
    try:
        return read_time(text, zone=BERLIN)
    except ValueError:
        return None


def test_am_before_a_date_or_a_time() -> None:
    """Is that small word before a German date. Before a clock, or before digits alone, it may be a half."""
    texts = [
        "am 20. Dezember 2026 um 12:05",
        "12:05 Uhr am Sonntag, den 20. Dezember 2026",
        "Sonntag, am 20. Dezember 2026, 12:05 Uhr",
    ]

    assert {read_or_not(text) for text in texts} == {datetime(2026, 12, 20, 11, 5, tzinfo=UTC)}
    refused = ["2026-12-20 am 12:30", "20 December 2026, am 12:30", "12:30 am 20.12.2026"]
    assert {text: read_or_not(text) for text in refused} == dict.fromkeys(refused)


@pytest.mark.parametrize(
    "text",
    ["", "-", "12", "2026", "December 2026", "next week", "01/02/2026 10:00", "2026-13-40 10:00", "9" * 9999,
     "2026-12-20 10:00:00.123456 XYZ", "2026-12-20 10:00 ../../etc/passwd", "2026-12-20 10:00 America",
     "2026-12-20", "20 December 2026", "2026-12-20 -10:00", "2026-12-20+01:00", "2026-12-20 10-00",
     "2026-12-20-10-00-05-05", "2026-12-20 10.5", "2026-12-20 22,30",
     "2026-12-20 22:30.15", "2026-12-20 22.30:15", "20261220-22-05",
     "20.12.2026-22-05", "2026-12-20 22:30-15"],
)  # fmt: skip
def test_unreadable(text: str) -> None:
    """Half a date, a day without a time, no such zone, a day that may be a month: nothing is guessed."""
    with pytest.raises(ValueError, match=r"time|several|zone|empty"):
        read_time(text, zone=BERLIN)


@UNTIMED
@given(st.text(max_size=30) | st.from_regex(r"[0-9A-Za-z:+., /-]{1,30}", fullmatch=True))
@example("2026-12-20 10:00 \x00")
def test_a_time_or_an_error_in_words(text: str) -> None:
    """Nothing else is ever raised."""
    try:
        found = read_time(text, zone=BERLIN)
    except ValueError:
        return

    assert found.tzinfo is UTC


@given(st.datetimes(timezones=st.sampled_from([UTC, BERLIN, ZoneInfo("Pacific/Kiritimati")])))
@example(datetime.max.replace(tzinfo=UTC))
@example(datetime.min.replace(tzinfo=UTC))
def test_any_date_has_a_clock(time: datetime) -> None:
    """A date of year 1 or 9999 can be shown in any zone."""
    assert abs((in_zone(time, BERLIN).replace(tzinfo=None) - time.replace(tzinfo=None)).days) <= 1


@pytest.mark.parametrize(
    "text",
    ["Sonntag, 20. Dezember 2026, 22:30", "dimanche 20 décembre 2026, 22:30", "20. Dez. 2026 22:30 Uhr",
     "domingo, 20 de diciembre de 2026, 22:30", "domingo, 20 de dezembro de 2026 às 22:30",
     "domenica, 20 dicembre 2026, 22:30", "zondag, 20 december 2026, 22:30",
     "niedziela, 20 grudnia 2026, 22:30", "søndag den 20. december 2026, 22:30",
     "sunnuntai, 20. joulukuuta 2026, 22:30", "Κυριακή, 20 Δεκεμβρίου 2026, 22:30",
     "воскресенье, 20 декабря 2026, 22:30", "20 de Dezembro de 2026, 22:30 CET"],
)  # fmt: skip
def test_months_in_other_languages(text: str) -> None:
    """As Moodle writes them in a worksheet, for whoever downloaded it."""
    assert read_time(text, zone=ZoneInfo("Europe/Paris")) == datetime(2026, 12, 20, 21, 30, tzinfo=UTC)


def test_a_month_that_is_two() -> None:
    """Listopad is October in Croatia, and November in Prague and Warsaw."""
    with pytest.raises(ValueError, match=r"several ways, as 2026-10-20 .* or 2026-11-20"):
        read_time("20 listopad 2026, 22:30")


def test_another_weekday() -> None:
    """A date that says it is a Monday, and is none, may be another; a weekday also tells month from day."""
    with pytest.raises(ValueError, match="2026-12-20 is a Sunday"):
        read_time("Monday, 20 December 2026, 22:30")

    assert read_time("Friday, 01/02/2026 10:00") == datetime(2026, 1, 2, 10, tzinfo=UTC)


def test_an_hour_that_there_is_not() -> None:
    """When clocks are put forward; of an hour that comes twice it is the first, or the one that is named."""
    with pytest.raises(ValueError, match="clocks were put forward past it in Europe/Berlin"):
        read_time("2026-03-29 02:30", zone=BERLIN)

    assert read_time("2026-10-25 02:30", zone=BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read_time("2026-10-25 02:30 CEST", local=BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read_time("2026-10-25 02:30 CET", local=BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_nothing_twice() -> None:
    """Two zones in two places, or two weekdays: neither is chosen."""
    with pytest.raises(ValueError, match="expected a date and time such as"):
        read_time("10:00 CET, 20 December 2026 EST")


def test_nothing_is_passed_over() -> None:
    """A word that is no part of a time, before it, in it or after it."""
    texts = [
        "Lab 2026-12-20 22:30",
        "2026-12-20 lab 22:30",
        "2026-12-20 22:30 +01:00 lab",
        "2026-12-20 22:30:15:9",
    ]

    assert {text: read_or_not(text) for text in texts} == dict.fromkeys(texts)


def test_two_zones_that_agree() -> None:
    """As in the head of a mail; where they disagree, neither is chosen."""
    mail = "Sun, 20 Dec 2026 22:58:31 +0100 ({})"

    assert read_time(mail.format("CET")) == datetime(2026, 12, 20, 21, 58, 31, tzinfo=UTC)
    with pytest.raises(ValueError, match="several ways"):
        read_time(mail.format("EST"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_a_language(language: str) -> None:
    """Is read as that month, or not at all."""
    names = get_month_names("wide", "format", language)

    read = {number: month_of(f"3 {name} 2026, 22:30") for number, name in names.items()}

    assert {number: month for number, month in read.items() if month not in (number, None)} == {}
    assert sum(month is None for month in read.values()) <= 3


def month_of(text: str) -> int | None:
    try:
        return read_time(text).month
    except ValueError:
        return None


@UNTIMED
@given(written())
def test_whatever_is_written_in_a_form(one: Written) -> None:
    """Is read as the time that was meant, or not at all where it could mean another."""
    assert read_or_not(one.text) in ({one.time, None} if one.is_open else {one.time})


@settings(UNTIMED, max_examples=500, derandomize=True)
@given(damaged())
def test_a_slip_of_the_pen(text: str) -> None:
    """What is still read says that time and nothing else: nothing in it is passed over.

    The same texts each time: what a word means in thirty languages is known to `says_only` but roughly.
    """
    found = read_or_not(text)

    assert found is None or says_only(text, found)
