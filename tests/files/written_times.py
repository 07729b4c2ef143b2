"""Times in every form that people and programs write, and whether a text says nothing but a given time.

Both know the answer beforehand, and neither knows how `read_time` reads.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_day_names, get_month_names, get_period_names
from hypothesis import assume
from hypothesis import strategies as st

from grader.files.month_names import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")
ALL = [*LANGUAGES, "en_GB", "es_MX"]
NUMBERED = ["{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "{d}. {m}. {y}", "{d}/{m}/{y}", "{m}/{d}/{y}", "{d}-{m}-{y}"]
DATES = [
    *NUMBERED, "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{y}/{m}/{d}", "{y}. {m}. {d}.", "{d} {month} {y}",
    "{d}. {month} {y}", "{d} de {month} de {y}", "{month} {d}, {y}", "{d}-{month}-{y}", "{y}. {month} {d}.",
    "{y} m. {month} {d} d.",
]  # fmt: skip
CLOCKS = [
    "{H:02}:{M:02}", "{H:02}:{M:02}:{S:02}", "{H:02}:{M:02}:{S:02}.{f:06}", "{h}:{M:02} {half}", "{h} {half}",
    "{h}:{M:02}:{S:02}{half}", "{h}{M:02} {half}", "{H}.{M:02}", "{H:02}.{M:02}.{S:02}", "{h}.{M:02} {half}",
    "{H} h {M:02}", "{H}h{M:02}", "{H} h", "{H} Uhr",
]  # fmt: skip
JOINTS = [" ", ", ", " - "]
WORDS = {
    "de": " um ",
    "en": " at ",
    "en_GB": " at ",
    "sv": " kl. ",
    "da": " kl ",
    "es": " a las ",
    "fi": " klo ",
}
ORDERS = [
    "{date}{joint}{clock}{zone}",
    "{day}, {date}{joint}{clock}{zone}",
    "{day} {date}{joint}{clock}{zone}",
    "{clock}{zone}, {date}",
    "{clock}{zone}, {day} {date}",
    "{day} {month} {d} {clock}{zone} {y}",
    "{d}. {month} {clock}{zone} {y}",
]
STAMPS = [
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}{zone}", "{y}{m:02}{d:02}T{H:02}{M:02}{S:02}{zone}",
    "{y}{m:02}{d:02}{H:02}{M:02}{S:02}", "{y}{m:02}{d:02}_{H:02}{M:02}", "{y}-{m:02}-{d:02}_{H:02}-{M:02}",
    "{y}-{m:02}-{d:02}-{H:02}-{M:02}-{S:02}", "{y}{m:02}{d:02}-{H:02}{M:02}{S:02}",
]  # fmt: skip
ZONES = {
    "": BERLIN, "Z": UTC, " Z": UTC, " UTC": UTC, " GMT": UTC, "+01:00": timezone(timedelta(hours=1)),
    " -0330": timezone(-timedelta(hours=3, minutes=30)), " Asia/Kolkata": ZoneInfo("Asia/Kolkata"),
    " America/Los_Angeles": ZoneInfo("America/Los_Angeles"), " EST5EDT": ZoneInfo("EST5EDT"),
    " CET": timezone(timedelta(hours=1), "CET"), " CEST": timezone(timedelta(hours=2), "CEST"),
}  # fmt: skip


FIXED = {"wet": 0, "cet": 1, "met": 1, "eet": 2}  # hours, where the course's clock does not have the name
WINTER, SUMMER = (datetime(2026, 11, 1), datetime(2027, 3, 1)), (datetime(2026, 4, 1), datetime(2026, 10, 1))
SEASONS = {" CET": WINTER, " CEST": SUMMER}


@dataclass(frozen=True)
class Written:
    """text: of a course in Berlin. is_open: a number or a word in it could mean another month or half."""

    text: str
    time: datetime
    is_open: bool


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A time that there is, in any form, with a zone or by the clock of Berlin."""
    form = draw(st.sampled_from([*ORDERS, *STAMPS]))
    form = form.replace("{date}", draw(st.sampled_from(DATES))).replace(
        "{clock}", draw(st.sampled_from(CLOCKS))
    )
    zone = draw(st.sampled_from([*ZONES])) if "{zone}" in form else ""
    there = draw(st.datetimes(*SEASONS.get(zone, (datetime(1990, 1, 1), datetime(2090, 1, 1)))))
    there = there.replace(
        minute=there.minute if "{M" in form else 0,
        second=there.second if "{S" in form else 0,
        microsecond=there.microsecond if "{f" in form else 0,
    )
    time = there.replace(tzinfo=ZONES[zone]).astimezone(UTC)
    assume(time.astimezone(ZONES[zone]).replace(tzinfo=None) == there)  # clocks were put forward past it
    language, width = draw(st.sampled_from(ALL)), draw(st.sampled_from(["wide", "abbreviated"]))
    month = re.sub("^(?:de |d’)", "", get_month_names(width, "format", language)[there.month])
    half = get_period_names("abbreviated", "format", language)["am" if there.hour < 12 else "pm"]
    text = form.format(
        y=there.year, m=there.month, d=there.day, H=there.hour, M=there.minute, S=there.second,
        f=there.microsecond, h=(there.hour - 1) % 12 + 1, half=half, month=month,
        joint=draw(st.sampled_from([*JOINTS, WORDS.get(language, ", ")])),
        day=get_day_names("wide", "format", language)[there.weekday()],
        zone=" Z" if zone == "Z" and re.search(r"half|h\b|Uhr", form) else zone,
    )  # fmt: skip
    is_open = (
        (any(one in form for one in NUMBERED) and there.day <= 12)
        or ("{month}" in form and len(meanings()[plain(month)]) > 1)
        or ("{half}" in form and len(meanings()[plain(half)]) > 1)
        or (zone == " -0330" and "{S" not in form and ("{half}" in form or f"{there:%H%M}" < "0330"))
    )
    return Written(text, time, is_open)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """As `written`, with a letter or a word lost, doubled or exchanged with another."""
    text = draw(written()).text
    between = draw(st.sampled_from(["", " "]))
    parts = text.split(" ") if between else [*text]
    first = draw(st.integers(0, len(parts) - 1))
    second = draw(st.integers(0, len(parts) - 1) if between else st.just(min(first + 1, len(parts) - 1)))
    exchanged = [parts[{first: second, second: first}.get(at, at)] for at in range(len(parts))]
    slips = [parts[:first] + parts[first + 1 :], parts[: first + 1] + parts[first:], exchanged]
    return between.join(draw(st.sampled_from(slips)))


