"""Blackboard: attention_ada_attempt_2026-12-20-22-58-31_attention.ipynb, as nbgrader's zip_collect has it.

The column's title, the user name, the time by the server's clock, what the student called the file; each may
hold "_". The first "_attempt_" with a time after it is Blackboard's: what stands before is not the student's.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

_PART = re.compile(r"(.+?)_attempt_(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)(?:\.(?:txt|zip)|_(.+))?", re.DOTALL)


def _read(part: str, _: bool, __: str) -> Label | None:
    if not (found := _PART.fullmatch(part)) or "_" not in found[1]:
        return None
    words = found[1].split("_")
    logins = ["_".join(words[start:]) for start in range(len(words) - 1, 0, -1)]
    time = f"{found[2]} {found[3]}:{found[4]}:{found[5]}"
    return Label(
        (Person(login=logins[0]),),
        otherwise=tuple(Person(login=login) for login in logins[1:6]),
        rest=found[6] or "",
        unit=f"{found[1]} {time}",
        handed_in=time,
    )


BLACKBOARD = System("Blackboard", _read)
