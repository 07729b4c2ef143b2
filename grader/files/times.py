"""Times as people and programs write them, read in one place: timestamp.txt, worksheets, names of folders.

`time_forms` has a table of what is read, `month_names` the words of many languages, as a worksheet has that
of whoever downloaded it, and `zone_names` the zones. A text is read in every way that fits, in one language
at a time. If these show several clocks, it is refused, though one of them was never shown in its zone.

`nbgrader.utils.parse_utc` reads timestamp.txt as a date, a time and a zone, which may have a name; without a
zone it means UTC. So does this. But "+0100" after a blank is an hour here, and to nbgrader a hundred seconds.
"""

import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from grader.files.letters import normalized
from grader.files.month_names import Words, key, languages_of
from grader.files.time_forms import EXAMPLES, Parts, ways_to_read
from grader.files.zone_names import at_offset, called, first, in_zone, is_offset, is_zone, refuse_loose

LONGEST = 100  # characters
YEARS = range(1970, 2101)
_EXPECTED = f"expected a date and time such as {EXAMPLES}"
# By Japanese law noon is 12:00 of the forenoon, to computers 0:00 of the afternoon: 12 has two meanings.
_FROM_ZERO = ("午前", "午後")
_SHORT_YEAR = re.compile(r"\b[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class _Reading:
    """clock: what it shows, without a zone."""

    clock: datetime
    parts: Parts


@dataclass
class _ProblemError(Exception):
    """How far this reading came, and what is wrong there: what would remain if the others were mended."""

    reached: int  # 0: a day, 1: its weekday, 2: a clock, 3: a zone
    why: str


def read_time(
    text: str,
    *,
    zone: tzinfo = UTC,
    local: tzinfo | None = None,
    years: Container[int] = YEARS,
    alone: str = "",
) -> datetime:
    """The time, in UTC.

    zone: of a text that names none; of an hour that comes twice, when clocks are put back, it is the first.
    local: whose short names are known, too, such as CEST; else `zone`.
    years: that can be meant. Year 26 was shortened, 2569 is of another calendar, 9999 says "never".
    alone: the clock of a date that has none.
    Raises: ValueError: it is no date and time that can be read in one way only.
    """
    if len(text) > LONGEST:
        raise ValueError(f"{text[:20]!r} … is no time: it has {len(text)} characters, {LONGEST} are the most")
    text = " ".join(normalized("NFC", text.removeprefix("\ufeff")).split())
    if not text:
        raise ValueError(f"it is empty: {_EXPECTED}")
    if alone and not any(ways_to_read(text)) and any(ways_to_read(f"{text} {alone}")):
        text = f"{text} {alone}"
    readings = _readings(text, local or zone, years)
    _refuse_several(text, {one.clock for one in readings})
    try:
        instants = [one for reading in readings for one in _instants(reading, zone, local or zone)]
    except ValueError as error:
        raise ValueError(f"{text!r} is no date and time: {error}") from None
    _refuse_several(text, {in_zone(one, UTC).replace(tzinfo=None) for one in instants}, " UTC")
    return in_zone(instants[0], UTC)


def _refuse_several(text: str, times: set[datetime], zone: str = "") -> None:
    if len(times) > 1:
        ways = " or ".join(f"{one}{zone}" for one in sorted(times)[:2])
        raise ValueError(f"{text!r} can be read in several ways, as {ways}: write the one that is meant")


def _readings(text: str, local: tzinfo, years: Container[int]) -> list[_Reading]:
    """One or more.

    Raises: ValueError: there is none.
    """
    found, problems = list[_Reading](), list[_ProblemError]()
    for parts in ways_to_read(text):
        for words in languages_of(parts):
            try:
                found += _clocks(parts, words, local, years)
            except _ProblemError as problem:
                problems.append(problem)
    if not found:
        why = max(problems, key=lambda one: one.reached).why if problems else _lacking(text)
        raise ValueError(f"{text!r} is no date and time: {why}")
    return found


def _clocks(parts: Parts, words: Words, local: tzinfo, years: Container[int]) -> Iterator[_Reading]:
    """Raises: _ProblemError: it shows no clock, or names no zone."""
    for day in _days(parts, words):
        if day.year not in years:
            raise _ProblemError(1, f"{day.year:04} is no year of a hand-in, expected 1970 to 2100")
        for hour in _hours(parts, words):
            minute, second = int(parts.get("minute", 0)), int(parts.get("second", 0))
            micro = int(parts.get("fraction", "")[:6].ljust(6, "0"))
            try:
                clock = datetime(day.year, day.month, day.day, hour, minute, second, micro)
            except ValueError as error:
                raise _ProblemError(2, str(error)) from None
            _refuse_zone(parts, clock, local)
            yield _Reading(clock, parts)


def _days(parts: Parts, words: Words) -> list[date]:
    if "week" in parts:
        days = [*_of_week(parts["week"])]
    else:
        name = parts.get("month_name")
        months = words["month_name"][key(name)] if name else [int(parts["month"])]
        days = [*_valid(int(parts["year"]), months, int(parts["day"]))]
    if not days:
        raise _ProblemError(0, f"there is no such {'week' if 'week' in parts else 'day'}")
    weekdays = words["weekday"][key(parts["weekday"])] if "weekday" in parts else range(7)
    fitting = [day for day in days if day.weekday() in weekdays]
    if not fitting:
        raise _ProblemError(1, f"{days[0]} is a {days[0]:%A}")
    return fitting


def _of_week(text: str) -> Iterator[date]:
    with suppress(ValueError):
        yield date.fromisoformat(text)


def _valid(year: int, months: Iterable[int], day: int) -> Iterator[date]:
    for month in months:
        with suppress(ValueError):
            yield date(year, month, day)


def _hours(parts: Parts, words: Words) -> list[int]:
    hour = int(parts["hour"])
    if "half" not in parts:
        return [hour]
    if (least := parts["half"] not in _FROM_ZERO) <= hour < least + 12:
        return [hour % 12 + half for half in words["half"][key(parts["half"])]]
    raise _ProblemError(2, f"hour must be in {least:d}..{least + 11} before {parts['half']}")


def _refuse_zone(parts: Parts, clock: datetime, local: tzinfo) -> None:
    """Raises: _ProblemError: there is none such, or it may be where a span of times ends."""
    name, offset = parts.get("zone", ""), parts.get("offset", "")
    if name and not is_zone(name, local, clock.year):
        own = clock.replace(tzinfo=local).tzname()
        raise _ProblemError(3, f"no time zone is called {name!r}; {own} is one, and Europe/Paris, and +01:00")
    if offset.strip().startswith("-") and not parts.keys() & {"second", "iso"}:
        own_blank = re.fullmatch(" -([0-9]{4})", offset)
        if not own_blank or "half" in parts or own_blank[1] > f"{clock:%H%M}":
            why = "may be where a span of times ends; an offset needs seconds before it"
            raise _ProblemError(3, f"{offset.strip()} {why}: {clock:%H:%M:%S} {offset.strip()}")
    try:
        at_offset(offset.strip() or "Z")
    except ValueError as error:
        raise _ProblemError(3, str(error)) from None


def _instants(reading: _Reading, zone: tzinfo, local: tzinfo) -> Iterator[datetime]:
    """With a zone. A comment after an offset, as in the head of a mail, may name a zone or not.

    Raises: ValueError: there was no such clock.
    """
    clock, parts = reading.clock, reading.parts
    name = parts.get("zone") or parts.get("comment", "")
    said = set[datetime]()
    if offset := parts.get("offset", "").strip():
        said = {clock.replace(tzinfo=at_offset(offset))}
        yield from said
    if is_offset(comment := parts.get("comment", "")):
        yield clock.replace(tzinfo=at_offset(comment))
    if "zone" in parts and not offset:
        refuse_loose(clock, name, local)
    if "zone" in parts or is_zone(name, local, clock.year):
        named = called(clock, name, local)
        if not said & {in_zone(one.replace(fold=fold), UTC) for one in named for fold in (0, 1)}:
            yield from named
    elif not offset:
        yield first(clock, zone)


def _lacking(text: str) -> str:
    """What a text needs that fits no form."""
    if _SHORT_YEAR.search(text):
        return f"a year needs four digits; {_EXPECTED}"
    for what, mended in (("time of day", f"{text} 22:30"), ("date", f"2026-12-20 {text}")):
        if any(ways_to_read(mended)):
            return f"it has no {what}; {_EXPECTED}"
    return _EXPECTED
