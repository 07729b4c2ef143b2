"""Opening the page in a browser by a file, as all users of a machine can read what is on a command line."""

import os
import secrets
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from markupsafe import escape

from grader.files import disk_error


def leading_to(address: str) -> str:
    """A page that goes on to another at once."""
    return (
        f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={escape(address)}">'
    )


@contextmanager
def opened(address: str, folder: Path) -> Iterator[None]:
    """While it lasts, a file in `folder`, for this user alone, leads to the address; a browser opens it.

    folder: not a hidden one, nor one for temporary files, for some browsers see none of these.
    Raises: CourseError: the file cannot be written.
    """
    path = folder / f"marking-{secrets.token_hex(4)}.html"
    with disk_error(path):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "w") as stream:
            stream.write(leading_to(address))
    try:
        webbrowser.open(path.resolve().as_uri())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
