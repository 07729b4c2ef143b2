"""Sakai: Lab 1/Lovelace, Ada(ada)/Submission attachment(s)/attention.ipynb.

By "Download All" of the assignments tool: a folder for the assignment; in it grades.csv and for each student
one, "Last, First(user name)", with timestamp.txt beside the folder of attachments, whose name is translated.
Without folders: "Last, First(user name)_Submission attachment(s)_attention.ipynb".
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

_PART = re.compile(r"([^()]+, [^()]+)\(([^()/]+)\)(?:_[^_]*\(s\)_(.+))?", re.DOTALL)


def _read(part: str, is_file: bool, _: str) -> Label | None:
    found = _PART.fullmatch(part)
    if found is None or bool(found[3]) is not is_file:
        return None
    return Label((Person(name=found[1], login=found[2]),), rest=found[3] or "", unit=found[2])


SAKAI = System("Sakai", _read)
