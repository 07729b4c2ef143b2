"""All opinions on an assignment: class/marks/<assignment>.jsonl, a file of JSON lines that only grows.

Lines, not tables: an act is saved by one write and one fsync; nothing that was ever decided is lost; a person
can read it; and what two markers recorded on two machines is one file after `cat`. Several processes may
write at once, each under a lock, and each reads what the others added before it answers.
"""

import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.errors import CourseError
from grader.files import disk_error, refuse_no_file
from grader.marking.opinions import NONE_MET, Opinion, Seen


class Entry(msgspec.Struct, frozen=True, tag="entry"):
    """What went into the gradebook for an answer. points: None: the mark was taken out of it."""

    at: str
    question: str
    student: str
    points: float | None
    comment: str


Line = Seen | Opinion | Entry
Key = tuple[str, str]  # question, student
_LINE = msgspec.json.Decoder(Line)


@dataclass(slots=True)
class Record:
    """The file, read. It is changed by `add` and `catch_up` alone.

    opinions: the last of each marker, in the order in which they began. resolved: the last that resolves.
    entries: the last of each answer. left: points and comments that entering left in the gradebook, and found
    there first. said: every opinion, in order. size: bytes of the file that were read.
    """

    path: Path
    rubrics: dict[str, Seen] = field(default_factory=dict)
    opinions: dict[Key, dict[str, Opinion]] = field(default_factory=dict)
    resolved: dict[Key, Opinion] = field(default_factory=dict)
    entries: dict[Key, Entry] = field(default_factory=dict)
    left: dict[Key, set[tuple[float | None, str]]] = field(default_factory=dict)
    said: list[Opinion] = field(default_factory=list)
    last: str = ""
    size: int = 0


def open_record(path: Path) -> Record:
    """Raises: CourseError: the folder cannot be written to, that is no file, or a line is none of ours."""
    refuse_no_file(path)
    with disk_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644))
    record = Record(path)
    catch_up(record)
    return record


def catch_up(record: Record) -> None:
    """Read what was added since, by whomever. Raises: CourseError: it is gone, or a line is none of ours."""
    with disk_error(record.path), record.path.open("rb") as file:
        if os.fstat(file.fileno()).st_size <= record.size:
            return
        file.seek(record.size)
        added = file.read()
    whole = added[: added.rfind(b"\n") + 1]  # a line without an end is still being written, or never will be
    numbered = [*_lines(record, whole)]
    lines = [line for _, line in numbered]
    _refuse_odd_levels(record, numbered)
    if record.size == 0:  # perhaps of two machines, one after the other, with what both began with twice
        lines = [*{msgspec.json.encode(line): line for line in lines}.values()]
        lines.sort(key=lambda line: "" if isinstance(line, Seen) else line.at)
    for line in lines:
        _take(record, line)
    record.size += len(whole)


def add(record: Record, lines: Sequence[Line]) -> None:
    """Write lines, all in one piece and down to the disk, and take them into account.

    They are of no earlier time than what is there: a clock may be put back, and another process be quicker.
    Raises: CourseError: they could not be written; then nothing is.
    """
    with disk_error(record.path), _locked(record.path) as file:
        _cut_short(file)
        catch_up(record)
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in _in_order(lines, record.last))
        end = os.fstat(file).st_size
        try:
            if os.write(file, content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file)
        except OSError:
            os.ftruncate(file, end)
            raise
    catch_up(record)


def last_act(record: Record, marker: str) -> str:
    """The last act of a marker that still counts; "" if there is no such. One that was undone, or undoes
    one, does not, nor does one in whose place another marker decided since.
    """
    others = set[tuple[str, str, str]]()
    for one in reversed(_standing(record)):
        if one.marker != marker:
            others.add(_place(one))
        elif _place(one) not in others:
            return one.act
    return ""


def before(record: Record, act: str) -> list[tuple[Opinion, Opinion | None]]:
    """Each opinion of an act that still counts, and what stood in its place; None: nothing did."""
    since = {_place(one): one.marker for one in _standing(record)}
    last: dict[tuple[str, str, str], Opinion] = {}
    found = []
    for opinion in record.said:
        place = _place(opinion)
        if opinion.act == act and since.get(place) == opinion.marker:
            found.append((opinion, last.get(place)))
        last[place] = opinion
    return found


def _standing(record: Record) -> list[Opinion]:
    undone = {one.undoes for one in record.said}
    return [one for one in record.said if not one.undoes and one.act not in undone]


def _place(opinion: Opinion) -> tuple[str, str, str]:
    """What a later opinion must share to take an earlier one's place."""
    return opinion.question, opinion.student, "" if opinion.resolves else opinion.marker


def _in_order(lines: Sequence[Line], last: str) -> Iterator[Line]:
    for line in lines:
        if not isinstance(line, Seen):
            last = max(line.at, last)
            line = msgspec.structs.replace(line, at=last)
        yield line


def _take(record: Record, line: Line) -> None:
    record.last = record.last if isinstance(line, Seen) else max(record.last, line.at)
    match line:
        case Seen():
            record.rubrics[line.id] = line
        case Entry():
            key = line.question, line.student
            record.entries[key] = line
            record.left.setdefault(key, {(None, "")}).add((line.points, line.comment))
        case Opinion():
            record.said.append(line)
            key = line.question, line.student
            if line.resolves:
                record.resolved[key] = line
            else:
                record.opinions.setdefault(key, {})[line.marker] = line


def _lines(record: Record, raw: bytes) -> Iterator[tuple[int, Line]]:
    for number, text in enumerate(raw.splitlines(), start=1):
        if not text.strip():  # an editor may have left it
            continue
        try:
            yield number, _LINE.decode(text)
        except msgspec.DecodeError as error:
            raise _none_of_ours(record, number, f"is no line of a record ({error})") from None


def _refuse_odd_levels(record: Record, numbered: Sequence[tuple[int, Line]]) -> None:
    """Raises: CourseError: an opinion has a level that its rubric does not have."""
    rubrics = record.rubrics | {line.id: line for _, line in numbered if isinstance(line, Seen)}
    for number, line in numbered:
        if not isinstance(line, Opinion) or line.rubric not in rubrics:
            continue
        criteria = rubrics[line.rubric].criteria
        for name, level in line.levels.items():
            most = len(criteria.get(name, ()))
            if name in criteria and not NONE_MET <= level <= most:
                found = f"has level {level} of {name!r}, which has levels {NONE_MET} to {most}"
                raise _none_of_ours(record, number, found)


def _none_of_ours(record: Record, number: int, found: str) -> CourseError:
    place = f"line {number}" if record.size == 0 else "a line added just now"
    cure = "restore the file from a copy, or take the line out"
    return CourseError(record.path, place, found, cure=cure)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _cut_short(file: int) -> None:
    """Take off a last line without an end: a kill cut its write short, and nobody was told it was saved."""
    size = os.fstat(file).st_size
    if size == 0 or os.pread(file, 1, size - 1) == b"\n":
        return
    start = max(0, size - (1 << 20))
    os.ftruncate(file, start + os.pread(file, size - start, start).rfind(b"\n") + 1)
