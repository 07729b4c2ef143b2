"""Files written whole or not at all, and what a disk refuses as words."""

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from grader.errors import CourseError

PATIENCE = 30.0  # seconds for which another process may take to write one file
_CURES = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room in your quota",
    errno.EACCES: "get the right to write there",
    errno.EPERM: "get the right to write there",
    errno.EROFS: "have that disk mounted for writing",
}


@contextmanager
def disk_error(path: Path | str) -> Iterator[None]:
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


def replace_file(
    path: Path, content: bytes, *, mode: int | None = None, date: datetime | None = None
) -> None:
    """Never half a file: written aside, then renamed. A file that is read-only is replaced all the same.

    mode: its permissions; None: as the user's umask says. date: when it was changed, for its readers; None:
    now. One that this disk cannot have is now, too.
    Raises: CourseError: it cannot be written; what was there before is there still.
    """
    written = temporary_path(path)
    with disk_error(path), _alone_in(written) as file:
        try:
            file.write(content)
            file.flush()
            if mode is not None:
                written.chmod(mode)
            if date is not None:
                with suppress(OverflowError, ValueError):
                    os.utime(written, (date.timestamp(), date.timestamp()))
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)  # or a full disk stays full
            raise


@contextmanager
def _alone_in(path: Path) -> Iterator[BinaryIO]:
    """A new file there. Whoever else writes one there is waited for; what a kill left is deleted.

    Raises: OSError: also, another process takes longer than PATIENCE.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            if not _removed(path) and time.monotonic() > until:
                raise
            continue
        with os.fdopen(number, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_there(path, number):  # and was not taken for what a kill left
                yield file
                return


def _removed(path: Path) -> bool:
    """Whether it is gone, as no process has locked it. Another may have put a new one there."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:  # renamed meanwhile: what is there by now is another's, at work
        return True
    except OSError:  # a link or a socket, which no `replace_file` made
        path.unlink(missing_ok=True)
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_there(path, number):
            path.unlink()
        return True
    except BlockingIOError:
        time.sleep(0.01)
        return False
    finally:
        os.close(number)


def _is_there(path: Path, number: int) -> bool:
    """Whether the open file still is the one of that name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(number))
    except FileNotFoundError:
        return False


def temporary_path(path: Path) -> Path:
    """Where `replace_file` writes before the file is whole."""
    return path.with_name(f".{path.name}.new")


def write_file(path: Path, content: bytes) -> None:
    """As `replace_file`; the folders above it are made. Raises: CourseError: it cannot be written."""
    with disk_error(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)


def write_folder(home: Path, files: Mapping[str, bytes]) -> None:
    """A folder of these files, by their path in it, in the place of what is there: whole or not at all.

    Raises: CourseError: it cannot be written.
    """
    aside, old = (home.with_name(f".{home.name}.{what}") for what in ("new", "old"))
    with disk_error(home):
        for left in (aside, old):  # by a kill
            shutil.rmtree(left, ignore_errors=True)
        try:
            aside.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (aside / name).parent.mkdir(parents=True, exist_ok=True)
                (aside / name).write_bytes(content)
            if home.exists():
                home.replace(old)
            aside.replace(home)
        finally:
            for left in (aside, old):
                shutil.rmtree(left, ignore_errors=True)
