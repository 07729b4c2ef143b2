"""Whose the folders around all of a download can be, or the download itself, by what they are called.

A folder that is around everything may be one student's, whom an unknown system named there, and what is in it
then says whatever that student likes. The words that a system itself always puts around a download tell of
nobody, nor do the names of the assignment and of the course.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.collect.mentions import Mention, Span, is_long, mentions, places
from grader.collect.systems import AROUND
from grader.course import NotOnRoster, Person, Roster, as_written, find_students
from grader.files import folded

_COPY = re.compile(r"(.*?)( ?\(\d{1,2}\)| \d{1,2})?", re.DOTALL)  # of a download that is there already


@dataclass(frozen=True, slots=True)
class Around:
    """roster: None: there is none. ours: names of the assignment and of the course. told: what was asked."""

    roster: Roster | None
    ours: Sequence[str]
    told: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def doubt(self, source: str, above: Sequence[str], inside: Iterable[Person]) -> str:
        """Why it may be of others than those inside, with what to do; "": it is theirs.

        source: what the download itself is called, which without a roster is nobody's name. above: the
        folders around what names those inside.
        """
        if self.roster is None:
            odd = next((one for one in above if not is_nobodys(one, self.ours)), "")
            return f"{odd}'s own; make a roster.csv, or give that folder, unpacked, as the download" * bool(
                odd
            )
        told = [(name, one) for name in (source, *above) if name for one in self._mentions(name)]
        own = frozenset[str]().union(*(_ids(self.roster, person) for person in inside if told))
        for name, one in told:
            if one.is_anothers(own):
                who = f"{' and '.join(sorted(one.all))}'s, whose {one.column} {one.said} is in {name}"
                cure = "so that it holds nobody's name, number, id or team"
                return f"{who}, the name around it; rename that (unpacked, if it is in a zip), {cure}"
        return ""

    def _mentions(self, name: str) -> tuple[Mention, ...]:
        """Each name is looked at once, whatever number of files it is around."""
        if name not in self.told and self.roster:
            text, settled = as_written(name), _settled(name, self.ours)
            self.told[name] = tuple(
                one
                for one in mentions(self.roster, name)
                if not any(start <= one.start and one.end <= end for start, end in settled)
                and (is_long(one.said) or _is_all(text, [*settled[1:], (one.start, one.end)]))
            )
        return self.told.get(name, ())


def is_nobodys(name: str, ours: Sequence[str]) -> bool:
    """Whether all its words are a system's own, or the course's."""
    return _is_all(as_written(name), _settled(name, ours))


def _is_all(text: str, spans: Sequence[Span]) -> bool:
    """Whether no letter or digit stands elsewhere."""
    within = {at for start, end in spans for at in range(start, end)}
    return not any(letter.isalnum() and at not in within for at, letter in enumerate(text))


def _settled(name: str, ours: Sequence[str]) -> list[Span]:
    """Where words stand that tell of nobody; first the number of a copy."""
    text = as_written(name)
    copied = _COPY.fullmatch(text)
    end = copied.end(1) if copied else len(text)
    spans = [(end, len(text))]
    for pattern in AROUND:
        if found := pattern.fullmatch(text, 0, end):
            free = found.span("free") if "free" in pattern.groupindex else (-1, -1)
            spans += [(0, end)] if free == (-1, -1) else [(0, free[0]), (free[1], end)]
    for one in filter(None, ours):
        spans += places(text, as_written(one))
        spans += places(text, plain, folded) if (plain := folded(as_written(one))) else ()
    return spans


def _ids(roster: Roster, person: Person) -> Iterable[str]:
    """All of whom it may be."""
    try:
        return [one.id for one in find_students(roster, person)]
    except NotOnRoster as doubt:
        return doubt.of
