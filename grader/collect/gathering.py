"""From sources to one notebook a student: the newest of all that were found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from nbformat import NotebookNode

from grader.collect.choosing import choose
from grader.collect.layouts import LabelledFile, Wanted, labelled
from grader.collect.owners import owned
from grader.collect.sources import File, Refused, files_in
from grader.collect.stamps import stamped
from grader.collect.systems import EXCHANGE
from grader.collect.times import Clock, read_clock
from grader.collect.whose import Claim, claims, undisputed
from grader.cores import progress
from grader.course import Roster
from grader.files import read_time
from grader.submissions import SECRET
from grader.wording import clipped, counted

# Of a source and of what was handed in there together: whether all of it is there by now.
Whole = Callable[[Path, Sequence[LabelledFile]], bool]
# By student, number of the source, and name of what they handed in: the files of it.
Units = dict[tuple[str, int, str], list[LabelledFile]]


_LONGEST = 200  # letters of a path that is told
_FEW = 3  # of those that were not taken, that are told


def always(source: Path, together: Sequence[LabelledFile]) -> bool:
    """A download is whole."""
    return True


@dataclass(frozen=True, slots=True)
class Hand:
    """A notebook that somebody handed in.

    handed_in: None: not known. unreadable: why not, where something says it in words that mean no time.
    choice: which of several it is, and why; "" where there was no other. secret: nbgrader's, beside it.
    by_table: the time is not the system's, but one of a table. source: in which download it is.
    """

    system: str
    file: File
    name: str
    handed_in: datetime | None = None
    unreadable: str = ""
    upload: int = 0
    late: bool | None = None
    choice: str = ""
    secret: File | None = None
    by_table: bool = False
    source: int = 0

    @property
    def moment(self) -> datetime:
        """When it was handed in, or at the latest."""
        return self.handed_in or self.file.date


@dataclass(frozen=True, slots=True)
class Gathered:
    """hands: by student, the newest. refused: what was left, and why. superseded: older ones of the same.

    unmatched: lines of the table of times that are nobody's who handed in. waiting: what is not whole yet.
    empty: sources without anything that somebody may have handed in.
    """

    hands: dict[str, Hand]
    refused: tuple[Refused, ...]
    superseded: int
    unmatched: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    empty: tuple[Refused, ...] = ()


def gather(
    sources: Sequence[Path],
    wanted: Wanted,
    held: ExitStack,
    *,
    times: Roster | None = None,
    release: NotebookNode | None = None,
    zone: tzinfo,
    megabytes: float,
    whole: Whole = always,
) -> Gathered:
    """What students handed in. Its files can be read until `held` is closed.

    times: says when, where a download does not. release: the notebook as it was handed out, if that is there.
    whole: tells what is there from what still arrives.

    Raises: CourseError: a source cannot be used.
    """
    refused, empty, claimed = list[Refused](), list[Refused](), list[Claim]()
    clock = read_clock(times, wanted.roster)
    for number, source in enumerate(sources):
        listed = [*files_in(source, held, zone=zone, megabytes=megabytes)]
        handed = [*_found_in(source, listed, wanted)]
        claimed += _sorted_out(_claimed(handed, number, wanted.roster, clock), refused)
        empty += [] if handed else [_empty(source, listed, wanted.assignment)]
    known_last = sorted(claimed, key=lambda one: one.is_known)
    numbers = {one.student: one.found.label.people[0].moodle_id for one in known_last}
    units, waiting = _arrived(_units(_sorted_out(undisputed(claimed), refused)), sources, whole)
    hands: dict[str, list[Hand]] = {}
    for (student, number, _), together in progress(units.items(), what="reading notebooks", total=len(units)):
        chosen = choose(together, wanted.assignment, release)
        if isinstance(chosen, Refused):
            refused.append(chosen)
        else:
            timed = _timed(*chosen, clock.said(student, numbers), zone)
            hands.setdefault(student, []).append(replace(timed, source=number, secret=_secret(together)))
    newest = {name: _newest(name, hands[name], refused) for name in sorted(hands)}
    superseded = sum(len(one) - 1 for one in hands.values())
    kept = {name: hand for name, hand in newest.items() if hand}
    return Gathered(kept, _once(refused), superseded, clock.unmatched({*hands}, numbers), waiting, (*empty,))


def _empty(source: Path, listed: Sequence[File | Refused], assignment: str) -> Refused:
    """What was found in a source in which nothing is a notebook, and what is wanted."""
    found = f"{counted(listed, 'file')}, such as {Path(listed[0].where).name}" if listed else "nothing"
    wanted = "give a download as it came, a folder of notebooks, or a notebook (.ipynb)"
    return Refused(str(source), f"no notebook of {assignment} is there, but {found}; {wanted}")


def _once(refused: Iterable[Refused]) -> tuple[Refused, ...]:
    """One remark a reason: a student who is not on the roster may have handed in ten files."""
    return tuple({one.why if one.about_person else one: one for one in reversed([*refused])}.values())[::-1]


def _found_in(
    source: Path, listed: Sequence[File | Refused], wanted: Wanted
) -> Iterator[LabelledFile | Refused]:
    """What of a source somebody may have handed in, with what is known of its time and owner."""
    files = [one for one in listed if isinstance(one, File)]
    called = source.name if source.is_dir() else source.stem if source.suffix.lower() == ".zip" else ""
    yield from (one for one in listed if isinstance(one, Refused))
    yield from owned(stamped([*labelled(files, wanted, source=called)], files, wanted), wanted.roster)


def _claimed(
    handed: Sequence[LabelledFile | Refused], source: int, roster: Roster | None, clock: Clock
) -> Iterator[Claim | Refused]:
    """Whose all of a source is."""
    labels = [one.label for one in handed if isinstance(one, LabelledFile)]
    here = clock.facing(person for label in labels for person in label.people)
    for found in handed:
        yield from claims(found, source, roster, here)


def _units(claimed: Iterable[Claim]) -> Units:
    units: Units = {}
    for one in claimed:
        units.setdefault((one.student, one.source, one.found.label.unit), []).append(one.found)
    return units


def _arrived(units: Units, sources: Sequence[Path], whole: Whole) -> tuple[Units, tuple[str, ...]]:
    """What is whole, and where the rest is."""
    rest = {key: together for key, together in units.items() if not whole(sources[key[1]], together)}
    ready = {key: together for key, together in units.items() if key not in rest}
    return ready, tuple(together[0].file.where for together in rest.values())


def _sorted_out(claimed: Iterable[Claim | Refused], refused: list[Refused]) -> list[Claim]:
    """The claims; the rest goes to `refused`."""
    both = [*claimed]
    refused += [one for one in both if isinstance(one, Refused)]
    return [one for one in both if isinstance(one, Claim)]


def _timed(found: LabelledFile, choice: str, told: str, zone: tzinfo) -> Hand:
    """With the time that the download says, or else a table of them: `told`, "" for none."""
    label = found.label
    if found.unbelieved:
        why = f"{found.unbelieved} was not believed, as a student may have written it; use --times"
        choice = "; ".join(filter(None, (choice, why)))
    hand = Hand(found.system, found.file, found.name, upload=label.upload, late=label.late, choice=choice)
    text = label.handed_in or told
    if not text:
        return hand
    try:
        utc = label.utc and label.handed_in
        time = read_time(text, zone=UTC if utc else zone, local=zone)
        return replace(hand, handed_in=time, by_table=not label.handed_in)
    except ValueError as error:
        return replace(hand, unreadable=f"the time it was handed in cannot be read: {error}")


def _secret(together: Sequence[LabelledFile]) -> File | None:
    files = [one.file for one in together if one.system == EXCHANGE.name]
    return next((file for file in files if file.parts == (*together[0].unit, SECRET)), None)


def _newest(student: str, hands: Sequence[Hand], refused: list[Refused]) -> Hand | None:
    """Of one student's; by the numbers of uploads, if all have one. An unreadable time orders nothing. Of two
    of one moment, the one that was named last, as if they had been collected one by one; within a download,
    the last by its path, which is told.
    """
    have_numbers = all(hand.upload for hand in hands)
    unread = next((hand for hand in hands if hand.unreadable), None)
    if unread and len(hands) > 1 and not have_numbers:
        why = f"{student} handed in {len(hands)} times, and {unread.unreadable}; name the one that counts"
        refused.append(Refused(unread.file.where, why))
        return None

    def when(hand: Hand) -> tuple[int, datetime]:
        return hand.upload * have_numbers, hand.moment

    found = max(hands[::-1], key=when)
    alike = [one for one in hands if one.source == found.source and when(one) == when(found)]
    if len(alike) == 1:
        return found
    others = ", ".join(clipped(one.file.where, _LONGEST) for one in alike[:-1][:_FEW])
    taken = f"{clipped(found.file.where, _LONGEST)} was taken, the last by its name, and not {others}"
    why = f"of {len(alike)} that one download has of one moment, {taken}"
    return replace(found, choice="; ".join(filter(None, (found.choice, why))))
