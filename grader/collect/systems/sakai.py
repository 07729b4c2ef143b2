"""Sakai: Lab 1/Lovelace, Ada(ada)/Submission attachment(s)/attention.ipynb.

By "Download All" of the assignments tool: a folder for the assignment; in it grades.csv and for each student
one, "Last, First(user name)", with timestamp.txt beside the folder of attachments, whose name is translated.
Without folders: "Last, First(user name)_Submission attachment(s)_attention.ipynb".
Where that comes twice, the first may be part of the student's name.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

_PART = re.compile(r"([^()]+, [^()]+)\(([^()/]+)\)(?:_[^_]*\(s\)_(.+))?", re.DOTALL)
_AGAIN = re.compile(r".*\([^()/]+\)_[^_]*\(s\)_.+", re.DOTALL)
_DOUBT = "two user names are in its name; put it into a folder called as the student"


def _read(part: str, is_file: bool, _: str) -> Label | None:
    found = _PART.fullmatch(part)
    if found is None or bool(found[3]) is not is_file:
        return None
    if found[3] and _AGAIN.fullmatch(found[3]):
        return Label(problem=_DOUBT)
    return Label((Person(name=found[1], login=found[2]),), rest=found[3] or "", unit=found[2])


SAKAI = System("Sakai", _read)
