"""Whom a system calls late without a time, as Canvas's downloads do. It is kept when work is collected.

A note is about one notebook: another one, handed in since, is not called late by it. And it is of a day: an
older download knows nothing better.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from grader.files import write_file
from grader.submissions.find import Submission, digest_of

_LARGEST = 1000.0  # megabytes; what was collected is smaller


def note_called_late(
    class_folder: Path,
    assignment: str,
    student: str,
    content: bytes,
    *,
    late: bool,
    day: datetime,
    write: bool,
) -> bool:
    """Whether this notebook is late by the newest download that says. This one, of `day`, says `late`.

    Raises: CourseError: it cannot be written.
    """
    path, digest = _path(class_folder, assignment, student), hashlib.sha256(content).hexdigest()
    known, was_late, noted = _noted(path)
    if known == digest and day < noted:
        return was_late
    if write and (known, was_late, noted) != (digest, late, day):
        write_file(path, f"{digest} {'late' if late else 'in_time'} {day.isoformat()}".encode())
    return late


def is_called_late(class_folder: Path, assignment: str, submission: Submission) -> bool:
    """Whether a system said so of the notebook that is there now."""
    known, late, _ = _noted(_path(class_folder, assignment, submission.student))
    below = class_folder / "submitted"
    return late and known == digest_of(submission, megabytes=_LARGEST, below=below)


def _noted(path: Path) -> tuple[str, bool, datetime]:
    """Of which notebook, whether it is late, and the day of the download that says so."""
    try:
        known, word, day = path.read_text("utf-8").split()
        return known, word == "late", datetime.fromisoformat(day).astimezone(UTC)
    except (OSError, ValueError, OverflowError):
        return "", False, datetime.min.replace(tzinfo=UTC)


def _path(class_folder: Path, assignment: str, student: str) -> Path:
    return class_folder / ".grader" / "handed_in" / assignment / student / "called_late.txt"
