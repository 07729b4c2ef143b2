"""Zones of times: Europe/Paris, CET, +01:00. An instant by the clock of each."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile("(?:UTC|GMT)?([+-])([0-9]{1,2}?):?([0-9]{2})?")
# By sign, the farthest in hours, and what beside full hours any place has or had of late, as 09:30.
_FARTHEST = {"+": 14, "-": 12}
_PARTS = {"+": re.compile("(?:0[34569]|10)30|(?:05|08|12|13)45"), "-": re.compile("0[2349]30")}
# Clocks of winter, in hours, and where they are put forward in summer; the IANA has zones so called, too.
_FIXED = {
    "WET": (0, "Europe/Lisbon"), "CET": (1, "Europe/Paris"), "MET": (1, "Europe/Paris"),
    "EET": (2, "Europe/Athens"), "EST": (-5, "America/New_York"), "MST": (-7, "America/Denver"),
    "HST": (-10, "Pacific/Honolulu"),
}  # fmt: skip
_AMERICAN = ("EST", "MST", "HST")  # Sydney and Kuala Lumpur have an EST and an MST of their own
_IN_AMERICA = re.compile(r"(?:America|Canada|US)/.+|Pacific/Honolulu|[A-Z]{3}[0-9][A-Z]{3}|(?:Etc/)?UTC")


def in_zone(time: datetime, zone: tzinfo) -> datetime:
    """As `astimezone`, but at both ends of the calendar, where there is no such time: by its own clock."""
    try:
        return time.astimezone(zone)
    except (OverflowError, ValueError):
        return time.replace(tzinfo=zone)


def naive(time: datetime | None) -> datetime | None:
    """As nbgrader's gradebook keeps times: of UTC, without a zone; what has none is that already."""
    return in_zone(time, UTC).replace(tzinfo=None) if time and time.tzinfo else time


def at_offset(offset: str) -> tzinfo:
    """offset: Z, +0100, +1:00, +01 or UTC+01:00.

    Raises: ValueError: no zone has it.
    """
    if offset == "Z":
        return UTC
    found = _OFFSET.fullmatch(offset)
    assert found is not None
    sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    if hours + minutes / 60 > _FARTHEST[sign]:
        raise ValueError(f"no time zone is so far from UTC as {offset}")
    if minutes and not _PARTS[sign].fullmatch(f"{hours:02}{minutes:02}"):
        raise ValueError(f"no place has the time zone {offset}")
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if sign == "-" else away)


def is_offset(text: str) -> bool:
    """Whether `at_offset` can be asked about it."""
    return text == "Z" or _OFFSET.fullmatch(text) is not None


def is_zone(name: str, local: tzinfo, year: int) -> bool:
    """Whether there is one, or `local` calls its time so in any month of that year."""
    return name in _FIXED or name in _names_of(local, year) or _of_the_iana(name) is not None


def _names_of(local: tzinfo, year: int) -> set[str | None]:
    return {datetime(year, month, 1, tzinfo=local).tzname() for month in range(1, 13)}


def refuse_loose(clock: datetime, name: str, local: tzinfo) -> None:
    """Raises: ValueError: two clocks are called so: it is summer then, or two continents have the name."""
    if name not in _FIXED or name in {one.tzname() for one in _both(clock, local)}:
        return
    hours, place = _FIXED[name]
    if name in _AMERICAN and not _IN_AMERICA.fullmatch(str(local)):
        raise ValueError(f"{name} has other meanings outside America; write {place}, if that is meant")
    there = local if name in _names_of(local, clock.year) else ZoneInfo(place)
    first(clock, there)
    if timedelta(hours=hours) not in {one.utcoffset() for one in _both(clock, there)}:
        raise ValueError(f"in {there} it is {clock.replace(tzinfo=there).tzname()} then, not {name}")


def called(clock: datetime, name: str, local: tzinfo) -> list[datetime]:
    """By the clock of `local` while that calls its time so, or else in the zone that is always called so.

    Raises: ValueError: that clock did not show it, or it is called otherwise on that day.
    """
    own = [one for one in _both(clock, local) if one.tzname() == name]
    if own and name != "GMT":  # which servers write at any time of the year
        first(clock, local)
        return own
    if name in _FIXED:
        return [clock.replace(tzinfo=timezone(timedelta(hours=_FIXED[name][0])))]
    if zone := _of_the_iana(name):
        return [first(clock, zone)]
    raise ValueError(f"in {local} it is {clock.replace(tzinfo=local).tzname()} then, not {name}")


def first(clock: datetime, zone: tzinfo) -> datetime:
    """Of an hour that comes twice.

    Raises: ValueError: clocks in that zone were put forward past it.
    """
    earlier, later = (one.utcoffset() for one in _both(clock, zone))
    if earlier is not None and later is not None and earlier < later:
        raise ValueError(f"clocks were put forward past it in {zone}")
    return clock.replace(tzinfo=zone)


def _both(clock: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Of an hour that comes twice, both times."""
    return clock.replace(tzinfo=zone, fold=0), clock.replace(tzinfo=zone, fold=1)


def _of_the_iana(name: str) -> tzinfo | None:
    return ZoneInfo(name) if name in _listed() else None


@cache
def _listed() -> frozenset[str]:
    """Asked for, and not tried: a name may be a path to anything."""
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})
