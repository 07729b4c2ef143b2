"""Moodle: Ada Lovelace_4711_assignsubmission_file/attention.ipynb, by mod/assign/classes/downloader.php.

The full name, in which every "_" became a blank, and the participant's number: so the first two "_" are
Moodle's. Older ones end the folder with a "_"; without folders the file's name follows. A folder is called
so, too, where a zip was unpacked, or where the name has a backslash. In a team submission it is the name and
number of the group, or "Default group" (translated) without a number. While marking is blind, "Participant"
(translated) stands for every name. The number is one of this assignment alone, of the table
assign_user_mapping in mod/assign/locallib.php. Dates are those of the download.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

# The course, the assignment, a group where one was chosen; and the number of the activity in the course.
AROUND = re.compile(r"(?P<free>.+-.+)-[0-9]+", re.DOTALL)
_PART = re.compile(r"([^_]+)_(?:([0-9]+)_)?assignsubmission_(?:file|onlinetext)(?:_(.*))?", re.DOTALL)


def _read(part: str, is_file: bool, _: str) -> Label | None:
    found = _PART.fullmatch(part)
    if found is None or (is_file and not found[3]):
        return None
    person = Person(name=found[1], moodle_id=found[2] or "")
    rest = (found[3] or "") if is_file else ""
    return Label((person,), rest=rest, unit=found[2] or found[1])


MOODLE = System("Moodle", _read)
