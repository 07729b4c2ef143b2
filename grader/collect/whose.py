"""Which students a file is of, as the roster has them; and that no two users are called as one student."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.collect.label import Label
from grader.collect.layouts import FOLDER, LabelledFile
from grader.collect.sources import Refused
from grader.collect.times import Clock
from grader.course import NotOnRoster, Person, Roster, Student, find_students, is_folder_name, may_be_called


@dataclass(frozen=True, slots=True)
class Claim:
    """A file is a student's. account: which user of its system handed it in. source: in which download.
    is_known: the roster has that user's number in Moodle for the student.
    """

    student: str
    account: object
    source: int
    found: LabelledFile
    is_known: bool = False

    @property
    def place(self) -> tuple[str, str, int]:
        """Where one student is one user: in a system, or else among the folders of one source."""
        return self.student, self.found.system, self.source if self.found.system == FOLDER else 0


def claims(
    found: LabelledFile | Refused, source: int, roster: Roster | None, clock: Clock
) -> list[Claim | Refused]:
    """One for each student whose it is: everybody in a group."""
    if isinstance(found, Refused):
        return [found]
    label, claimed = found.label, list[Claim | Refused]()
    if not label.people:
        return [
            Refused(
                found.file.where,
                "the download names nobody for it; put it into a folder called as the student",
            )
        ]
    try:
        for person in label.people:
            names = _names(clock.known(person), roster, label)
            account: object = label.account or person
            if len(names) > 1 and roster and _is_members(person, names, roster):
                account = tuple(names)
            known = {one.id for one in roster.spelled("moodle_id", person.moodle_id)} if roster else ()
            claimed += [Claim(name, account, source, found, name in known) for name in names]
    except NotOnRoster as nobody:
        return [Refused(found.file.where, str(nobody), about_person=True)]
    return claimed


def _is_members(person: Person, group: Sequence[str], roster: Roster) -> bool:
    """Whether the number is one of the group's, as Canvas gives a group's work the number of any member."""
    numbers = {one.canvas_id for one in roster.students if one.id in group} - {""}
    return person.canvas_id in numbers


def undisputed(claimed: Sequence[Claim]) -> Iterator[Claim | Refused]:
    """All but those by which several users of a system are one student: anybody may take another's name.
    If the roster knows the number of one of them, that one is the student.
    """
    users: dict[tuple[str, str, int], dict[object, Claim]] = {}
    for one in claimed:
        users.setdefault(one.place, {}).setdefault(one.account, one)
    disputed, others = set[str](), set[tuple[object, ...]]()
    for place, several in users.items():
        if len(several) > 1:
            known = [account for account, one in several.items() if one.is_known]
            out = {account: one for account, one in several.items() if [account] != known}
            cure = "put the right one's number into the roster"
            if len(known) == 1:
                right = several[known[0]].found.label.said
                cure = f"the roster has the number of {right}; correct it, if that is not the right one"
                others |= {(*place, account) for account in out}
            else:
                disputed.add(place[0])
            who = " and ".join(sorted({one.found.label.said for one in several.values()}))
            why = f"{len(several)} users are called as {place[0]}: {who}; {cure}"
            yield from (Refused(one.found.file.where, why) for one in out.values())
    yield from (
        one for one in claimed if one.student not in disputed and (*one.place, one.account) not in others
    )


def _names(person: Person, roster: Roster | None, label: Label) -> list[str]:
    if roster:
        return _listed(roster, person, label)
    if label.otherwise and not label.unlikely:
        said = " or ".join(one.said for one in (person, *label.otherwise))
        raise NotOnRoster(f"it can be of {said}; make a roster.csv, which knows")
    return [_called(person)]


def _listed(roster: Roster, person: Person, label: Label) -> list[str]:
    """Raises: NotOnRoster: nobody is called so; or two are, by two ways to read it, or by one of several."""
    readings: dict[tuple[str, ...], Person] = {}
    doubts: list[NotOnRoster] = []
    for reading in (person, *label.otherwise):
        try:
            found = find_students(roster, reading)
            if label.otherwise:  # else a user eve_ada could be Eve, called Eve, or ada, called Eve Eve
                _refuse_other_name(found, reading)
        except NotOnRoster as doubt:
            doubts.append(doubt)
        else:
            readings.setdefault(tuple(one.id for one in found), reading)
    if len(readings) > 1:
        said = " or ".join(f"{one.said}, who is {' and '.join(ids)}" for ids, one in readings.items())
        raise NotOnRoster(f"it can be {said}; put it into a folder called as the student")
    ids = [*next(iter(readings), ())]
    for other in sorted(doubts, key=lambda one: not one.of):  # what may be somebody's goes first
        if not ids:
            raise other
        if not other.of <= {*ids}:
            one = next(iter(readings.values()))
            why = f"it can be {one.said}, who is {' and '.join(ids)}, or else {other}"
            raise NotOnRoster(why, {*ids, *other.of})
    return ids


def _refuse_other_name(found: Sequence[Student], person: Person) -> None:
    """Raises: NotOnRoster: the roster has quite another name for who has this login."""
    for student in found:
        if person.account and person.name and not may_be_called(student.full_name, person.name):
            called = (
                f"{person.login!r} would be called {person.name!r}, and is {student.full_name} on the roster"
            )
            raise NotOnRoster(f"{called}; put it into a folder called as the student", [student.id])


def _called(person: Person) -> str:
    """What the download calls a student, as a folder's name. Raises: NotOnRoster: that is none."""
    number = person.canvas_id or person.moodle_id
    called = "_".join(filter(None, (person.name.strip().replace(" ", "_"), number)))
    name = person.student_number or person.email or person.login or called
    if not is_folder_name(name):
        raise NotOnRoster(f"{name!r} cannot name a folder; make a roster.csv with an id for this student")
    return name
