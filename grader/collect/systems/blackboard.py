"""Blackboard: attention_ada_attempt_2026-12-20-22-58-31_attention.ipynb, as nbgrader's zip_collect has it.

The column's title, the user name, the time by the server's clock, what the student called the file; each may
hold "_". The first "_attempt_" with a time after it is Blackboard's: what stands before is not the student's.
All of a download is of one column, so a title is what all begin with, or less.
"""

import re
from collections.abc import Iterable
from functools import partial
from itertools import takewhile

from grader.collect.label import Label, System
from grader.course import Person

AROUND = re.compile(r"gradebook_(?P<free>.+)_\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d", re.DOTALL)
_PART = re.compile(r"(.+?)_attempt_(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)(?:\.(?:txt|zip)|_(.+))?", re.DOTALL)


def blackboard(names: Iterable[str]) -> System:
    """names: all that stand side by side in the download."""
    titles = [found[1].split("_")[:-1] for name in names if (found := _PART.fullmatch(name))]
    words = zip(min(titles, default=[]), max(titles, default=[]), strict=False)
    shared = takewhile(lambda pair: pair[0] == pair[1], words)
    return System("Blackboard", partial(_read, len([*shared])))


def _read(most: int, part: str, _: bool, __: str) -> Label | None:
    """most: words that the title has at most; 0: not known."""
    if not (found := _PART.fullmatch(part)) or "_" not in found[1]:
        return None
    words = found[1].split("_")
    longest = min(most or len(words), len(words) - 1)
    logins = ["_".join(words[title:]) for title in range(longest, 0, -1)]
    time = f"{found[2]} {found[3]}:{found[4]}:{found[5]}"
    return Label(
        (Person(login=logins[0]),),
        otherwise=tuple(Person(login=login) for login in logins[1:]),
        rest=found[6] or "",
        unit=f"{found[1]} {time}",
        handed_in=time,
    )
