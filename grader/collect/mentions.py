"""Who is named in the name of a folder or a zip, among whatever other words."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.course import Roster, as_written
from grader.files import folded

_LEAST = 3  # letters, digits and signs, as a 2 may be a section's or a copy's; of Chinese and the like, 2
Span = tuple[int, int]
_FORMS: tuple[Callable[[str], str], ...] = (str, folded, str)  # of a letter, for each of Roster.texts


@dataclass(frozen=True, slots=True)
class Mention:
    """said: as the name has it, in small letters, from `start` to `end` of `as_written`.

    column: the roster's, in which it is. people: the ids of all whom it means by themselves. team: of those
    whose team it is.
    """

    start: int
    end: int
    said: str
    column: str
    people: frozenset[str]
    team: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.people | self.team

    def is_anothers(self, own: frozenset[str]) -> bool:
        """Whether it can mean somebody who is not among these, or a team of none of them."""
        return bool(self.people - own or (self.team and not self.team & own))


def mentions(roster: Roster, name: str) -> Iterator[Mention]:
    """All by which the roster knows somebody, wherever it stands in the name as words of its own.

    As it is written there; else, at the same place, without signs, accents and zeros before a number.
    """
    text, found = as_written(name), dict[Span, dict[int, list[tuple[str, str]]]]()
    for rank, (texts, form) in enumerate(zip(roster.texts, _FORMS, strict=True)):
        letters = "".join(form(letter) for letter in text)
        for known in filter(None, texts):
            if known in letters:
                for span in places(text, known, form, is_number=rank == 2):
                    found.setdefault(span, {})[rank] = [*texts[known]]
    for (start, end), by_rank in found.items():
        whose = by_rank[min(by_rank)]
        people = frozenset(one for column, one in whose if column != "group")
        team = frozenset(one for column, one in whose if column == "group")
        yield Mention(start, end, text[start:end], whose[0][0], people, team)


def is_long(said: str) -> bool:
    """Enough to be somebody's among other words."""
    return len(said) >= _LEAST - (not said.isascii())


def places(
    text: str, known: str, form: Callable[[str], str] = str, *, is_number: bool = False
) -> Iterator[Span]:
    """Where a text that is compared in this form stands in another one, as words of its own."""
    letters = [(one, at) for at, letter in enumerate(text) for one in form(letter)]
    squeezed, at = "".join(one for one, _ in letters), -1
    while (at := squeezed.find(known, at + 1)) >= 0:
        start, end = letters[at][1], letters[at + len(known) - 1][1] + 1
        while is_number and text[:start].endswith("0"):
            start -= 1
        if not _joined(text[start - 1 : start + 1] if start else "") and not _joined(text[end - 1 : end + 1]):
            yield start, end


def _joined(pair: str) -> bool:
    """Whether both are of one word or number. Scripts without capitals need no blanks between words."""
    return len(pair) == 2 and all(_is_of_a_word(one) for one in pair)


def _is_of_a_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" and unicodedata.category(letter) != "Lo"
