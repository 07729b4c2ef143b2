"""Opening a file that a student handed in, without following where it may lead."""

import os
import stat
from contextlib import ExitStack
from pathlib import Path

from grader.errors import UnreadableNotebook
from grader.wording import printable

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a FIFO would wait for a writer for ever.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def read_bytes(path: Path, *, below: Path, megabytes: float) -> bytes:
    """The bytes of the regular file `path`.

    below: a folder above `path` that students cannot write to; from there on nothing is followed.

    Raises: UnreadableNotebook: it is missing, a link of either kind, no plain file, too large, or outside
    `below`.
    """
    parts = _parts(path, below)
    try:
        with ExitStack() as opened:
            folder = os.open(below, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            opened.callback(os.close, folder)
            for part in parts[:-1]:
                folder = _unfollowed(folder, part, _FOLDER)
                opened.callback(os.close, folder)
            file = _unfollowed(folder, parts[-1], _FILE)
            opened.callback(os.close, file)
            return _contents(file, megabytes)
    except OSError as error:
        raise UnreadableNotebook(_reason(error)) from error


def _parts(path: Path, below: Path) -> tuple[str, ...]:
    if not path.is_relative_to(below) or path == below or ".." in path.relative_to(below).parts:
        raise UnreadableNotebook("the file lies outside the class's folder")
    return path.relative_to(below).parts


def _unfollowed(folder: int, name: str, flags: int) -> int:
    """The open file or folder `name` in the open `folder`."""
    try:
        return os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        raise UnreadableNotebook(_absent(folder, name)) from None
    except OSError:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise UnreadableNotebook(f"{name} is a link, expected the file itself; hand in a copy") from None
        raise


def _contents(file: int, megabytes: float) -> bytes:
    found = os.fstat(file)
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableNotebook("this is a folder, expected a notebook (.ipynb)")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableNotebook("this is no plain file, expected a notebook (.ipynb)")
    if found.st_nlink > 1:  # whoever may not read a file may still be able to link it
        raise UnreadableNotebook("the file is also another file (a hard link); hand in a copy")
    with os.fdopen(file, "rb", closefd=False) as stream:
        most = int(megabytes * 1e6) + 1
        content = stream.read(min(most, found.st_size + 1))  # room for all that may be read costs time
        if len(content) > found.st_size:  # it has grown since
            content += stream.read(most - len(content))
    if len(content) > megabytes * 1e6:
        size = max(found.st_size, len(content)) / 1e6
        raise UnreadableNotebook(
            f"the file has {size:.1f} MB, expected at most {megabytes:g}; clear the outputs and save it again"
        )
    return content


def _absent(folder: int, name: str) -> str:
    """What is there instead, for the student."""
    there = sorted(notebooks(folder))
    if len(there) > 1:
        names = " and ".join(f'"{printable(one)}"' for one in there[:2])
        return f"there are {len(there)} notebooks, such as {names}, and none is called {name}; hand in one"
    return f"there is no file called {name}" + (f', only "{printable(there[0])}"' if there else "")


def notebooks(folder: int | Path) -> list[str]:
    """The names of all notebooks in a folder, whatever a browser made of them: tiny (1).ipynb.txt.

    folder: its path, or itself, open.
    """
    names = os.listdir(folder)  # noqa: PTH208 (no Path knows an open folder)
    return [name for name in names if ".ipynb" in name.lower() and not name.startswith(".")]


def _reason(error: OSError) -> str:
    return f"the file cannot be opened ({error.strerror})"
