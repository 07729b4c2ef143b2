"""Files that a command writes where somebody says: nothing is replaced but what such a command wrote before.

The SHA-256 of each is kept, in export/written.txt of the class folder. A file that somebody changed since is
theirs.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grader.errors import CourseError
from grader.files.writing import disk_error, write_file

_KEPT = "export/written.txt"
_NEVER = {
    "course.toml": "the course's own file",
    "gradebook.db": "the gradebook",
    "journal.jsonl": "the journal of grading",
    "roster.csv": "the roster",
    "extensions.csv": "the list of extensions",
    "nbgrader_config.py": "nbgrader's configuration",
}


def write_outputs(class_folder: Path, files: Mapping[Path, bytes], *, chosen: bool) -> None:
    """Write them all, or none where one would replace what no command wrote as an output.

    chosen: somebody said where; otherwise it is a place of our own, and whatever is there is replaced.
    Raises: CourseError: that is so, or they cannot be written.
    """
    kept = class_folder / _KEPT
    ours = set(_lines(kept))
    for path in files if chosen else ():
        _refuse_foreign(path, class_folder, ours)
    new = {hashlib.sha256(content).hexdigest() for content in files.values()} - ours
    write_file(kept, "".join(f"{one}\n" for one in [*_lines(kept), *sorted(new)]).encode())
    for path, content in files.items():
        write_file(path, content)


def _lines(path: Path) -> list[str]:
    with suppress(FileNotFoundError), disk_error(path):
        return path.read_text("utf-8", "replace").split() if path.is_file() else []
    return []


def _refuse_foreign(path: Path, class_folder: Path, ours: set[str]) -> None:
    if not path.exists():
        return
    cure = "give another name, or move what is there away first"
    if path.is_dir():
        raise CourseError(path, "", "this is a folder", wanted="a file's name", cure=cure)
    kind = _NEVER.get(path.resolve().name, "")
    if kind or not path.is_file():
        raise CourseError(path, "", f"this is {kind or 'no file'}, and is not replaced", cure=cure)
    with disk_error(path):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest not in ours:
        found = f"this file is not an output for {class_folder}, or was changed since; it is not replaced"
        raise CourseError(path, "", found, cure=cure)
