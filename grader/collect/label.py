"""What a system writes on what it hands out: whose it is, of when, and where the student's words begin."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.course import Person


@dataclass(frozen=True, slots=True)
class Label:
    """One part of a path, read as a system writes it.

    people: all who handed it in together. otherwise: whose it may be instead, where the part can be read in
    more ways than one. unlikely: that counts only if such a person is on the roster. rest: what the student
    called the file; "": this is a folder, and it stands below. unit: parts of one unit were handed in
    together. handed_in: the text of a time, "" for none. utc: which zone it means, where it names none;
    else the course's. upload: of two, the larger is later; 0: not numbered. late: whether the system calls it
    so; None: it says nothing of that. problem: why nobody can know whose it is. elsewhere: it belongs to
    another assignment. account: which of the system's users it is, where a number or the like tells that
    better than `people`.
    """

    people: tuple[Person, ...] = ()
    otherwise: tuple[Person, ...] = ()
    unlikely: bool = False
    rest: str = ""
    unit: str = ""
    handed_in: str = ""
    utc: bool = False
    upload: int = 0
    late: bool | None = None
    problem: str = ""
    elsewhere: bool = False
    account: str = ""

    @property
    def said(self) -> str:
        """Whose it is, for people: "Ada Lovelace (11)"."""
        return " and ".join(one.said for one in self.people) or "nobody"


@dataclass(frozen=True, slots=True)
class System:
    """One way to name things in a download.

    read: a part of a path, whether it is a file's (or a zip's) name, and the assignment → what it says; None:
    the system names nothing so.
    """

    name: str
    read: Callable[[str, bool, str], Label | None]


def in_one_way(
    pattern: re.Pattern[str], part: str, is_file: bool, again: re.Pattern[str], doubt: str
) -> re.Match[str] | Label | None:
    """How a part reads by a pattern whose group "rest" is what the student called a file; a folder has none.

    again: where the rest fits that, it may be the system's in part, and doubt says so.
    """
    found = pattern.fullmatch(part)
    if found is None or bool(found["rest"]) is not is_file:
        return None
    return Label(problem=doubt) if is_file and again.fullmatch(found["rest"]) else found
