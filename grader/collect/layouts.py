"""How each system calls what it hands out: from a path, whose file it is, which submission, and of when.

Canvas      lastnamefirstname_LATE_12345_67890_attention-1.ipynb: sortable name, late or not, user,
            attachment; the "-1" of a second upload. By its source, lib/content_zipper.rb. The zip's dates are
            those of the download; attachments are numbered in the order of their uploads.
Moodle      Ada Lovelace_123456_assignsubmission_file/attention.ipynb, older ones with a last underscore, or
            without folders, …_assignsubmission_file_attention.ipynb: full name, participant. By its source,
            mod/assign/classes/downloader.php. Dates are those of the download.
Gradescope  submission_12345/attention.ipynb beside submission_metadata.yml, which has submitters and times.
nbgrader    the exchange's inbound/ada+attention+2026-12-20 22:58:31.123456 UTC+<random>/, by its
            exchange/default/submit.py; <student>/attention/ with timestamp.txt, as in submitted/.
Blackboard  attention_ada_attempt_2026-12-20-22-58-31_attention.ipynb, which nbgrader's zip_collect documents.
Folders     <student>/anything.ipynb, <student>.ipynb, attention_<student>.ipynb.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from grader.collect.sources import File
from grader.course import Person

_CANVAS = re.compile(r"(?:(.*?)_)??(?:(late)_)?(\d+)_(\d+)_(.+\.\w+)", re.IGNORECASE | re.DOTALL)
_ANONYMOUS = re.compile(r"(?:late_)?anon_\w+?_(\d+)_(.+\.\w+)", re.IGNORECASE)
_MOODLE = re.compile(r"(.+)_(\d+)_assignsubmission_file(?:_(.*))?", re.DOTALL)
_BLACKBOARD = re.compile(r".+?_([^_]+)_attempt_(\d{4}(?:-\d\d){5})(?:_(.+))?", re.DOTALL)
_EXCHANGE = re.compile(r"(.+)\+([^+]+)\+(\d{4}-\d\d-\d\d [^+]+)(?:\+[\w=-]+)?")
_GRADESCOPE = re.compile(r"submission_\d+")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(?: ?(UTC|Z|[+-]\d\d:?\d\d))?")


@dataclass(frozen=True, slots=True)
class Hand:
    """A file that somebody handed in.

    name: what the student called it. unit: files of one unit were handed in together. handed_in: None: the
    download does not say. upload: of two, the larger is later; 0: not numbered. late: the system says so.
    otherwise: whose it may be, if nobody is called `person`.
    """

    system: str
    person: Person
    file: File
    name: str
    unit: tuple[str, ...]
    handed_in: datetime | None = None
    upload: int = 0
    late: bool = False
    otherwise: Person | None = None

    @property
    def moment(self) -> datetime:
        """When it was handed in, or at the latest."""
        return self.handed_in or self.file.date


def newest(hands: Sequence[Hand]) -> Hand:
    """Of one student's; by the numbers of uploads, if all have one."""
    if all(hand.upload for hand in hands):
        return max(hands, key=lambda hand: hand.upload)
    return max(hands, key=lambda hand: (hand.moment, hand.name))


@dataclass(frozen=True, slots=True)
class Submitted:
    """What Gradescope tells of one submission."""

    people: tuple[Person, ...]
    handed_in: datetime | None


