"""From sources to one notebook a student: the newest of all that were found."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import yaml

from grader.collect.layouts import Hand, Submitted, is_anonymous, newest, parse_clock, parse_time, read_path
from grader.collect.sources import File, Refused, files_in
from grader.course import NotOnRoster, Person, Roster, find, is_folder_name
from grader.errors import CourseError, UnreadableNotebook

METADATA, TIMESTAMP = "submission_metadata.yml", "timestamp.txt"


@dataclass(frozen=True, slots=True)
class Gathered:
    """hands: by student, the newest. refused: what was left, and why. superseded: older ones of the same."""

    hands: dict[str, Hand]
    refused: tuple[Refused, ...]
    superseded: int


def gather(
    sources: Sequence[Path],
    assignment: str,
    opened: ExitStack,
    *,
    roster: Roster | None,
    times: Roster | None = None,
    zone: tzinfo,
    megabytes: float,
) -> Gathered:
    """What students handed in. Its files can be read until `opened` is closed.

    roster: None: students are called as the download calls them. times: says when, where a download does not.

    Raises: CourseError: a source or a time cannot be used.
    """
    refused: list[Refused] = []
    units: dict[tuple[str, int, tuple[str, ...]], list[Hand]] = {}
    for number, source in enumerate(sources):
        found = list(files_in(source, opened, zone=zone, megabytes=megabytes))
        refused += [one for one in found if isinstance(one, Refused)]
        for hand in _hands([one for one in found if isinstance(one, File)], assignment, zone, refused):
            if student := _student(hand, roster, refused):
                units.setdefault((student, number, hand.unit), []).append(hand)
    hands_of: dict[str, list[Hand]] = {}
    for (student, _, _), together in units.items():
        if chosen := _notebook(together, assignment, refused):
            hands_of.setdefault(student, []).append(_timed(chosen, student, times, zone))
    superseded = sum(len(hands) - 1 for hands in hands_of.values())
    return Gathered({name: newest(hands_of[name]) for name in sorted(hands_of)}, _once(refused), superseded)


def _once(refused: Iterable[Refused]) -> tuple[Refused, ...]:
    """One remark a reason: a student who is not on the roster may have handed in ten files."""
    return tuple({one.why if one.about_person else one: one for one in reversed([*refused])}.values())[::-1]


def _student(hand: Hand, roster: Roster | None, refused: list[Refused]) -> str:
    """The name of the student's folder; "" where there is none, and `refused` says why."""
    try:
        if roster is None:
            return _called(hand.person)
        try:
            return find(roster, hand.person).id
        except NotOnRoster:
            if hand.otherwise is None:
                raise
            return find(roster, hand.otherwise).id
    except NotOnRoster as nobody:
        refused.append(Refused(hand.file.where, str(nobody), about_person=True))
        return ""


def _called(person: Person) -> str:
    """What the download calls a student, as a folder's name. Raises: NotOnRoster: that is none."""
    number = person.canvas_id or person.moodle_id
    called = "_".join(filter(None, (person.name.strip().replace(" ", "_"), number)))
    name = person.student_number or person.email or person.login or called
    if not is_folder_name(name):
        raise NotOnRoster(f"{name!r} cannot name a folder; make a roster.csv with an id for this student")
    return name


def _timed(hand: Hand, student: str, times: Roster | None, zone: tzinfo) -> Hand:
    """With the time of submission from a table of them, if the download does not say it.

    student: what the roster calls whoever handed it in; the table may do so, too.
    """
    if times is None or hand.handed_in:
        return hand
    try:
        row = find(times, replace(hand.person, login=hand.person.login or student))
    except NotOnRoster:
        return hand
    if row.handed_in in ("", "-"):
        return hand
    if time := parse_clock(row.handed_in, zone):
        return replace(hand, handed_in=time)
    wanted = "a date and time such as 2026-12-20 23:59"
    raise CourseError(times.path, row.name or row.email, f"handed_in is {row.handed_in!r}", wanted=wanted)


def _hands(files: Sequence[File], assignment: str, zone: tzinfo, refused: list[Refused]) -> Iterator[Hand]:
    gradescope = {unit: known for file in files if file.name == METADATA for unit, known in _known(file)}
    times = dict(_times(files))
    for file in files:
        if file.name in (METADATA, TIMESTAMP):
            continue
        if is_anonymous(file):
            cure = "end anonymous grading in Canvas, then download again"
            refused.append(Refused(file.where, f"Canvas does not say whose it is; {cure}"))
            continue
        hands = read_path(file, assignment, zone, gradescope, times)
        if hands == [] and file.name.lower().endswith(".ipynb"):
            cure = "put it into a folder called as the student"
            refused.append(Refused(file.where, f"its path does not say whose it is; {cure}"))
        yield from hands or ()


def _times(files: Iterable[File]) -> Iterator[tuple[tuple[str, ...], datetime]]:
    for file in files:
        if file.name == TIMESTAMP:
            try:
                time = parse_time(file.read()[:1000].decode("utf-8", "replace"))
            except UnreadableNotebook:
                continue
            if time:
                yield file.parts[:-1], time


def _known(metadata: File) -> Iterator[tuple[tuple[str, ...], Submitted]]:
    """By folder, what Gradescope's submission_metadata.yml says: Ruby's symbols as keys, ":submitters".

    Raises: CourseError: it cannot be used.
    """
    try:
        tables: Any = yaml.load(metadata.read(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for name, table in tables.items():
            people = tuple(
                Person(
                    name=str(one.get(":name") or ""),
                    email=str(one.get(":email") or ""),
                    student_number=str(one.get(":sid") or ""),
                )
                for one in table[":submitters"]
            )
            yield (*metadata.parts[:-1], str(name)), Submitted(people, _aware(table.get(":created_at")))
    except (yaml.YAMLError, UnreadableNotebook, AttributeError, KeyError, TypeError, RecursionError) as error:
        found = f"not as Gradescope writes it ({type(error).__name__})"
        raise CourseError(metadata.where, "", found, cure="export the submissions again") from None


def _aware(time: object) -> datetime | None:
    if isinstance(time, datetime):
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return parse_time(time) if isinstance(time, str) else None


def _notebook(together: Sequence[Hand], assignment: str, refused: list[Refused]) -> Hand | None:
    """Of files handed in together, the notebook of the assignment; None, where `refused` says why."""
    notebooks = [hand for hand in together if hand.name.lower().endswith(".ipynb")]
    ours = [hand for hand in notebooks if is_called(hand.name, assignment)]
    if ours or len(notebooks) == 1:
        return newest(ours or notebooks)
    names = ", ".join(sorted(hand.name for hand in together)[:5])
    found = f"several notebooks: {names}" if notebooks else f"no notebook, but {names}"
    cure = f"which is it? Keep one, called {assignment}.ipynb" if notebooks else "ask for the notebook"
    refused.append(Refused(together[0].file.where, f"{found}; {cure}"))
    return None


def is_called(name: str, assignment: str) -> bool:
    """attention.ipynb, or what systems and browsers make of a second one: attention-1, attention (1)."""
    return bool(re.fullmatch(rf"{re.escape(assignment)}(?:[-_ ]?\(?\d+\)?)?\.ipynb", name, re.IGNORECASE))
