"""Times as seventy systems write them, made by Babel, strftime and the standard library's mail.

Each is read as the instant from which it was made, or refused where it could mean another.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime as in_mail
from email.utils import formatdate
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.files import read_time

ZONES = [ZoneInfo(name) for name in (
    "Europe/Paris", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Kiritimati", "UTC")]  # fmt: skip
# In the letters of the CLDR, by system and language. Moodle's is strftimedaydatetime of its langconfig.php.
CLEAR = """
Moodle en: EEEE, d MMMM y, h:mm a | Moodle de: EEEE, d. MMMM y, HH:mm | Moodle fr: EEEE d MMMM y, HH:mm
Moodle es: EEEE, d 'de' MMMM 'de' y, HH:mm | Moodle it: EEEE, d MMMM y, HH:mm
Moodle tr: EEEE, d MMMM y, HH:mm | Moodle pt: EEEE, d 'de' MMMM 'de' y 'às' HH:mm
Moodle nl: EEEE, d MMMM y, HH:mm
Moodle pl: EEEE, d MMMM y, HH:mm | Moodle sv: EEEE, d MMMM y, HH:mm | Moodle da: EEEE 'den' d. MMMM y, HH:mm
Moodle fi: EEEE, d. MMMM y, HH:mm | Moodle cs: EEEE, d. MMMM y, HH.mm | Moodle ru: EEEE, d MMMM y, HH:mm
Moodle el: EEEE, d MMMM y, h:mm a | Moodle ja: y年 MM月 dd日(EEEE) HH:mm | Moodle ko: y년 MM월 dd일, aaaa h:mm
Moodle hu: y. MMMM d., EEEE, H:mm | Canvas en: y-MM-dd'T'HH:mm:ssXXX | Canvas' en: MMM d, y 'at' h:mma
Blackboard en: y-MM-dd-HH-mm-ss | Blackboard' en: EEEE, MMMM d, y h:mm:ss a | Brightspace en: MMM d, y hmm a
Brightspace' en: MMM d, y h:mm a | ILIAS en: y-MM-dd HH:mm:ss | ILIAS' de: d. MMM y, HH:mm
Sakai en: yMMddHHmmss'000' | Sakai' en: EEE MMM dd HH:mm:ss Z y | Gradescope en: y-MM-dd HH:mm:ss Z
git en: y-MM-dd HH:mm:ss Z | C en: EEE MMM d HH:mm:ss y | nbgrader en: y-MM-dd HH:mm:ss.SSSSSS
nginx en: y/MM/dd HH:mm:ss | SQL en: y-MM-dd HH:mm:ss.SSS | Java en: y-MM-dd'T'HH:mm:ssXXX'['VV']'
JavaScript en: EEE MMM dd y HH:mm:ss 'GMT'Z | PowerShell en: EEEE, MMMM d, y h:mm:ss a
Excel sv: y-MM-dd HH:mm | Excel ja: y/M/d HH:mm:ss | Excel en: d-MMM-y HH:mm | Calc hu: y. MM. dd. H:mm
camera en: yMMdd_HHmmss | screenshot en: y-MM-dd 'at' HH.mm.ss | phone de: d. MMMM y 'um' HH:mm
phone fr: EEEE d MMMM y 'à' HH:mm | phone es: d 'de' MMMM 'de' y, H:mm | phone en: d MMMM y 'at' HH:mm
letter fr: 'Le' EEEE d MMMM y 'à' HH'h'mm | letter de: 'Am' EEEE, 'dem' d. MMMM y 'um' HH:mm 'Uhr'
"""
# Day and month in numbers: nothing, unless no month has the number of the day.
OPEN = """
Forms en: M/d/y HH:mm:ss | Forms' en: dd/MM/y HH:mm:ss | Excel en: M/d/y h:mm:ss a
Excel de: dd.MM.y HH:mm:ss | Excel fr: dd/MM/y HH:mm | Excel nl: d-M-y HH:mm
Excel da: dd-MM-y HH.mm | Excel cs: d. M. y H:mm | Excel fi: d.M.y 'klo' H.mm | Excel el: d/M/y h:mm a
WhatsApp en: dd/MM/y, HH:mm:ss | JavaScript en: M/d/y, h:mm:ss a | Windows es: d/M/y h:mm:ss 'p. m.'
"""
# No year, two digits of one, no clock, a count of seconds, parts of an hour, a span; two languages.
NEVER = """
Canvas en: MMM d 'at' h:mma | syslog en: MMM d HH:mm:ss | Excel en: M/d/yy, h:mm a | ordinal en: y-DDD HH:mm
Apache en: dd/MMM/y:HH:mm:ss Z | day en: y-MM-dd | ISO en: y-MM-dd'T'HH.mm | span en: y-MM-dd HH:mm-23:59
ASN.1 en: yyMMddHHmmss'Z' | on en: '10:30 em' y-MM-dd | half en: '12:30 am' dd.MM.y
short fr: 15 'jui' y HH:mm
"""
OTHERS: Mapping[str, Callable[[datetime], str]] = {
    "mail": in_mail, "server": lambda time: formatdate(time.timestamp(), usegmt=True), "Python": str,
    "ISO": datetime.isoformat, "week": lambda time: f"{time:%G-W%V-%uT%H:%M:%S%z}",
    "shell": lambda time: f"{time:%a %b %e %H:%M:%S} {time:%Z} {time:%Y}",
}  # fmt: skip


def texts(systems: str, time: datetime) -> dict[str, str]:
    """By system."""
    found = {}
    for line in systems.strip().replace("\n", " | ").split(" | "):
        system, _, form = line.partition(": ")
        found[system] = format_datetime(time, form, tzinfo=time.tzinfo, locale=system.split()[-1])
    return found


def read(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return read_time(text, zone=zone)
    except ValueError:
        return None


@settings(deadline=None, max_examples=40)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)), st.sampled_from(ZONES))
@example(datetime(2026, 10, 25, 1, 30), ZONES[0])
@example(datetime(2026, 11, 1, 6, 30), ZONES[2])
@example(datetime(2026, 12, 20, 0, 5), ZONES[-1])
def test_as_systems_write_it(time: datetime, zone: ZoneInfo) -> None:
    """Where a form names no offset, the first of an hour that comes twice is meant, too."""
    instant = time.replace(second=0, microsecond=0, tzinfo=UTC)
    there = instant.astimezone(zone)
    meant = {instant, there.replace(fold=0).astimezone(UTC)}
    settled = there.day > 12 or there.day == there.month
    clear = texts(CLEAR, there) | {name: made(there) for name, made in OTHERS.items()}
    numbers = {
        name: text for name, text in texts(OPEN, there).items() if name != "Windows es" or there.hour > 12
    }

    assert {name: text for name, text in clear.items() if read(text, zone) not in meant} == {}
    refused = {None} if not settled else meant
    assert {name: text for name, text in numbers.items() if read(text, zone) not in refused} == {}
    assert {name: text for name, text in texts(NEVER, there).items() if read(text, zone)} == {}
