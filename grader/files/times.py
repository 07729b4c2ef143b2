"""Times as people and programs write them, read in one place: timestamp.txt, worksheets, names of folders.

`nbgrader.utils.parse_utc` reads timestamp.txt as a date, a time and a zone, which may have a name; without a
zone it means UTC. So does this; what nbgrader would guess at (half a date, an unknown zone) is unreadable.
Months and weekdays may have their names in another language: a worksheet has that of whoever downloaded it.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from dateutil import parser

from grader.files.month_names import in_english

LONGEST = 100  # characters
_ZONED = re.compile(r"(.*?\d(?: ?[AaPp][Mm]\b)?) ?(Z|[+-]\d\d:?\d\d|[A-Za-z][A-Za-z0-9_+/-]*)", re.DOTALL)
_DOTTED = re.compile(
    r"(?<=\d) ?([ap])\. ?m\b\.?", re.IGNORECASE
)  # Spanish and others; dateutil passes over it
# As in the name of a file, without colons; 10-05 alone may also be ten o'clock somewhere else.
_IN_A_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[-_](?=\d\d-)|[T ](?=\d\d-\d\d-))(\d\d)-(\d\d)(?:-(\d\d))?(?!-?\d)"
)
_WITH_DOTS = re.compile(r"(?<![\d.-])()(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])")  # as in Finland: 22.30
# Without colons, half a zone or a fraction: 20261220 10-05 and 10,5; among colons a fraction of minutes.
_TWO_WAYS = re.compile(
    r"\d{4}-?\d\d-?\d\d[-_T ]\d\d-\d\d|(?<![\d.-])\d{1,2}(?:\.\d+|,\d{1,2})(?![\d.])|\d ?[-+] ?\d\d?\Z"
)
_MIXED = re.compile(r"(?<![:\d])\d{1,2}:\d\d\.\d|\d\.\d\d:\d\d")
_OFFSET = re.compile(
    r"[^:]*\d ?[-+] ?\d\d?"
)  # 20261220-10-05: no zone is told so beside a clock without colons
_OFFSET = re.compile(r"[+-]\d\d:?\d\d\Z")
_FARTHEST = timedelta(hours=14)
_NO_WORDS = re.compile(r"\d{4}-\d|[^a-zA-Z\x80-\U0010ffff]*\Z")  # that could be the name of a month
_SOME, _OTHER = datetime(2003, 3, 3, 1), datetime(2007, 7, 7, 2)  # what is missing in a text comes from these


def read_time(text: str, *, zone: tzinfo = UTC, local: tzinfo | None = None) -> datetime:
    """The time, in UTC.

    zone: of a text that names none. local: whose short names are known, too, such as CEST; else `zone`.
    Raises: ValueError: it is no date and time that can be read in one way only.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise ValueError(f"{text[:20]!r} is no time" if text else "it is empty")
    text = _IN_A_NAME.sub(_with_colons, _DOTTED.sub(r" \1m", text))
    has_colon = ":" in _OFFSET.sub("", text)
    if not has_colon and len(_WITH_DOTS.findall(text)) == 1:
        text = _WITH_DOTS.sub(_with_colons, text)
    elif (_MIXED if has_colon else _TWO_WAYS).search(text):
        raise ValueError(f"{text!r} can be read in several ways")
    if not _NO_WORDS.match(text):
        text = in_english(text)
    found = None if _is_iso(text) else _ZONED.fullmatch(text)
    if found is None or found[2].casefold() in ("am", "pm"):
        return in_zone(_clock(text, zone), UTC)
    clock = _clock(found[1], zone)
    return in_zone(clock.replace(tzinfo=_zone(found[2], clock.replace(tzinfo=local or zone))), UTC)


def _with_colons(found: re.Match[str]) -> str:
    """Groups: the date or nothing, hours, minutes, and perhaps seconds."""
    return f"{found[1]} {found[2]}:{found[3]}:{found[4] or '00'}".strip()


def in_zone(time: datetime, zone: tzinfo) -> datetime:
    """As `astimezone`, but at both ends of the calendar, where there is no such time: by its own clock."""
    try:
        return time.astimezone(zone)
    except (OverflowError, ValueError):
        return time.replace(tzinfo=zone)


def naive(time: datetime | None) -> datetime | None:
    """As nbgrader's gradebook keeps times: of UTC, without a zone; what has none is that already."""
    return in_zone(time, UTC).replace(tzinfo=None) if time and time.tzinfo else time


def _is_iso(text: str) -> bool:
    if not re.fullmatch(
        r"[\dW-]{8,10}[T ]\d[\d:.,+ -]*Z?", text
    ):  # Python reads what it likes before a Z: 10:00:00.123456 XYZ
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    with suppress(ValueError):
        return not date.fromisoformat(text)  # a day, of which nobody knows when it was
    return True


def _clock(text: str, zone: tzinfo) -> datetime:
    """With the zone, unless the text has an offset of its own."""
    found = datetime.fromisoformat(text) if _is_iso(text) else _written(text)
    if abs(found.utcoffset() or timedelta()) > _FARTHEST:
        raise ValueError(f"no time zone is so far from UTC as in {text!r}")
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _written(text: str) -> datetime:
    """Words and numbers in any order, if there is only one way to understand them."""
    try:
        readings = {
            parser.parse(text, default=default, dayfirst=first, tzinfos=_within)
            for default in (_SOME, _OTHER)
            for first in (True, False)
        }
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
        raise ValueError(f"{text!r} is no date and time") from None
    if len(readings) > 1 or not re.search(r"\d{4}", text):
        raise ValueError(f"{text!r} can be read in several ways")
    found: datetime = readings.pop()
    return found


def _within(name: str | None, seconds: int | None) -> tzinfo | int | None:
    """The zone that dateutil met in the middle of a text: Sun Dec 20 22:58:31 CET 2026."""
    return _zone(name, _SOME) if name else seconds


def _zone(name: str, there: datetime) -> tzinfo:
    """there: the clock in a zone whose own short names count."""
    if re.fullmatch(r"[+-]\d\d:?\d\d", name):
        offset = datetime.strptime(name, "%z").tzinfo
        assert offset is not None
        return offset
    if name in ("Z", "GMT", "UTC"):
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        if there.tzinfo and there.tzname() == name:
            return there.tzinfo
        raise ValueError(f"no time zone is called {name!r}") from None
