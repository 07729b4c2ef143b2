"""Files written whole or not at all, and what a disk refuses as words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import CourseError

_CURES = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room in your quota",
    errno.EACCES: "get the right to write there",
    errno.EPERM: "get the right to write there",
    errno.EROFS: "have that disk mounted for writing",
}


@contextmanager
def disk_error(path: Path) -> Iterator[None]:
    """A complaint of the operating system about `path` as one of ours, with what to do about it.

    Raises: CourseError.
    """
    try:
        yield
    except OSError as error:
        cure = f"{_CURES.get(error.errno or 0, 'mend that')}, then run the command again: it goes on"
        raise CourseError(path, "", f"it cannot be written ({error.strerror or error})", cure=cure) from error


def refuse_no_file(path: Path) -> None:
    """Raises: CourseError: a folder, a pipe or a device stands there, which cannot be read to its end."""
    if path.exists() and not path.is_file():
        cure = "put the file back from a copy, or delete what is there"
        raise CourseError(path, "", "this is no file", cure=cure)


def replace_file(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Never half a file: written aside, then renamed. A file that is read-only is replaced all the same.

    mode: its permissions; None: as the user's umask says.
    Raises: CourseError: it cannot be written; what was there before is there still.
    """
    written = temporary_path(path)
    with disk_error(path):
        written.unlink(missing_ok=True)  # left by a kill
        try:
            written.write_bytes(content)
            if mode is not None:
                written.chmod(mode)
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)  # or a full disk stays full
            raise


def temporary_path(path: Path) -> Path:
    """Where `replace_file` writes before the file is whole."""
    return path.with_name(f".{path.name}.new")


def write_file(path: Path, content: bytes) -> None:
    """As `replace_file`; the folders above it are made. Raises: CourseError: it cannot be written."""
    with disk_error(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)
