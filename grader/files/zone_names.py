"""Zones of times: Europe/Paris, CET, +01:00. An instant by the clock of each."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_OFFSET = re.compile("(?:UTC|GMT)?([+-])([0-9]{1,2}?):?([0-9]{2})?")
_FARTHEST = timedelta(hours=14)
# To the IANA these four are zones with a summer; who writes them means the clock of winter.
_FIXED = {"WET": 0, "CET": 1, "MET": 1, "EET": 2}


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
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if away > _FARTHEST or int(found[3] or 0) > 59:
        raise ValueError(f"no time zone is so far from UTC as {offset}")
    return timezone(-away if found[1] == "-" else away)


def is_zone(name: str, local: tzinfo, year: int) -> bool:
    """Whether there is one, or `local` calls its time so in any month of that year."""
    months = (datetime(year, month, 1, tzinfo=local).tzname() for month in range(1, 13))
    return name in _FIXED or name in months or _of_the_iana(name) is not None


def called(clock: datetime, name: str, local: tzinfo) -> list[datetime]:
    """By the clock of `local` while that calls its time so, or else in the zone that is always called so.

    Raises: ValueError: that clock did not show it, or it is called otherwise on that day.
    """
    own = [one for fold in (0, 1) if (one := clock.replace(tzinfo=local, fold=fold)).tzname() == name]
    if own and name != "GMT":  # which servers write at any time of the year
        first(clock, local)
        return own
    if name in _FIXED:
        return [clock.replace(tzinfo=timezone(timedelta(hours=_FIXED[name])))]
    if zone := _of_the_iana(name):
        return [first(clock, zone)]
    raise ValueError(f"in {local} it is {clock.replace(tzinfo=local).tzname()} then, not {name}")


def first(clock: datetime, zone: tzinfo) -> datetime:
    """Of an hour that comes twice.

    Raises: ValueError: clocks in that zone were put forward past it.
    """
    earlier, later = (clock.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if earlier is not None and later is not None and earlier < later:
        raise ValueError(f"clocks were put forward past it in {zone}")
    return clock.replace(tzinfo=zone)


def _of_the_iana(name: str) -> tzinfo | None:
    try:
        return None if name == "Factory" else ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        return None
