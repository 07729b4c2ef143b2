"""Files that a command writes where somebody says: nothing is replaced but what such a command wrote before.

The SHA-256 of each is kept, in export/written.txt of the class folder. A file that somebody changed since is
theirs.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from grader.errors import CourseError
from grader.files.writing import disk_error, write_file, write_folder

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
    _begin(class_folder, files.values(), over=files if chosen else ())
    for path, content in files.items():
        write_file(path, content)


def write_output_folder(class_folder: Path, home: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of these files, by their path in it, in the place of what an earlier one left there:
    whole or not at all.

    Raises: CourseError: something is there that no command wrote as an output, or it cannot be written.
    """
    if home.is_symlink():
        cure = "give the folder's own name, or remove the link"
        raise CourseError(home, "", "this is a link, and is not replaced", cure=cure)
    home = home.resolve()
    there = home.rglob("*") if home.is_dir() else [home]
    files_there = (path for path in there if path.is_symlink() or not path.is_dir())
    _begin(class_folder, files.values(), over=files_there)
    write_folder(home, files)


def _begin(class_folder: Path, contents: Collection[bytes], *, over: Iterable[Path]) -> None:
    """Note what is to be written. Raises: CourseError: what it would be written over is somebody's."""
    kept = class_folder / _KEPT
    ours = set(_lines(kept))
    for path in over:
        _refuse_foreign(path, class_folder, ours)
    new = {hashlib.sha256(content).hexdigest() for content in contents} - ours
    write_file(kept, "".join(f"{one}\n" for one in [*_lines(kept), *sorted(new)]).encode())


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
