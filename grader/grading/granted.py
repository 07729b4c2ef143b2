"""Which extensions came from extensions.csv, so that a line that is deleted takes its extension back.

class/.grader/extensions.json keeps, by assignment and student, the seconds that were entered into the
gradebook. One that was changed there since is somebody's own, and stays.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from grader.files import write_file

Kept = dict[str, dict[str, float]]


@contextmanager
def granting(
    class_folder: Path, assignment: str, granted: Mapping[str, timedelta]
) -> Iterator[dict[str, timedelta]]:
    """Yields the extensions, by student, that have no line any more. granted: those that have one.

    What is about to be entered is written down before, and what was taken back is forgotten afterwards; so a
    kill in between loses none. Raises: CourseError: it cannot be written down.
    """
    path = class_folder / ".grader" / "extensions.json"
    kept = _read(path)
    before = kept.get(assignment, {})
    now = {student: extra.total_seconds() for student, extra in granted.items() if extra}
    _write(path, kept, kept | {assignment: before | now})
    yield {student: timedelta(seconds=extra) for student, extra in before.items() if student not in granted}
    _write(path, kept | {assignment: before | now}, kept | {assignment: now})


def _read(path: Path) -> Kept:
    """Nothing where there is none, or it was damaged: then extensions stay until somebody takes them back."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return {}


def _write(path: Path, before: Kept, after: Kept) -> None:
    after = {name: students for name, students in after.items() if students}
    if after != before:
        write_file(path, msgspec.json.encode(after))
