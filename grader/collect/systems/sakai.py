"""Sakai: Lab 1/Lovelace, Ada(ada)/Submission attachment(s)/attention.ipynb.

By "Download All" of the assignments tool: a folder for the assignment; in it grades.csv and for each student
one, "Last, First(user name)", with timestamp.txt beside the folder of attachments, whose name is translated.
Without folders: "Last, First(user name)_Submission attachment(s)_attention.ipynb".
Where that comes twice, the first may be part of the student's name.
"""

import re

from grader.collect.label import Label, System, in_one_way
from grader.course import Person

_PART = re.compile(r"([^()]+, [^()]+)\(([^()/]+)\)(?:_[^_]*\(s\)_(?P<rest>.+))?", re.DOTALL)
_AGAIN = re.compile(r".*\([^()/]+\)_[^_]*\(s\)_.+", re.DOTALL)
_DOUBT = "two user names are in its name; put it into a folder called as the student"


def _read(part: str, is_file: bool, _: str) -> Label | None:
    found = in_one_way(_PART, part, is_file, _AGAIN, _DOUBT)
    if not isinstance(found, re.Match):
        return found
    return Label((Person(name=found[1], login=found[2]),), rest=found["rest"] or "", unit=found[2])


SAKAI = System("Sakai", _read)
