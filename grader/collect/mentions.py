"""Who is named among other words: what lies in a folder of theirs is theirs, whatever it is called."""

import re
from collections.abc import Iterable, Sequence

from grader.course import NotOnRoster, Person, Roster, find_student, find_students, team_called

_WORD = re.compile(r"[^\W_]+")
_MOST, _LEAST = 6, 3  # words of a name; letters and digits, as a 2 may be a section's or a copy's


def mentioned(roster: Roster, text: str, inside: Sequence[Person]) -> str:
    """The first words of the text that are a name, an id, an address or a number of somebody on the roster
    who is not `inside`, or a team's of none of these; "": there are none.
    """
    own = frozenset[str]().union(*(_students(roster, person) for person in inside))
    words = [*_WORD.finditer(text)]
    for at, first in enumerate(words):
        for last in words[at : at + _MOST]:
            said = text[first.start() : last.end()]
            if len(said) >= _LEAST and _is_anothers(roster, said, own):
                return said
    return ""


def _is_anothers(roster: Roster, said: str, own: frozenset[str]) -> bool:
    team = _ids(roster, "group", team_called(said))
    numbers = _ids(roster, "canvas_id", said) | _ids(roster, "student_number", said.casefold())
    try:
        named = frozenset({find_student(roster, Person(said, said)).id})
    except NotOnRoster as doubt:
        named = doubt.of
    return bool((named | numbers) - own or (team and not team & own))


def _ids(roster: Roster, kind: str, value: str) -> frozenset[str]:
    return frozenset(one.id for one in roster.spelled(kind, value)) if value else frozenset()


def _students(roster: Roster, person: Person) -> Iterable[str]:
    """All of whom it may be."""
    try:
        return [one.id for one in find_students(roster, person)]
    except NotOnRoster as doubt:
        return doubt.of
