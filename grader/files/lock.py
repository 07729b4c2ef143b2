"""One grading at a time in a class folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import CourseError
from grader.files.writing import disk_error

WAIT = "wait until it is done, or end it; then run the command again"


@contextmanager
def locked(
    class_folder: Path, *, name: str = "lock", doing: str = "grading here", cure: str = WAIT
) -> Iterator[None]:
    """While it lasts, no other process is in here for the same folder and `name`.

    A POSIX lock, which goes with the process however that ends, and which worker processes forked meanwhile
    do not share, so that what a kill leaves of them keeps nobody out. The file stays: it is the lock that
    counts. A folder that is not there has nothing to fight over. doing: what the other process does. cure:
    what to do about it.
    Raises: CourseError: another process is in here, or the folder cannot be written to.
    """
    if not class_folder.is_dir():
        yield
        return
    path = class_folder / ".grader" / name
    with disk_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if holder := _taken(file):
            raise CourseError(class_folder, "", f"process {holder} is {doing} already", cure=cure)
        with disk_error(path):
            os.pwrite(file, f"{os.getpid():<19}\n".encode(), 0)
        yield
    finally:
        os.close(file)


def _taken(file: int) -> str:
    """By which process; "": it is ours now."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(file, 20, 0).decode(errors="replace").strip() or "?"
    return ""
