"""What takes long to find out, kept under the content that it was found out from.

A key is a digest of all that decides the answer, so what is found under it is right for as long as it is
there: nothing is ever out of date, and any file or all of them can be deleted at any time. They are in the
user's cache folder, or in $GRADER_CACHE, for the user alone to read, as hidden examples are among them. A
file that is damaged, a link, somebody else's or for all to write is not believed: where $GRADER_CACHE is a
shared folder, a student may have put it there. In such a folder nothing is waited for, written or deleted.
One that cannot be written to costs time, nothing else.
"""

import contextlib
import fcntl
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import platformdirs

MOST = 1 << 30  # bytes; beyond, what was not used for longest goes
EVERY = 500  # new files between two looks at how much there is
_DIGEST = 32  # bytes that a file begins with: SHA-256 of its key and the rest
# Their versions decide what is drawn, and how code behaves.
LIBRARIES = ("numpy", "scipy", "matplotlib", "hypothesis", "ipython")
PACKAGE = Path(__file__).resolve().parents[1]

T = TypeVar("T")
_written = 0
_looked_up: set[str] = set()  # keys, by this process


def cache_key(*facts: object) -> str:
    """A key for what follows from these facts, this version of the package and those of LIBRARIES.

    facts: bytes, text, numbers, None, and tuples of these.
    """
    return hashlib.sha256(repr((_surroundings(), facts)).encode()).hexdigest()


@cache
def _surroundings() -> str:
    """Our own source, as its version does not tell two states of a checkout apart; Python and LIBRARIES."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(
            path.relative_to(PACKAGE).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest()
        )
    for name in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()


def folder() -> Path:
    """Where they are kept."""
    named = os.environ.get("GRADER_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("attention-grader")


def from_cache(key: str, read: Callable[[bytes], T]) -> T | None:
    """What `read` makes of the content that was kept under this key; None where there is nothing it can read.

    read: may raise ValueError, KeyError, IndexError or TypeError.
    """
    path = _path(key)
    _looked_up.add(key)
    with contextlib.suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        whole = _ours(path)
        digest, content = whole[:_DIGEST], whole[_DIGEST:]
        if _seal(key, content) == digest:
            found = read(content)
            os.utime(path)
            return found
    return None


def _ours(path: Path) -> bytes:
    """The bytes of a file that this user or root wrote. Raises: OSError: it is another's, or not there."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        for status in (path.parent.lstat(), os.fstat(file.fileno())):
            _refuse_anothers(path, status)
        return file.read()


def _refuse_anothers(path: Path, status: os.stat_result) -> None:
    """Raises: PermissionError: what this is about may be another's."""
    if (
        status.st_uid not in (os.geteuid(), 0)
        or status.st_mode & stat.S_IWOTH
        or stat.S_ISLNK(status.st_mode)
    ):
        raise PermissionError(f"{path} may be another's")


def _made(path: Path) -> None:
    """Its folder is there, and this user's own. Raises: OSError: it is not."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_anothers(path, path.parent.lstat())


def put_in_cache(key: str, content: bytes) -> None:
    """Keep it, if that can be done here."""
    global _written
    path = _path(key)
    with contextlib.suppress(OSError):
        _made(path)
        handle, name = tempfile.mkstemp(dir=path.parent)  # for the user alone
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(key, content) + content)
            aside.replace(path)
        except OSError:
            aside.unlink()
            raise
        if _written % EVERY == 0:
            _make_room(MOST)
        _written += 1


def cache_files_used() -> dict[str, bytes]:
    """What this process has looked for and is there by now, by path below the cache's folder: for another
    machine's cache, which believes it only where all that it follows from is the same.
    """
    found = {}
    for path in sorted(map(_path, _looked_up)):
        with contextlib.suppress(OSError):
            found[path.relative_to(folder()).as_posix()] = path.read_bytes()
    return found


def cached(key: str, make: Callable[[], T], *, read: Callable[[bytes], T], write: Callable[[T], bytes]) -> T:
    """What was kept under this key, else what `make` returns, kept for the next time.

    Of several processes that want it at a time one makes it, and the others wait for that.
    """
    if (found := from_cache(key, read)) is not None:
        return found
    with _alone(key):
        if (found := from_cache(key, read)) is not None:
            return found
        made = make()
        put_in_cache(key, write(made))
        return made


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _path(key: str) -> Path:
    return folder() / key[:2] / key[2:]


@contextlib.contextmanager
def _alone(key: str) -> Iterator[None]:
    """While it lasts no other process is in here for this key, where locks can be had."""
    path = _path(key).with_suffix(".lock")
    with contextlib.ExitStack() as open_file:
        with contextlib.suppress(OSError):
            _made(path)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            open_file.callback(os.close, file)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
        with contextlib.suppress(OSError):
            path.unlink()  # who waits for it finds what was made meanwhile


def _make_room(most: int) -> None:
    """Delete what was not used for longest, until at most three quarters of `most` bytes are taken."""
    found = []
    for path in folder().glob("??/*"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            _refuse_anothers(path, path.parent.lstat())
            found.append((status.st_mtime, status.st_size, path))
    taken = sum(size for _, size, _ in found)
    if taken <= most:
        return
    for _, size, path in sorted(found):
        if taken <= most * 3 // 4:
            return
        with contextlib.suppress(OSError):
            path.unlink()
        taken -= size
