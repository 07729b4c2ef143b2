"""Whom a system calls late without a time, as Canvas's downloads do. It is kept when work is collected.

A note is about one notebook: another one, handed in since, is not called late by it.
"""

import hashlib
from pathlib import Path

from grader.files import disk_error, write_file
from grader.submissions.find import Submission, digest_of

_LARGEST = 1000.0  # megabytes; what was collected is smaller


def note_called_late(
    class_folder: Path, assignment: str, student: str, content: bytes, *, late: bool, system: str
) -> None:
    """What a system says of this notebook. That it is late no more, the same system has to say.

    Raises: CourseError: it cannot be written.
    """
    path, text = _path(class_folder, assignment, student), f"{hashlib.sha256(content).hexdigest()} {system}"
    there = _noted(path)
    if late and there != text:
        write_file(path, text.encode())
    elif not late and there == text:
        with disk_error(path):
            path.unlink(missing_ok=True)


def is_called_late(class_folder: Path, assignment: str, submission: Submission) -> bool:
    """Whether a system said so of the notebook that is there now."""
    known, _, _ = _noted(_path(class_folder, assignment, submission.student)).partition(" ")
    below = class_folder / "submitted"
    return bool(known) and known == digest_of(submission, megabytes=_LARGEST, below=below)


def _noted(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _path(class_folder: Path, assignment: str, student: str) -> Path:
    return class_folder / ".grader" / "handed_in" / assignment / student / "called_late.txt"