def plain(name: str) -> str:
    return re.sub("^(?:de |d’)|[.\\s]", "", name.casefold())


@cache
def meanings() -> dict[str, set[object]]:
    """By name: months are numbers, halves of a day am and pm."""
    found = defaultdict[str, set[object]](set)
    for language, context, width in product(ALL, ("format", "stand-alone"), ("wide", "abbreviated")):
        for meaning, name in get_month_names(width, context, language).items():
            found[plain(name)].add(meaning)
        for meaning, name in get_period_names(width, context, language).items():
            if meaning in ("am", "pm"):
                found[plain(name)].add(meaning)
    return found


def says_only(text: str, time: datetime) -> bool:
    """Whether it says this time, all of it is needed for that, and no other time is said by it as well."""
    text = " ".join(text.split()).casefold()
    return any(
        _without_fillers(left, time.astimezone(zone))
        for rest, zone in _without_zone(text)
        for left in _without_date_and_clock(rest, time.astimezone(zone))
    )


def _without_zone(text: str) -> Iterator[tuple[str, tzinfo]]:
    """Whatever could be one, and what holds where there is none."""
    yield text, BERLIN
    names = [(name.casefold(), ZoneInfo(name)) for name in available_timezones() if name.casefold() in text]
    fixed = [(name, timezone(timedelta(hours=away))) for name, away in FIXED.items()]
    for name, zone in (*names, *fixed, ("z", UTC), ("cest", ZONES[" CEST"])):
        yield from ((rest, zone) for rest in _each_taken(text, rf"(?<![a-z/]){re.escape(name)}(?![\w/])"))
    for found in re.finditer(r"([+-])(\d\d?)(?::?(\d\d))?(?!\d)", text):
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if away <= timedelta(hours=14):
            rest = f"{text[: found.start()]}§{text[found.end() :]}"
            yield rest, timezone(-away if found[1] == "-" else away)


GAP = r"(?:[ ,./-]|\bof\b|\bde\b|\bdel\b|\bd['’]|\bm\.| d\.)*"


def _without_date_and_clock(text: str, there: datetime) -> Iterator[str]:
    for rest in _without_date(text, there):
        for clock in _clocks(there):
            yield from _each_taken(rest, clock)


