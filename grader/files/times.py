"""Times as people and programs write them, read in one place: timestamp.txt, worksheets, names of folders.

`time_forms` has a table of what is read, and `month_names` the words of other languages: a worksheet has that
of whoever downloaded it. A text is read in every way that fits. If these mean several times, it is refused.

`nbgrader.utils.parse_utc` reads timestamp.txt as a date, a time and a zone, which may have a name; without a
zone it means UTC. So does this. But "+0100" after a blank is an hour here, and to nbgrader a hundred seconds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from grader.files.month_names import halves_called, months_called, weekdays_called
from grader.files.time_forms import EXAMPLES, Parts, ways_to_read

LONGEST = 100  # characters
_OFFSET = re.compile("([+-])([0-9]{1,2}?):?([0-9]{2})?")
_FARTHEST = timedelta(hours=14)


def read_time(text: str, *, zone: tzinfo = UTC, local: tzinfo | None = None) -> datetime:
    """The time, in UTC.

    zone: of a text that names none; of an hour that comes twice, when clocks are put back, it is the first.
    local: whose short names are known, too, such as CEST; else `zone`.
    Raises: ValueError: it is no date and time that can be read in one way only.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not text or len(text) > LONGEST:
        raise ValueError(f"{text[:20]!r} is no time" if text else "it is empty")
    found, problems = set[datetime](), list[str]()
    for parts in ways_to_read(text):
        try:
            found |= {in_zone(one, UTC) for one in _instants(parts, zone, local or zone)}
        except ValueError as error:
            problems.append(str(error))
    if len(found) > 1:
        ways = " or ".join(f"{one.replace(tzinfo=None)}" for one in sorted(found)[:2])
        raise ValueError(f"{text!r} can be read in several ways, as {ways} UTC")
    if not found:
        why = problems[-1] if problems else f"expected a date and time such as {EXAMPLES}"
        raise ValueError(f"{text!r} is no date and time: {why}")
    return found.pop()


def in_zone(time: datetime, zone: tzinfo) -> datetime:
    """As `astimezone`, but at both ends of the calendar, where there is no such time: by its own clock."""
    try:
        return time.astimezone(zone)
    except (OverflowError, ValueError):
        return time.replace(tzinfo=zone)


def naive(time: datetime | None) -> datetime | None:
    """As nbgrader's gradebook keeps times: of UTC, without a zone; what has none is that already."""
    return in_zone(time, UTC).replace(tzinfo=None) if time and time.tzinfo else time


def _instants(parts: Parts, zone: tzinfo, local: tzinfo) -> Iterator[datetime]:
    """With a zone; none if a word is no month, weekday or half of a day.

    Raises: ValueError: there is no such time.
    """
    for day in _days(parts):
        for hour in _hours(parts):
            minute, second = int(parts.get("minute", 0)), int(parts.get("second", 0))
            micro = int(parts.get("fraction", "")[:6].ljust(6, "0"))
            clock = datetime(day.year, day.month, day.day, hour, minute, second, micro)
            if "offset" in parts:
                yield clock.replace(tzinfo=_fixed(parts["offset"]))
            if "zone" in parts:
                yield from _by_name(clock, parts["zone"], local)
            elif "offset" not in parts:
                yield _first(clock, zone)


def _days(parts: Parts) -> list[date]:
    weekdays = weekdays_called(parts["weekday"]) if "weekday" in parts else range(7)
    if "week" in parts:
        days = [date.fromisoformat(parts["week"])]
    else:
        months = months_called(parts["month_name"]) if "month_name" in parts else [int(parts["month"])]
        days = [*_valid(int(parts["year"]), months, int(parts["day"]))]
        if months and not days:
            raise ValueError("there is no such day")
    fitting = [day for day in days if day.weekday() in weekdays]
    if days and weekdays and not fitting:
        raise ValueError(f"{days[0]} is a {days[0]:%A}")
    return fitting


def _valid(year: int, months: Iterable[int], day: int) -> Iterator[date]:
    for month in months:
        with suppress(ValueError):
            yield date(year, month, day)


def _hours(parts: Parts) -> list[int]:
    hour = int(parts["hour"])
    if "half" not in parts:
        return [hour]
    halves = halves_called(parts["half"])
    if halves and not 1 <= hour <= 12:
        raise ValueError(f"hour must be in 1..12 before {parts['half']}")
    return [hour % 12 + 12 * (half == "pm") for half in halves]


def _fixed(offset: str) -> tzinfo:
    """offset: Z, +0100, +1:00 or +01."""
    if offset == "Z":
        return UTC
    found = _OFFSET.fullmatch(offset)
    assert found is not None
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if away > _FARTHEST or int(found[3] or 0) > 59:
        raise ValueError(f"no time zone is so far from UTC as {offset}")
    return timezone(-away if found[1] == "-" else away)


def _by_name(clock: datetime, name: str, local: tzinfo) -> list[datetime]:
    """In the zone of the IANA that is called so, and by the clock of `local` while that calls its time so."""
    here = (clock.replace(tzinfo=local, fold=fold) for fold in (0, 1))
    found = [one for one in here if one.tzname() == name]
    try:
        return [*found, _first(clock, ZoneInfo(name))]
    except (OSError, KeyError):
        if not found:
            raise ValueError(f"no time zone is called {name!r}") from None
        return found


def _first(clock: datetime, zone: tzinfo) -> datetime:
    """Raises: ValueError: clocks in that zone were put forward past it."""
    first, second = (clock.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is not None and second is not None and first < second:
        raise ValueError(f"clocks were put forward past it in {zone}")
    return clock.replace(tzinfo=zone)
