"""Names of months and weekdays in other languages, as systems write them: Sonntag, 20. Dezember 2026."""

import re
from collections import defaultdict
from functools import cache

from babel.dates import get_day_names, get_month_names, get_period_names

# Languages of large installations of Moodle and ILIAS, as Babel (the CLDR) calls them.
LANGUAGES = (
    "ca cs da de el en es et eu fi fr gl hr hu it lt lv nb nl pl pt ro ru sk sl sv tr uk bg sr sr_Latn id"
).split()
_WORD = re.compile(r"[^\W\d_]+\b\.?")
_BETWEEN = frozenset("de del den les las à às am um uhr alle ore om kl klo ob o u la en il le".split())


def in_english(text: str) -> str:
    """The text with months in English, and without weekdays and small words; as it is, if it has none.

    "am" is such a word in German, and the first half of a day where it ends a time.

    A word that means two months, or a month and a weekday, in two languages stays as it is.
    """
    words = {found.rstrip(".").casefold() for found in _WORD.findall(text)}
    if not any(len(_months().get(word, ())) == 1 for word in words):
        return text
    return " ".join(_WORD.sub(_translated, text).split()).lstrip(", ")


def _translated(found: re.Match[str]) -> str:
    word = found[0].rstrip(".").casefold()
    months, is_day = _months().get(word, frozenset()), word in _days()
    if len(months) == 1 and not is_day:
        return str(get_month_names("wide", locale="en")[next(iter(months))])
    if word in _halves() and _ends_a_time(found, word):
        return _halves()[word]
    return "" if (is_day and not months) or word in _BETWEEN else found[0]


def _ends_a_time(half: re.Match[str], word: str) -> bool:
    """12:05 am, and neither 2026 am 12:05 nor 20 de diciembre."""
    before, after = half.string[: half.start()].rstrip(), half.string[half.end() :].lstrip()
    if word in ("am", "pm"):
        return bool(re.search(r"\d[:.]\d\d\Z", before)) or (before[-1:].isdigit() and not after[:1].isdigit())
    return bool(re.search(r"(?:\d[:.]|\b\d{1,2})\d\d\Z", before)) and not after[:1].isdigit()


@cache
def _months() -> dict[str, frozenset[int]]:
    """By name, which months are called so."""
    found = defaultdict[str, set[int]](set)
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    found[name.rstrip(".").casefold()].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items() if not name.isdecimal()}


@cache
def _days() -> frozenset[str]:
    return frozenset(
        name.rstrip(".").casefold()
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, context, language).values()
    )


@cache
def _halves() -> dict[str, str]:
    """By name, AM or PM; without names that mean the one in one language and the other in another."""
    found = defaultdict[str, set[str]](set)
    for language in (*LANGUAGES, "en"):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = get_period_names(width, context, language)
                for half, name in names.items():
                    if half in ("am", "pm"):
                        found[name.rstrip(".").casefold()].add(half.upper())
    return {name: next(iter(halves)) for name, halves in found.items() if len(halves) == 1}
