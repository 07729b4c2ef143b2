"""What could mean two times is refused in every language, zone and year, and not where it was found alone."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.dates import get_day_names, get_month_names, get_period_names
from hypothesis import example, given
from hypothesis import strategies as st

from grader.files import read_time
from grader.files.month_names import LANGUAGES, ON

PARIS = ZoneInfo("Europe/Paris")
IN_SIGNS = ["ja", "ko", "zh"]
MORNING, NIGHT = datetime(2026, 12, 20, 10, 30), datetime(2026, 12, 20, 0, 30)
NOON = datetime(2026, 12, 20, 12, 30)
EACH_ON = [(language, word) for language, words in ON.items() for word in words.split("|")]


def shown(text: str, zone: ZoneInfo = PARIS) -> datetime | None:
    """What the clock of `zone` showed; None: it is refused."""
    try:
        return read_time(text, zone=zone).astimezone(zone).replace(tzinfo=None)
    except ValueError:
        return None


def halves(*widths: Literal["wide", "abbreviated", "narrow"]) -> dict[str, set[str]]:
    """By the word, without dots and blanks."""
    found = defaultdict[str, set[str]](set)
    for language, width in product([*LANGUAGES, *IN_SIGNS], widths):
        for half, name in get_period_names(width, "format", language).items():
            if half in ("am", "pm"):
                found["".join(filter(str.isalpha, name.casefold()))].add(half)
    return found


@pytest.mark.parametrize("word", sorted({word for _, word in EACH_ON}))
def test_a_word_between_clock_and_digits(word: str) -> None:
    """Is "on" or half a day: em is PM in Swedish and "on" in Portuguese, and nothing else says which."""
    meant = halves("wide", "abbreviated").get(word, set())
    dates = ("2026-12-20", "20/12/2026", "20.12.2026", "2026. 12. 20.")
    for clock, date, spelled in product(
        ("10:30", "10.30"), dates, {word, word.capitalize(), word.upper()} - {"AM"}
    ):
        assert shown(f"{clock} {spelled} {date}") == (None if "pm" in meant else MORNING)
        assert shown(f"{clock.replace('10', '12')} {spelled} {date}") == (None if "am" in meant else NOON)


def test_a_weekday_that_is_half_a_day() -> None:
    """Du is a Sunday in Romanian and PM in Hungarian, p a Sunday in Estonian, and PM in English."""
    for word, meant in halves("wide", "abbreviated", "narrow").items():
        for text in (f"2026-12-20 {word}. 10:30", f"2026-12-20 {word} 10:30", f"10:30 {word} 2026-12-20"):
            assert shown(text) in (None, MORNING + timedelta(hours=12 * ("pm" in meant)))


@pytest.mark.parametrize(("language", "word"), EACH_ON)
def test_a_word_before_a_weekday(language: str, word: str) -> None:
    """Le dimanche 20 décembre 2026 à 22:30. Where the clock comes first, "12:30 Am" may be half an hour."""
    day, month = get_day_names("wide", locale=language)[6], get_month_names("wide", locale=language)[12]
    month = month.removeprefix("de ").removeprefix("d’")
    date = f"{day}, 20 {month} 2026"
    written = [word, word.capitalize(), word.upper()]

    assert {shown(f"{one} {date}, 12:30") for one in written} == {NOON}
    assert {shown(f"12:30 {one} {date}") for one in written} == {None if word == "am" else NOON}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_begins_two_months(language: str) -> None:
    """Is neither of them, though C has "jui" for one, unless the CLDR has it in any language."""
    known = {
        name.casefold().rstrip(".")
        for one, width, context in product(LANGUAGES, ("wide", "abbreviated"), ("format", "stand-alone"))
        for name in get_month_names(width, context, one).values()
    }
    names = {name.casefold(): number for number, name in get_month_names("wide", locale=language).items()}
    months = defaultdict[str, set[int]](set)
    for name, number in names.items():
        for length in range(1, len(name)):
            months[name[:length]].add(number)
    unclear = [one for one, numbers in months.items() if len(numbers) > 1 and one not in known]

    assert {one: shown(f"20 {one} 2026, 22:30") for one in unclear} == dict.fromkeys(unclear)


@pytest.mark.parametrize("month", [1, 7])
def test_a_name_of_another_time_of_the_year(month: int) -> None:
    """CST in July in Chicago, CET in Paris: that was not its name, and may be meant otherwise."""
    read = {}
    for name in sorted(available_timezones() - {"Factory", "localtime", "posixrules"}):
        zone = ZoneInfo(name)
        day, other = datetime(2026, month, 20, 10, 30), datetime(2026, 8 - month, 20)
        called = other.replace(tzinfo=zone).tzname()
        if called and called.isalpha() and called not in ("GMT", day.replace(tzinfo=zone).tzname()):
            read[name] = shown(f"{day:%Y-%m-%d %H:%M} {called}", zone)

    assert len(read) > 150
    assert {name: time for name, time in read.items() if time} == {}


def test_a_name_of_two_continents() -> None:
    """EST is Sydney's, too, and MST Kuala Lumpur's. In America there is one of each."""
    for name, away in (("EST", 5), ("MST", 7), ("HST", 10)):
        text, time = (
            f"2026-12-20 10:30 {name}",
            datetime(2026, 12, 20, 10, 30, tzinfo=UTC) + timedelta(hours=away),
        )
        for zone in ("America/Chicago", "America/Toronto", "Pacific/Honolulu", "UTC"):
            assert read_time(text, local=ZoneInfo(zone)) == time
        for zone in ("Australia/Sydney", "Asia/Kuala_Lumpur", "Asia/Yangon", "Singapore", "Europe/Moscow"):
            with pytest.raises(ValueError, match=f"{name} has other meanings outside America; write"):
                read_time(text, local=ZoneInfo(zone))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["", "Z", "+01:00", " PM"]))
def test_a_part_of_an_hour(time: datetime, zone: str) -> None:
    """After a T, as ISO 8601 has it, 10.50 is half past ten; with seconds it is a clock."""
    assert shown(f"{time:%Y-%m-%dT%H.%M}{zone}") is None
    assert shown(f"{time:%Y%m%dT%H.%M}{zone}") is None
    assert read_time(f"{time:%Y-%m-%dT%H.%M.%S}") == time.replace(microsecond=0, tzinfo=UTC)


@given(st.integers(1, 9999))
@example(1)
@example(1969)
@example(1970)
@example(2100)
@example(2101)
@example(9999)
def test_years_of_hand_ins(year: int) -> None:
    """26 was 2026, 2569 is of the Thai calendar, 9999 means never. Where they are meant they are read."""
    for text in (f"{year:04}-12-20 22:30", f"20.12.{year:04} 22:30", f"20 December {year:04}, 10:30 PM"):
        assert read_time(text, years=range(1, 10_000)) == datetime(year, 12, 20, 22, 30, tzinfo=UTC)
        if 1970 <= year <= 2100:
            assert read_time(text) == datetime(year, 12, 20, 22, 30, tzinfo=UTC)
        else:
            with pytest.raises(ValueError, match=f"{year:04} is no year of a hand-in, expected 1970 to 2100"):
                read_time(text)


@pytest.mark.parametrize("half", ["午前", "午後"])
def test_noon_in_japan(half: str) -> None:
    """By law it ends the forenoon, to computers it begins the afternoon; 0:30 of the afternoon is clear."""
    assert shown(f"2026年12月20日 {half}12:30") is None
    assert shown(f"2026年12月20日 {half}0:30") == (NOON if half == "午後" else NIGHT)
    assert shown(f"2026年12月20日 {half}11:30").hour % 12 == 11
