"""What no system of ours calls so: --pattern "{id}_*", or "{last_name} {first_name} ({student_number})/*".

Columns of the roster in braces, "*" for anything without a "/"; what follows the pattern is the student's.
A name may itself hold what stands between columns: bob_x_attention can be bob's, or bob_x's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from grader.collect.label import Label
from grader.course import Person
from grader.errors import CourseError

FIELDS = tuple("id name first_name last_name email canvas_id moodle_id student_number group".split())
_MOST, _TRIED = 6, 2_000  # ways to read a path, those that come to the same among the tried
_MANY = f"it can be read in more than {_MOST} ways; put it into a folder called as the student"
Pattern = tuple[str, ...]


def compiled(pattern: str) -> Pattern:
    """Its parts: texts, "*", and columns in braces.

    Raises: CourseError: it names no column, or one twice, or one that there is not.
    """
    named = re.findall(r"\{(\w*)\}", pattern)
    if not named or set(named) - set(FIELDS) or len(set(named)) < len(named):
        wanted = f"each of these at most once: {', '.join(f'{{{one}}}' for one in FIELDS)}"
        raise CourseError("--pattern", "", f"it is {pattern!r}", wanted=wanted)
    return tuple(filter(None, re.split(r"(\{\w+\}|\*)", pattern.strip("/"))))


def read_pattern(pattern: Pattern, parts: Sequence[str]) -> tuple[Label, int] | None:
    """What the first parts of a path say, and how many they are. None: they do not fit."""
    for count in range(1, len(parts) + 1):
        unit = "/".join(parts[:count])
        tried = [*islice(_readings(pattern, unit), _TRIED)]
        if people := [*dict.fromkeys(map(_person, tried))]:
            if len(people) > _MOST or len(tried) == _TRIED:
                return Label(problem=_MANY), count
            return Label((people[0],), otherwise=tuple(people[1:]), unit=unit), count
    return None


def _readings(pattern: Pattern, text: str) -> Iterator[Mapping[str, str]]:
    """Every way in which all of the text fits; the shortest first column first."""

    def ends(part: str, at: int) -> range:
        """Where a part that begins there may end."""
        if part != "*" and not _is_column(part):
            end = at + len(part)
            return range(end, end + text.startswith(part, at))
        stop = text.find("/", at)
        return range(at + (part != "*"), (len(text) if stop < 0 else stop) + 1)

    @lru_cache(None)
    def fits(number: int, at: int) -> bool:
        if number == len(pattern):
            return at == len(text)
        return any(fits(number + 1, end) for end in ends(pattern[number], at))

    def walk(number: int, at: int) -> Iterator[dict[str, str]]:
        if number == len(pattern):
            yield {}
            return
        for end in ends(part := pattern[number], at):
            if fits(number + 1, end):
                own = {part[1:-1]: text[at:end]} if _is_column(part) else {}
                yield from (own | rest for rest in walk(number + 1, end))

    if fits(0, 0):
        yield from walk(0, 0)


def _is_column(part: str) -> bool:
    return part.startswith("{") and part[1:-1] in FIELDS


def _person(known: Mapping[str, str]) -> Person:
    name = known.get("name") or " ".join(filter(None, (known.get("first_name"), known.get("last_name"))))
    login = known.get("id") or known.get("group") or ""
    return Person(
        login=login,
        name=name or login,
        email=known.get("email") or "",
        canvas_id=known.get("canvas_id") or "",
        moodle_id=known.get("moodle_id") or "",
        student_number=known.get("student_number") or "",
    )
