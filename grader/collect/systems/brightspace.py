"""Brightspace: 123-456 - Ada Lovelace - Dec 20, 2026 1158 PM/attention.ipynb.

Numbers of the user and of the submission's place, the full name, the time by the organisation's clock without
its colon; a folder for each submission, or, without folders, " - " and what the student called the file.
Where there are two times, the first may be part of the student's name.
"""

import re

from grader.collect.label import Label, System, in_one_way
from grader.course import Person

_TIME = r"(?:[^\d-]{3,12}? ?\d{1,2}|\d{1,2} [^\d-]{3,12}?),? \d{4},? \d{3,4} ?(?:[AaPp][Mm])?"
AROUND = re.compile(rf"(?P<free>.+) download {_TIME}", re.DOTALL)
_PART = re.compile(rf"([0-9]+)-([0-9]+) ?- (.+?) ?- ({_TIME})(?: ?- (?P<rest>.+))?", re.DOTALL)
_AGAIN = re.compile(rf"(?:.*- )?{_TIME} ?- .+", re.DOTALL)
_DOUBT = "two times are in its name; put it into a folder called as the student"


def _read(part: str, is_file: bool, _: str) -> Label | None:
    found = in_one_way(_PART, part, is_file, _AGAIN, _DOUBT)
    if not isinstance(found, re.Match):
        return found
    time = re.sub(r"(\d{1,2})(\d\d)( ?[AaPp][Mm])?$", r"\1:\2\3", found[4])
    unit = f"{found[1]} {time}"
    who = (Person(name=found[3]),)
    return Label(who, rest=found["rest"] or "", unit=unit, handed_in=time, account=found[1])


BRIGHTSPACE = System("Brightspace", _read)
