"""Who owns a folder in nbgrader's exchange, in which every student can make folders called as anybody.

`nbgrader collect` compares the owner with the name, too, and warns (ExchangeCollect.check_owner). Where all
students are one user of the machine, or the exchange was copied, the owner says nothing.
"""

from collections.abc import Iterator, Sequence

from grader.collect.layouts import LabelledFile
from grader.collect.sources import Refused
from grader.collect.systems import EXCHANGE
from grader.course import NotOnRoster, Person, Roster, find_student


def owned(found: Sequence[LabelledFile | Refused], roster: Roster | None) -> Iterator[LabelledFile | Refused]:
    """All of a source, but what is in a folder of one student's that is called as another."""
    logins = {_login(one) for one in found if isinstance(one, LabelledFile) and one.system == EXCHANGE.name}
    tells = any(isinstance(one, LabelledFile) and _login(one) == one.file.owner for one in found)
    for one in found:
        if isinstance(one, Refused) or one.system != EXCHANGE.name:
            yield one
            continue
        owner = one.file.owner
        if owner in ("", _login(one)) or not (tells or owner in logins or _is_student(owner, roster)):
            yield one
        else:
            why = f"it is called as {_login(one)}'s, and its owner is {owner}; ask both who handed it in"
            yield Refused(one.file.where, why)


def _login(found: LabelledFile) -> str:
    return found.label.people[0].login if found.label.people else ""


def _is_student(owner: str, roster: Roster | None) -> bool:
    try:
        return bool(roster and find_student(roster, Person(login=owner)))
    except NotOnRoster:
        return False
