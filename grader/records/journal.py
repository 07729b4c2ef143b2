"""class/journal.jsonl: what was done to grades, one line an act, never changed afterwards.

Every line holds the SHA-256 of the line before it. So a line cannot be changed, dropped or slipped in without
all later ones changing too, and whoever noted down the hash of any line (`grader verify` prints the last)
can tell that the lines up to it are still the same. Nothing secret is in it but who is in the class.

An act is entered *before* it is carried out. If the two are torn apart, the last act about a report promises
a file that is not there: that is *unfinished*, and the next `grader autograde` grades it again.
"""

import fcntl
import hashlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from grader.files import disk_error, refuse_no_file

FILE = "journal.jsonl"
_TAIL = 1 << 13  # bytes; longer than nearly all lines, by their names and hashes


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to whose grade.

    before, after: the SHA-256, in hex, of what stood there and of what will: for "graded" a report.json, for
    "marked" a mark in whatever bytes the marker's program keeps it; "": nothing. "told": the student got a
    page about a report.json of an earlier day, which stays as it is.
    question, by: of a mark; by is who gave it, "" where grading took it back. answer: what it is for, by its
    digest. withdrawn: what was taken back. isolation: of a grading, as in the report. fault: of ours, in a
    line, where a grading could not tell all that it might.
    """

    what: Literal["graded", "marked", "told"]
    assignment: str
    student: str
    before: str
    after: str
    question: str = ""
    by: str = ""
    isolation: str = ""
    answer: str = ""
    withdrawn: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: an act, when (UTC), by which version of grader, and the hash of the line before it."""

    previous: str
    at: datetime
    grader: str
    act: Act


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line as found. hash: of its bytes, without the line's end. entry: None if it is none of ours."""

    number: int
    hash: str
    entry: Entry | None


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def append(class_folder: Path, act: Act) -> None:
    """Enter an act that is about to be carried out. It is on the disk when this returns.

    Any number of processes and threads may do so at once. What a kill left of a line is taken away.
    Raises: CourseError: the journal cannot be written; then it is as it was.
    """
    path = class_folder / FILE
    refuse_no_file(path)
    with disk_error(path):
        class_folder.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            end, previous = _end_of(file.fileno())
            entry = Entry(previous, datetime.now(UTC), _version(), act)
            _write(file.fileno(), end, msgspec.json.encode(entry) + b"\n")


@cache
def _version() -> str:
    """Of this package; found once, as it takes longer to look up than the line to write."""
    return importlib.metadata.version("attention-grader")


def _end_of(file: int) -> tuple[int, str]:
    """Where the last whole line ends, and its hash ("" if there is none)."""
    size, most = os.fstat(file).st_size, _TAIL
    while True:
        start = max(0, size - most)
        tail = os.pread(file, most, start)
        whole = tail[: tail.rfind(b"\n") + 1]
        _, end_of_another, last = whole[:-1].rpartition(b"\n")
        if end_of_another or not start:
            return start + len(whole), sha256(last) if whole else ""
        most *= 2


def _write(file: int, end: int, line: bytes) -> None:
    """At `end`, all of it or nothing."""
    os.ftruncate(file, end)
    rest = memoryview(line)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, end)
        raise


def journal_lines(class_folder: Path) -> list[JournalLine]:
    """The whole journal."""
    return [*each_journal_line(class_folder)]


def each_journal_line(class_folder: Path) -> Iterator[JournalLine]:
    """The journal from the beginning; none if there is none. What a kill left of a last line is no line.

    Raises: CourseError: it is no file.
    """
    refuse_no_file(class_folder / FILE)
    with suppress(FileNotFoundError), (class_folder / FILE).open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.endswith(b"\n"):
                yield JournalLine(number, sha256(line[:-1]), _entry(line[:-1]))


def _entry(line: bytes) -> Entry | None:
    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def promised(found: list[JournalLine], assignment: str) -> dict[str, JournalLine]:
    """By student, the line whose act says which report on the assignment must be there: the last one."""
    return {
        line.entry.act.student: line
        for line in found
        if line.entry and is_grading(line.entry.act, assignment)
    }


def promised_hashes(found: Iterable[JournalLine], assignment: str) -> dict[str, str]:
    """As `promised`, and of each line only the hash of the report that must be there."""
    acts = (line.entry.act for line in found if line.entry)
    return {act.student: act.after for act in acts if is_grading(act, assignment)}


def reports_since(found: Iterable[JournalLine], assignment: str, moment: datetime) -> dict[str, set[str]]:
    """By student, the hashes of the reports on the assignment that were graded, or told, since.

    The same report again, after a kill or by --force, is no other one.
    """
    reports: dict[str, set[str]] = {}
    acts = (line.entry.act for line in found if line.entry and line.entry.at >= moment)
    for act in acts:
        if act.what in ("graded", "told") and act.assignment == assignment:
            reports.setdefault(act.student, set()).add(act.after)
    return reports


def is_grading(act: Act, assignment: str) -> bool:
    return (act.what, act.assignment) == ("graded", assignment)
