"""The latest time at which a system says that a notebook was handed in. A table's time is not one, as it may
be a typo, which the next table corrects.

A later download may say an earlier time: an attempt may have been deleted, or the download be of an older
day. Work of the time in between is older than that notebook, whichever it was.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from grader.collect.gathering import Hand
from grader.files import write_file
from grader.submissions import note_called_late


def note_said(
    class_folder: Path, assignment: str, student: str, content: bytes, hand: Hand, *, write: bool
) -> bool:
    """What a system says of when this notebook was handed in. Returns whether it is called late.

    Raises: CourseError: it cannot be written.
    """
    if write and hand.handed_in and not hand.by_table:
        note(class_folder, assignment, student, content, hand.handed_in)
    if hand.late is None:
        return False
    late, day = hand.late, hand.file.date
    return note_called_late(class_folder, assignment, student, content, late=late, day=day, write=write)


def note(class_folder: Path, assignment: str, student: str, content: bytes, moment: datetime) -> None:
    """Unless a later one is noted of this notebook. Raises: CourseError: it cannot be written."""
    before = noted(class_folder, assignment, student, content)
    if before is None or before < moment:
        text = f"{hashlib.sha256(content).hexdigest()} {moment.isoformat()}"
        write_file(_path(class_folder, assignment, student), text.encode())


def noted(class_folder: Path, assignment: str, student: str, content: bytes) -> datetime | None:
    """None: nothing, or of another notebook."""
    try:
        known, _, moment = _path(class_folder, assignment, student).read_text("utf-8").partition(" ")
        time = datetime.fromisoformat(moment)
    except (OSError, ValueError):
        return None
    return time if known == hashlib.sha256(content).hexdigest() and time.tzinfo else None


def _path(class_folder: Path, assignment: str, student: str) -> Path:
    """A folder of theirs, as the name of a file would be longer than a student's folder may be called."""
    return class_folder / ".grader" / "handed_in" / assignment / student / "latest.txt"
