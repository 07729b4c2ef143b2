"""How a date and a time may be written: a table of forms. A text that fits none of them is not read.

A row of the table is a sequence of slots, and a slot is a choice of forms. A form takes the beginning of the
text that is left, and names what it takes. A text is read in every way in which a row takes all of it and
names nothing twice, so nothing in it is passed over. `read_time` decides whether these ways mean one time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.files.month_names import AT, ON

EXAMPLES = "2026-12-20 22:30, 20 December 2026, 10:30 PM or 20.12.2026 22.30"
Parts = Mapping[str, str]  # by name, what is written: year, month, month_name, hour, zone …
Slot = tuple[str, ...]  # regular expressions


def ways_to_read(text: str) -> Iterator[Parts]:
    """All of them. text: with single blanks."""
    for row in _ROWS:
        yield from _taken(text, row)


def _taken(text: str, row: Sequence[Slot]) -> Iterator[Parts]:
    if not row:
        if not text:
            yield {}
        return
    for form in row[0]:
        if found := re.match(form, text):
            mine = {name: part for name, part in found.groupdict().items() if part is not None}
            for rest in _taken(text[found.end() :], row[1:]):
                if not mine.keys() & rest.keys():
                    yield {**mine, **rest}


_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_ISO_MONTH, _ISO_DAY = "(?P<month>[0-9]{2})", "(?P<day>[0-9]{2})"
_ISO_DATES = (
    f"{_YEAR}-{_ISO_MONTH}-{_ISO_DAY}",
    f"{_YEAR}{_ISO_MONTH}{_ISO_DAY}",
    "(?P<week>[0-9]{4}-W[0-9]{2}-[0-9]|[0-9]{4}W[0-9]{3})",
)

# With words: 20. Dezember 2026, 20 de diciembre de 2026, December 20th, 2026, 2026 m. gruodžio 20 d.
_NTH = r"(?:\.|(?i:st|nd|rd|th|er|º)| d\.|\(a\))?"
_OF = r"(?: of | de | d['’]| |-|/)?"
_NAME = r"(?P<month_name>[^\W\d_]+)\.?"
_END_OF_YEAR = r"(?:\.| ?[гр]\.)?"
_IN_YEAR = rf"(?:,? (?:of |de |del )?|-|/|(?<=[^\W\d_])|(?<=[^\W\d_]\.)){_YEAR}{_END_OF_YEAR}"
_AFTER_YEAR = r"(?:\.|\(e\)ko| m\.|\. gada)?[ -]"
_MONTH_DAYS = (f"{_DAY}{_NTH}{_OF}{_NAME}", f"{_NAME}[ -]{_DAY}{_NTH}")
_NAMED = (
    *(f"{one}{_IN_YEAR}" for one in _MONTH_DAYS),
    *(f"{_YEAR}{_AFTER_YEAR}{one}" for one in _MONTH_DAYS),
)

# With numbers alone. Which of two is the month is not known, unless the year comes first.
_DATES = (
    *_ISO_DATES,
    *_NAMED,
    f"{_YEAR} ?[年년] ?{_MONTH} ?[月월] ?{_DAY} ?[日일]",
    *(
        form
        for sign in ("-", "/", r"\. ?")
        for form in (
            rf"{_YEAR}{sign}{_MONTH}{sign}{_DAY}\.?",
            f"{_DAY}{sign}{_MONTH}{sign}{_YEAR}{_END_OF_YEAR}",
            rf"{_MONTH}{sign}{_DAY}{sign}{_YEAR}\.?",
        )
    ),
)
_WORD = r"(?P<weekday>[^\W\d_]+(?:[-'’][^\W\d_]+)?)\.?"
# Between date and clock these are until, not, PM (du, p) and the T of ISO, though somebody's days as well.
_NO_DAY = r"(?!(?:to|do|nie|ne|[Dd]u|\w)[.,]? )"
_WEEKDAY_AFTER = ("", rf",? {_NO_DAY}{_WORD}(?=[ ,]|\Z)", rf" ?\({_WORD}\)")


def _one_of(table: Mapping[str, str]) -> str:
    """Longer ones first."""
    words = {word for words in table.values() for word in words.split("|")}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_BUT_AM = f"(?i:{_one_of(ON).replace('am|', '')})"
_ON = f"[Aa]m|{_BUT_AM}"  # AM is half a day
# In capitals only before a weekday: "12:30 AM SO 20.12.2026" may be German, "12:30 AM NOV 20, 2026" is not.
_ON_WEEKDAY = f"(?P<before>AM|{_ON}) {_WORD},? "
_WEEKDAY = ("", f"{_WORD},? ", _ON_WEEKDAY)
_WEEKDAY_BETWEEN = ("", f"{_NO_DAY}{_WORD},? ", _ON_WEEKDAY)
_ARTICLE = ("", f"(?P<article>{_ON}) ")
_BEFORE_CLOCK = (",? ", rf",? (?P<at>{_one_of(AT)})(?:(?<=kl)\.)? ", " - ")
_BEFORE_DATE = (",? ", f",? (?P<on>{_ON}) ", " - ")

_HOUR, _MINUTE, _SECOND = "(?P<hour>[0-9]{1,2})", "(?P<minute>[0-9]{2})", "(?P<second>[0-9]{2})"
_TWO, _FRACTION = "(?P<hour>[0-9]{2})", "(?:[.,](?P<fraction>[0-9]+))?"
_COLONS = f"{_HOUR}:{_MINUTE}(?::{_SECOND}{_FRACTION})?"
_DOTS = rf"{_HOUR}\.{_MINUTE}(?:\.{_SECOND})?"
_HALF = r"(?!UTC|GMT|Z\b)(?P<half>[AaPp]\. ?[Mm]\b\.?|[^\W\d_]+(?:\.[^\W\d_]+)?\.?)"
# "10 du 20" says nothing; "10:30 du 20" is a Hungarian afternoon or French; "10 am" is in each language.
_NO_HALF = rf"(?!{_BUT_AM} (?![0-9]{{4}}(?:\Z| [+-]))[^\WA-Z])"
_LETTERS = f"{_HOUR} ?(?:h|Uhr)"
_CLOCKS = (
    _COLONS,
    f"{_COLONS} ?(?:h\\b|Uhr\\b|ч\\.)",
    f"{_COLONS}(?P<offset> ?[+-][0-9]{{2}})",
    _DOTS,
    rf"{_DOTS} ?(?:h|Uhr)\b",
    rf"{_LETTERS}\b",
    f"{_LETTERS} ?{_MINUTE}(?: ?m(?:in)?\\.?(?: ?{_SECOND} ?s)?)?",
    *(f"{one} ?{_HALF}" for one in (_COLONS, _DOTS)),
    f"{_COLONS} ?{_HALF}(?P<offset> [+-][0-9]{{2}})",
    *(f"{one} ?{_NO_HALF}{_HALF}" for one in (f"{_HOUR}{_MINUTE}", _HOUR)),
    f"(?P<half>[가-힣]{{2}}|[一-鿿]{{2}}) ?{_COLONS}",
)
# After a T, where "10.50" is half an hour and a third: ISO 8601 has fractions of hours.
_AFTER_T = (
    _COLONS,
    f"{_COLONS}(?P<offset>[+-][0-9]{{2}})",
    f"{_COLONS} ?{_HALF}",
    rf"{_HOUR}\.{_MINUTE}\.{_SECOND}",
    f"{_TWO}{_MINUTE}(?:{_SECOND}{_FRACTION})?",
    _TWO,
)

# An offset has its blank, as spans of times have none: 10:00 -0500, 10:00-12:00.
_OFFSET = "(?P<offset> ?(?:UTC|GMT)?[+-](?:[0-9]{1,2}:[0-9]{2}|[0-9]{4})| ?Z)"
_ZONE = r"(?P<zone>(?![AP]M\b)[A-Z](?:[A-Za-z0-9_+/-]*[A-Za-z0-9])?)"
_ZONES = (
    "",
    _OFFSET,
    f",? ?{_ZONE}",
    f"{_OFFSET} {_ZONE}",
    rf"{_OFFSET}(?: \((?P<comment>[^()]+)\)|\[{_ZONE}\])",
)

# In names of files: 2026-12-20_10-00, 20261220-223015; 20261220-2230 might have an offset.
_FILE_NAMES = (
    f"{_ISO_DATES[0]}[-_]{_TWO}-{_MINUTE}(?:-{_SECOND})?",
    f"{_ISO_DATES[0]}[T ]{_TWO}-{_MINUTE}-{_SECOND}",
    f"{_ISO_DATES[1]}_{_TWO}{_MINUTE}(?:{_SECOND})?",
    f"{_ISO_DATES[1]}{_TWO}{_MINUTE}{_SECOND}",  # twelve digits may begin with a year of two
    f"{_ISO_DATES[1]}[- ]{_TWO}{_MINUTE}{_SECOND}",
    f"{_ISO_DATES[1]}{_TWO}{_MINUTE}{_SECOND}(?P<fraction>[0-9]{{3}})",
)
_APART = ("", "(?P<offset>Z)", *(f"(?= ){form}" for form in _ZONES[1:]))

_ROWS: tuple[tuple[Slot, ...], ...] = (
    (_WEEKDAY, _ARTICLE, _DATES, _WEEKDAY_AFTER, _BEFORE_CLOCK, _CLOCKS, _ZONES),
    (_CLOCKS, _ZONES, _BEFORE_DATE, _WEEKDAY_BETWEEN, _ARTICLE, _DATES, _WEEKDAY_AFTER, ("", f" {_ZONE}")),
    (
        _WEEKDAY,
        _MONTH_DAYS,
        (" ",),
        _CLOCKS,
        _ZONES,
        (f" {_YEAR}",),
        ("", "(?P<offset> [+-][0-9]{4})"),
    ),  # as date and git write it
    (_ISO_DATES, ("(?P<iso>[Tt])",), _AFTER_T, _ZONES),
    (_FILE_NAMES, _APART),
)