def read_path(
    file: File,
    assignment: str,
    zone: tzinfo,
    gradescope: Mapping[tuple[str, ...], Submitted],
    times: Mapping[tuple[str, ...], datetime],
) -> Sequence[Hand] | None:
    """Whose file it is: several people's in a group, nobody's if its path does not tell.

    None: it belongs to another assignment.

    gradescope: what is known of its folders. times: of folders, by their timestamp.txt.
    """
    for depth, folder in enumerate(file.parts[:-1], start=1):
        unit = file.parts[:depth]
        if unit in gradescope:
            known = gradescope[unit]
            return [
                Hand("Gradescope", person, file, file.name, unit, known.handed_in) for person in known.people
            ]
        if found := _EXCHANGE.fullmatch(folder):
            if found[2] != assignment:
                return None
            when = parse_time(found[3])
            return [Hand("nbgrader", Person(login=found[1]), file, file.name, unit, when)]
        if (found := _MOODLE.fullmatch(folder)) and not found[3]:
            return [Hand("Moodle", Person(name=found[1], moodle_id=found[2]), file, file.name, unit)]
        if hands := _by_name(f"{folder}.zip", file.name, file, unit[:-1], zone):
            return hands
    return _by_name(file.name, "", file, file.parts[:-1], zone) or _by_folder(file, assignment, times)


def is_anonymous(file: File) -> bool:
    """Canvas hides names while an assignment is marked anonymously."""
    return _ANONYMOUS.fullmatch(file.name) is not None


def _by_name(name: str, inner: str, file: File, above: tuple[str, ...], zone: tzinfo) -> Sequence[Hand]:
    """By the name of a file, or of a zip that the file was in.

    inner: what the student called it; "": what is left of `name`.
    """
    if found := _MOODLE.fullmatch(name):
        person = Person(name=found[1], moodle_id=found[2])
        return [Hand("Moodle", person, file, inner or found[3] or name, (*above, found[2]))]
    if found := _BLACKBOARD.fullmatch(name):
        when = parse_clock(found[2], zone)
        person, unit = Person(login=found[1]), (*above, found[1], found[2])
        return [Hand("Blackboard", person, file, inner or found[3] or name, unit, when)]
    if found := _CANVAS.fullmatch(name):
        person, upload = Person(name=found[1] or "", canvas_id=found[3]), int(found[4])
        late = bool(found[2])
        return [Hand("Canvas", person, file, inner or found[5], (*above, found[3]), upload=upload, late=late)]
    return []


def _by_folder(
    file: File, assignment: str, times: Mapping[tuple[str, ...], datetime]
) -> Sequence[Hand] | None:
    folders, stem = file.parts[:-1], file.name.removesuffix(".ipynb")
    if stem == file.name:
        return []
    if len(folders) > 1 and folders[-1] == stem != assignment:
        return None  # <student>/<another>/<another>.ipynb
    name = re.escape(assignment)
    login = re.sub(rf"^{name}[-_ ]+|[-_ ]+{name}$|^{name}$", "", stem)
    by_name = Person(login=login) if login else None
    named = [folder for folder in folders if folder != assignment]
    if assignment in folders[1:]:
        named = [folders[folders.index(assignment, 1) - 1]]
    if named:
        person = Person(login=named[-1])
        return [Hand("folder", person, file, file.name, folders, times.get(folders), otherwise=by_name)]
    return [Hand("folder", by_name, file, f"{assignment}.ipynb", file.parts)] if by_name else []


def parse_time(text: str) -> datetime | None:
    """A time such as nbgrader and Gradescope write; without a zone it means UTC; None: it is none."""
    if not (found := _TIME.fullmatch(text.strip())):
        return None
    try:
        zone = (found[4] or "Z").replace("UTC", "Z")
        return datetime.fromisoformat(f"{found[1]}T{found[2]}.{found[3] or '0':0<6}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_clock(text: str, zone: tzinfo) -> datetime | None:
    """A time as people or Moodle's worksheets write it: Sunday, 20 December 2026, 11:59 PM.

    zone: of a time that does not say. None: it is no time.
    """
    for form in (
        "%Y-%m-%d-%H-%M-%S",
        "%A, %d %B %Y, %I:%M %p",
        "%A, %d %B %Y, %H:%M",
        "%d %B %Y, %I:%M %p",
        "%d %B %Y, %H:%M",
    ):
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=zone)
    with suppress(ValueError):
        found = datetime.fromisoformat(text.removesuffix(" UTC") + "+00:00" * text.endswith(" UTC"))
        return found if found.tzinfo else found.replace(tzinfo=zone)
    return None
