"""Names of months, weekdays and halves of a day in all languages of a list: Sonntag, 20. Dezember 2026."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import product
from typing import Literal

from babel.dates import get_day_names, get_month_names, get_period_names

# Languages of large installations of Moodle and ILIAS, as Babel (the CLDR) calls them.
LANGUAGES = (
    "ca cs da de el en es et eu fi fr gl hr hu it lt lv nb nl pl pt ro ru sk sl sv tr uk bg sr sr_Latn id"
).split()


_CONTEXTS: Sequence[Literal["format", "stand-alone"]] = ("format", "stand-alone")
_WIDTHS: Sequence[Literal["wide", "abbreviated"]] = ("wide", "abbreviated")


def months_called(word: str) -> Set[int]:
    """1 to 12; several where languages differ."""
    return _meanings()[0].get(_key(word), frozenset())


def weekdays_called(word: str) -> Set[int]:
    """0 is Monday."""
    return _meanings()[1].get(_key(word), frozenset())


def halves_called(word: str) -> Set[str]:
    """Of a day: "am", "pm"."""
    return _meanings()[2].get(_key(word), frozenset())


def _key(name: str) -> str:
    """Without dots and blanks; of Catalan's "de gener" and "d'abril", the month."""
    return re.sub(r"\Ade |\Ad[’']|[.\s]", "", name.casefold())


@cache
def _meanings() -> tuple[Mapping[str, Set[int]], Mapping[str, Set[int]], Mapping[str, Set[str]]]:
    """Of months, weekdays and halves of a day, by the `_key` of their names."""
    months, days = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    halves = defaultdict[str, set[str]](set)
    for language, context, width in product(LANGUAGES, _CONTEXTS, _WIDTHS):
        for number, name in get_month_names(width, context, language).items():
            months[_key(name)].add(number)
        for number, name in get_day_names(width, context, language).items():
            days[_key(name)].add(number)
        for half, name in get_period_names(width, context, language).items():
            if half in ("am", "pm"):
                halves[_key(name)].add(half)
    return months, days, halves