def _each_taken(text: str, pattern: str) -> Iterator[str]:
    return (f"{text[: one.start()]}§{text[one.end() :]}" for one in re.finditer(pattern, text))


def _without_date(text: str, there: datetime) -> Iterator[str]:
    """Without one of the names of this day that no other has."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text)
    halves = {word for word in words if meanings().get(word, set()) & {"am", "pm"}} - {"am", "pm"}
    settled = there.tzname() == "CEST" or halves or any(word in weekdays() for word in words)  # one language
    y, m, d = rf"{there.year:04}", rf"0?{there.month}(?!\d)", rf"0?{there.day}(?!\d)"
    dates = [rf"{y}{there:%m%d}", f"{there:%G-?w%V-?%u}"]
    dates += [rf"{y}{sign}{m}{sign}{d}\.?" for sign in ("-", "/", r"\. ?")]
    if there.day == there.month or there.day > 12 or settled:
        both = ((d, m), (m, d))
        dates += [rf"(?<!\d){a}{sign}{b}{sign}{y}\.?" for sign in ("-", "/", r"\. ?") for a, b in both]
    names = [name for name, them in meanings().items() if there.month in them and (settled or len(them) == 1)]
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    month = rf"(?<![^\W\d_])(?:{month})(?![^\W\d_])\.?"
    day = rf"(?<!\d){d}(?:st|nd|rd|th|er|º|\(a\))?"
    without_year = [f"{day}{GAP}{month}", f"{month}{GAP}{day}"]
    for one in without_year:
        dates += [f"{one}{GAP}{y}\\.?", rf"{y}{GAP}{one}\.?(?: d\.)?"]
        yield from _each_taken(re.sub(f" {y}( §)?$", "", text), one)
    yield from (rest for date in dates for rest in _each_taken(text, date))


def _clocks(there: datetime) -> Iterator[str]:
    """Patterns of all that this time of day is called."""
    fraction = f"{there.microsecond:06}"
    parts = f"(?:[.,](?:{fraction.rstrip('0') or '0'}0*|{fraction}[0-9]*))" + "?" * (there.microsecond == 0)
    needed = "?" * (there.second == there.microsecond == 0)
    colons, dots = f"(?::{there:%S}{parts}){needed}", rf"(?:\.{there:%S}){needed}"
    after = f"(?::{there:%M}{colons}|\\.{there:%M}{dots}|{there:%M})" + "?" * (
        there.minute == there.second == 0
    )
    half = "am" if there.hour < 12 else "pm"
    words = [
        r"\. ?".join(half) + r"\.?",
        *(r"\.?".join(map(re.escape, one)) for one, them in meanings().items() if them == {half}),
    ]
    yield rf"(?<!\d)0?{there.hour}:{there:%M}{colons}(?!\d)"
    yield rf"(?<!\d)0?{there.hour}\.{there:%M}{dots}(?!\d)"
    yield rf"(?<!\d)0?{there.hour} ?(?:h|uhr) ?{there:%M}(?: ?m(?:in)?\.?(?: ?{there:%S} ?s)?)?(?!\d)"
    yield rf"(?<!\d)0?{int(f'{there:%I}')}{after} ?(?:{'|'.join(words)})(?![^\W\d_])\.?"
    yield rf"(?<!\d){there:%H-?%M}(?:-?{there:%S}{parts}){needed}(?!\d)"
    if there.minute == there.second == there.microsecond == 0:
        yield from (rf"(?<!\d)0?{there.hour} ?(?:h|uhr)(?!\d)", rf"t{there:%H}(?!\d)")


FILLERS = set(
    "t h uhr am den el le il on the at um à às a las les alle ore om kl klo ob o u v la pukul saat d".split()
)


def _without_fillers(rest: str, there: datetime) -> bool:
    right = [name for name, them in weekdays().items() if there.weekday() in them]
    for name in sorted(right, key=len, reverse=True):
        rest, found = re.subn(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", " ", rest, count=1)
        if found:
            break
    words = re.findall(r"[^\W\d_]+", rest)
    return set(words) <= FILLERS and not re.search(r"[^\s\w,.§()-]|\d", rest) and rest.count("-") <= 1


@cache
def weekdays() -> dict[str, set[int]]:
    found = defaultdict[str, set[int]](set)
    for language, context, width in product(ALL, ("format", "stand-alone"), ("wide", "abbreviated")):
        for day, name in get_day_names(width, context, language).items():
            found[name.casefold().rstrip(".")].add(day)
    return found
