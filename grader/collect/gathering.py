"""From sources to one notebook a student: the newest of all that were found."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from nbformat import NotebookNode

from grader.collect.choosing import choose
from grader.collect.label import Label
from grader.collect.layouts import Asked, Found, labelled
from grader.collect.sources import File, Refused, files_in
from grader.collect.times import Clock, read_clock
from grader.course import NotOnRoster, Person, Roster, find_all, is_folder_name
from grader.files import read_time


@dataclass(frozen=True, slots=True)
class Hand:
    """A notebook that somebody handed in.

    handed_in: None: not known. unreadable: why not, where something says it in words that mean no time.
    choice: which of several it is, and why; "" where there was no other.
    """

    system: str
    file: File
    name: str
    handed_in: datetime | None = None
    unreadable: str = ""
    upload: int = 0
    late: bool = False
    choice: str = ""

    @property
    def moment(self) -> datetime:
        """When it was handed in, or at the latest."""
        return self.handed_in or self.file.date


@dataclass(frozen=True, slots=True)
class Gathered:
    """hands: by student, the newest. refused: what was left, and why. superseded: older ones of the same.

    unmatched: lines of the table of times that are nobody's who handed in.
    """

    hands: dict[str, Hand]
    refused: tuple[Refused, ...]
    superseded: int
    unmatched: tuple[str, ...] = ()


def gather(
    sources: Sequence[Path],
    asked: Asked,
    held: ExitStack,
    *,
    times: Roster | None = None,
    release: NotebookNode | None = None,
    zone: tzinfo,
    megabytes: float,
) -> Gathered:
    """What students handed in. Its files can be read until `held` is closed.

    times: says when, where a download does not. release: the notebook as it was handed out, if that is there.

    Raises: CourseError: a source cannot be used.
    """
    refused: list[Refused] = []
    units: dict[tuple[str, int, tuple[str, ...] | str], list[Found]] = {}
    clock, numbers = read_clock(times, asked.roster), dict[str, str]()
    for number, source in enumerate(sources):
        listed = list(files_in(source, held, zone=zone, megabytes=megabytes))
        refused += [one for one in listed if isinstance(one, Refused)]
        files = [one for one in listed if isinstance(one, File)]
        for found in labelled(files, asked):
            if isinstance(found, Refused):
                refused.append(found)
                continue
            for student in _students(found, asked.roster, clock, refused):
                numbers[student] = found.label.people[0].moodle_id
                units.setdefault((student, number, found.label.unit), []).append(found)
    hands: dict[str, list[Hand]] = {}
    for (student, _, _), together in units.items():
        chosen = choose(together, asked.assignment, release)
        if isinstance(chosen, Refused):
            refused.append(chosen)
            continue
        found, choice = chosen
        hands.setdefault(student, []).append(_timed(found, choice, clock.said(student, numbers), zone))
    newest = {name: _newest(name, hands[name], refused) for name in sorted(hands)}
    superseded = sum(len(one) - 1 for one in hands.values())
    kept = {name: hand for name, hand in newest.items() if hand}
    return Gathered(kept, _once(refused), superseded, clock.unmatched({*hands}, numbers))


def _once(refused: Iterable[Refused]) -> tuple[Refused, ...]:
    """One remark a reason: a student who is not on the roster may have handed in ten files."""
    return tuple({one.why if one.about_person else one: one for one in reversed([*refused])}.values())[::-1]


def _students(found: Found, roster: Roster | None, clock: Clock, refused: list[Refused]) -> list[str]:
    """Their folders' names, everybody's in a group; none, where `refused` says why."""
    try:
        people = [clock.known(person) for person in found.label.people]
        if roster is None:
            return [_called(person) for person in people]
        return [name for person in people for name in _listed(roster, person, found.label)]
    except NotOnRoster as nobody:
        refused.append(Refused(found.file.where, str(nobody), about_person=True))
        return []


def _listed(roster: Roster, person: Person, label: Label) -> list[str]:
    """Raises: NotOnRoster: nobody is called so; or two are, by two ways to read it."""
    readings: dict[tuple[str, ...], Person] = {}
    first: NotOnRoster | None = None
    for reading in (person, *label.otherwise, *label.doubts):
        try:
            students = tuple(one.id for one in find_all(roster, reading))
        except NotOnRoster as nobody:
            first = first or nobody
        else:
            readings.setdefault(students, reading)
    if len(readings) > 1:
        said = " or ".join(f"{one.said}, who is {' and '.join(ids)}" for ids, one in readings.items())
        raise NotOnRoster(f"it can be {said}; put it into a folder called as the student")
    if not readings or next(iter(readings.values())) in label.doubts:
        assert first is not None
        raise first
    return [*next(iter(readings))]


def _called(person: Person) -> str:
    """What the download calls a student, as a folder's name. Raises: NotOnRoster: that is none."""
    number = person.canvas_id or person.moodle_id
    called = "_".join(filter(None, (person.name.strip().replace(" ", "_"), number)))
    name = person.student_number or person.email or person.login or called
    if not is_folder_name(name):
        raise NotOnRoster(f"{name!r} cannot name a folder; make a roster.csv with an id for this student")
    return name


def _timed(found: Found, choice: str, told: str, zone: tzinfo) -> Hand:
    """With the time that the download says, or else a table of them: `told`, "" for none."""
    label = found.label
    hand = Hand(found.system, found.file, found.name, upload=label.upload, late=label.late, choice=choice)
    text = label.handed_in or told
    if not text:
        return hand
    try:
        utc = label.utc and label.handed_in
        return replace(hand, handed_in=read_time(text, zone=UTC if utc else zone, local=zone))
    except ValueError as error:
        return replace(hand, unreadable=f"the time it was handed in cannot be read: {error}")


def _newest(student: str, hands: Sequence[Hand], refused: list[Refused]) -> Hand | None:
    """Of one student's; by the numbers of uploads, if all have one. An unreadable time orders nothing."""
    if len(hands) == 1 or all(hand.upload for hand in hands):
        return max(hands, key=lambda hand: hand.upload)
    for hand in hands:
        if hand.unreadable:
            why = f"{student} handed in {len(hands)} times, and {hand.unreadable}; name the one that counts"
            refused.append(Refused(hand.file.where, why))
            return None
    return max(hands, key=lambda hand: (hand.moment, hand.name))
