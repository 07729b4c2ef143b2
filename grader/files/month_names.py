"""Words of times, language by language: Sonntag, den 20. Dezember 2026 um 22:30.

A text is read in one language at a time, since words are shared: "listopad" is two months, "So" two days, and
"du" is French before a date, and half a day after a Hungarian clock.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import product
from typing import Literal

from babel.dates import get_day_names, get_month_names, get_period_names

# Languages of large installations of Moodle and ILIAS, as Babel (the CLDR) calls them.
LANGUAGES = (
    "ca cs da de el en es et eu fi fr gl hr hu it lt lv nb nl pl pt ro ru sk sl sv tr uk bg sr sr_Latn id"
).split()
_IN_SIGNS = ("ja", "ko", "zh")  # write 2026年12月20日
_LOCALES = {"de": ("de", "de_AT"), "en": ("en", "en_GB"), "es": ("es", "es_MX"), "fr": ("fr", "fr_CA")}

# Before a clock, and before a date or a weekday.
AT = {
    "bg": "в", "ca": "a les|les", "cs": "v", "da": "kl", "de": "um", "el": "στις", "en": "at",
    "es": "a las|las", "fi": "klo", "fr": "à", "gl": "ás", "hr": "u", "id": "pukul",
    "it": "alle ore|alle|ore", "nb": "kl", "nl": "om", "pl": "o", "pt": "às", "ro": "la", "ru": "в",
    "sk": "o", "sl": "ob", "sr": "у", "sr_Latn": "u", "sv": "kl", "tr": "saat", "uk": "о|об",
}  # fmt: skip
ON = {
    "ca": "el|del", "da": "den|på", "de": "am|den|dem", "el": "την|το", "en": "on the|on|the",
    "es": "el|del|de", "fr": "le|du", "gl": "o", "it": "il|del", "nb": "den|på", "nl": "op", "pl": "dnia",
    "pt": "em|de|no|na", "sv": "den|på",
}  # fmt: skip

# As glibc writes them, from Monday or January, where the CLDR has others: so print programs in C and PHP.
_MORE_DAYS = {
    "el": "δευ τρι τετ πεμ παρ σαβ κυρ", "lv": "p o t c pk s sv", "nb": "ma ti ons to fr lø sø",
    "pl": "pon wto śro czw pią sob nie", "pt": "segunda terça quarta quinta sexta sábado domingo",
    "ro": "lu ma mi jo vi sb du", "tr": "pzt sal çrş prş cum cts paz",
}  # fmt: skip
_MORE_MONTHS = {
    "de": "jan feb mrz apr mai jun jul aug sep okt nov dez",
    "el": "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "fr": "jan fév mar avr mai jun jui aoû sep oct nov déc",
    "uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
}

_CONTEXTS: Sequence[Literal["format", "stand-alone"]] = ("format", "stand-alone")
_WIDTHS: Sequence[Literal["wide", "abbreviated"]] = ("wide", "abbreviated")
Words = Mapping[str, Mapping[str, Set[int]]]  # by the kind of word and by its `key`, all that it means


def languages_of(parts: Mapping[str, str]) -> Iterator[Words]:
    """Those that know every word in these parts of a time.

    Months are 1 to 12, Monday is 0, and p.m. is 12 hours.
    """
    kinds = parts.keys() & {"month_name", "weekday", "half", "at", "on", "article", "before"}
    for words in _languages() if kinds else ({},):
        if all(key(parts[kind]) in words[kind] for kind in kinds):
            yield words


def key(name: str) -> str:
    """Without dots and blanks; of Catalan's "de gener" and "d'abril", the month."""
    return re.sub(r"\Ade |\Ad[’']|[.\s]", "", name.casefold())


@cache
def _languages() -> Sequence[Words]:
    return [_words(language) for language in (*LANGUAGES, *_IN_SIGNS)]


def _words(language: str) -> Words:
    """AM and PM are in each. What begins two months is both, but where the CLDR says which: "jui"."""
    halves = {"am": {0}, "pm": {12}}
    months, days = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for locale, context, width in product(_LOCALES.get(language, (language,)), _CONTEXTS, _WIDTHS):
        for number, name in get_month_names(width, context, locale).items():
            months[key(name)].add(number)
        for number, name in get_day_names(width, context, locale).items():
            days[key(name)].add(number)
        for half, name in get_period_names(width, context, locale).items():
            if half in ("am", "pm"):
                halves.setdefault(key(name), set()).add(12 * (half == "pm"))
    for number, name in enumerate(_MORE_MONTHS.get(language, "").split(), start=1):
        months[name] |= {number}.union(*(them for one, them in months.items() if one.startswith(name)))
    for number, name in enumerate(_MORE_DAYS.get(language, "").split()):
        days[name].add(number)
    at, on = (
        {key(word): frozenset[int]() for word in table.get(language, "").split("|")} for table in (AT, ON)
    )
    return {
        "month_name": months,
        "weekday": days,
        "half": halves,
        "at": at,
        "on": on,
        "article": on,
        "before": on,
    }
