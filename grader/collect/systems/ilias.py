"""ILIAS: Submissions/Lovelace_Ada_ada_4711/attention.ipynb, by Exercise/classes/class.ilExSubmission.php.

Last name, first name, login and number of the user, each of which may hold "_"; a team's stands one folder
deeper, in "Team 7" (translated). Files keep the date of the upload.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

AROUND = re.compile(r"submissions")
_PART = re.compile(r"([^_/]+(?:_[^_/]+){2,})_([0-9]+)")


def _read(part: str, is_file: bool, _: str) -> Label | None:
    if is_file or not (found := _PART.fullmatch(part)):
        return None
    words = found[1].split("_")
    people = [
        Person(login="_".join(words[at:]), name=" ".join(words[:at])) for at in range(len(words) - 1, 1, -1)
    ]
    return Label((people[0],), otherwise=tuple(people[1:]), unit=found[2], account=found[2])


ILIAS = System("ILIAS", _read)
