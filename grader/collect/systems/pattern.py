"""What no system of ours calls so: --pattern "{id}_*", or "{last_name} {first_name} ({student_number})/*".

Columns of the roster in braces, "*" for anything without a "/"; what follows the pattern is the student's.
"""

import re
from collections.abc import Sequence

from grader.collect.label import Label
from grader.course import Person
from grader.errors import CourseError

FIELDS = tuple("id name first_name last_name email canvas_id moodle_id student_number group".split())


def compiled(pattern: str) -> re.Pattern[str]:
    """Raises: CourseError: it names no column, or one twice, or one that there is not."""
    named = re.findall(r"\{(\w*)\}", pattern)
    if not named or set(named) - set(FIELDS) or len(set(named)) < len(named):
        wanted = f"each of these at most once: {', '.join(f'{{{one}}}' for one in FIELDS)}"
        raise CourseError("--pattern", "", f"it is {pattern!r}", wanted=wanted)
    text = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(pattern.strip("/")))
    return re.compile(text.replace(r"\*", "[^/]*?"), re.DOTALL)


def read_pattern(pattern: re.Pattern[str], parts: Sequence[str]) -> tuple[Label, int] | None:
    """What the first parts of a path say, and how many they are. None: they do not fit."""
    for count in range(1, len(parts) + 1):
        if found := pattern.fullmatch("/".join(parts[:count])):
            known = found.groupdict()
            name = known.get("name") or " ".join(
                filter(None, (known.get("first_name"), known.get("last_name")))
            )
            login = known.get("id") or known.get("group") or ""
            person = Person(
                login=login,
                name=name or login,
                email=known.get("email") or "",
                canvas_id=known.get("canvas_id") or "",
                moodle_id=known.get("moodle_id") or "",
                student_number=known.get("student_number") or "",
            )
            return Label((person,), unit="/".join(parts[:count])), count
    return None
