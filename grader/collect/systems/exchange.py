"""nbgrader's exchange: inbound/ada+attention+2026-12-20 22:58:31.123456 UTC+<random>/.

By nbgrader/exchange/default/submit.py: user name, assignment, time and random letters, with "+" between. The
zone is the name of Exchange.timezone; a user name may hold "+", an assignment's not.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

AROUND = re.compile(r"inbound")
_PART = re.compile(r"(.+)\+([^+]+)\+(\d{4}-\d\d-\d\d [^+]+?(?: ?[+-]\d\d:?\d\d)?)(?:\+[\w=-]*)?")


def _read(part: str, is_file: bool, assignment: str) -> Label | None:
    if is_file or not (found := _PART.fullmatch(part)):
        return None
    return Label(
        (Person(login=found[1]),), unit=part, handed_in=found[3], utc=True, elsewhere=found[2] != assignment
    )


EXCHANGE = System("nbgrader", _read)
