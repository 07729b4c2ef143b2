"""The files in a folder, in a zip, and in a zip in either. Nothing is unpacked, and no link is followed.

Whatever a student may have made is bounded before it is looked at: how deep folders go, how many files a zip
lists, how much of it is inflated, and how often.
"""

import io
import os
import pwd
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache, partial
from itertools import islice
from pathlib import Path

from grader.collect.zips import LONGEST, date_of, name_of, odd, opened, read_member, suspicious, unpacked
from grader.errors import CourseError, UnreadableNotebook, WrongCommand
from grader.submissions import read_bytes

LITTER = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db")
_MOST, _MOST_WITHIN = 100_000, 5_000  # files that a download may list, and a zip that a student handed in
_DEEPEST = 30  # folders in folders
# Files and folders that a folder of a source may hold in all, and one in that: either may be one student's.
_MOST_BELOW = {1: 200_000, 2: _MOST_WITHIN}
_KEPT = 30  # files of a zip that a student handed in, notebooks first: more tell nobody more
_FOLDED = 4  # how many notebooks' sizes a zip in a zip may have
_ZIPS = "a zip in a zip; unpack it by hand"
_EMPTY = "a zip with no file in it; ask for the notebook"
_CROWDED = "more files than anybody hands in; not all were looked at: name a folder in it by itself"
_HIDDEN = "its name begins with a dot, as of what is hidden; rename it, if a student handed it in"
_DEEP = f"more than {_DEEPEST} folders in each other; nothing was taken from there"
_ABSENT = "there is no such file or folder"


@dataclass(frozen=True, slots=True)
class File:
    """A file in a source. where: for people. parts: its path in there. date: as the folder or zip has it.

    outer: how many of the parts are not within a zip in the source; what is within one is all a student's.
    owner: the user whose folder it lies in; "": a zip does not say. read: its bytes. Raises:
    UnreadableNotebook: too large, damaged, or no plain file any more.
    """

    where: str
    parts: tuple[str, ...]
    date: datetime
    read: Callable[[], bytes]
    outer: int
    owner: str = ""

    @property
    def name(self) -> str:
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not touched, and why, with what to do about it. about_person: true of all files of theirs."""

    where: str
    why: str
    about_person: bool = False


def files_in(source: Path, held: ExitStack, *, zone: tzinfo, megabytes: float) -> Iterator[File | Refused]:
    """Every file of a folder or a zip, or the one file. They can be read until `held` is closed.

    zone: what the clock of a zip means, which does not say. megabytes: the most that one file may have.

    Raises: CourseError: there is no such file or folder, or a zip that cannot be opened.
    """
    if source.is_dir():
        yield from _walked(source, zone, megabytes)
    elif source.suffix.lower() == ".zip" and source.is_file():
        try:
            archive = held.enter_context(opened(held.enter_context(source.open("rb")), most=_MOST))
        except (OSError, UnreadableNotebook) as error:
            raise CourseError(source, "", str(error)) from None
        read = partial(read_member, archive)
        yield from _listed(archive, _Zip(source.name, (), zone, megabytes, read))
    elif source.is_file():
        yield _on_disk(source, source.stat(), source.parent, megabytes)
    else:
        raise WrongCommand(source, "", _ABSENT, wanted="a download, or a folder")


def _walked(top: Path, zone: tzinfo, megabytes: float) -> Iterator[File | Refused]:
    for one in files_below(top):
        if isinstance(one, Refused):
            yield one
        else:
            yield from _plain(*one, top, zone, megabytes)


def files_below(top: Path) -> Iterator[tuple[Path, os.stat_result] | Refused]:
    """All below a folder that is no folder, and what of it is not looked at. No link is followed."""
    left, held = [top], Counter[tuple[str, ...]]()
    while left:
        folder = left.pop()
        if _is_full(folder.relative_to(top).parts, held):
            continue
        try:
            paths = sorted(islice(folder.iterdir(), max(_MOST_BELOW.values())))
        except OSError as error:
            yield from _closed(folder, error)
            continue
        for path in paths:
            parts = path.relative_to(top).parts
            if path.name in LITTER or path.name.startswith("."):
                if path.name not in LITTER and len(parts) == 1 and any(path.glob("*.ipynb")):
                    yield Refused(str(path), _HIDDEN)
                continue
            held.update(parts[:depth] for depth in _MOST_BELOW if depth < len(parts))
            if full := _is_full(parts[:-1], held):
                yield Refused(str(top.joinpath(*full)), _CROWDED)
                break
            try:
                found = path.lstat()
            except OSError as error:
                yield from _closed(path, error)
                continue
            if not stat.S_ISDIR(found.st_mode):
                yield path, found
            elif why := _too_deep(parts):
                yield Refused(str(path), why)
            else:
                left.append(path)


def _is_full(parts: tuple[str, ...], held: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The folder around it that holds too much; () if none does."""
    around = (parts[:depth] for depth in _MOST_BELOW if depth <= len(parts))
    return next((one for one in around if held[one] > _MOST_BELOW[len(one)]), ())


def _closed(path: Path, error: OSError) -> Iterator[Refused]:
    """What is gone by now, as where students hand in at this moment, was never there."""
    if not isinstance(error, FileNotFoundError):
        yield Refused(str(path), f"it cannot be opened ({error.strerror}); get the right to read it")


def _plain(
    path: Path, found: os.stat_result, top: Path, zone: tzinfo, megabytes: float
) -> Iterator[File | Refused]:
    if not stat.S_ISREG(found.st_mode):
        yield Refused(str(path), odd(found.st_mode))
    elif path.suffix.lower() == ".zip":
        yield from _within(_on_disk(path, found, top, megabytes * _FOLDED), zone, megabytes)
    else:
        yield _on_disk(path, found, top, megabytes)


def _on_disk(path: Path, found: os.stat_result, top: Path, megabytes: float) -> File:
    try:
        date = datetime.fromtimestamp(found.st_mtime, UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        date = datetime(1980, 1, 1, tzinfo=UTC)
    parts = path.relative_to(top).parts

    def read() -> bytes:
        return read_bytes(path, below=top, megabytes=megabytes)

    return File(str(path), parts, date, read, outer=len(parts), owner=_owner(path.parent))


def _owner(folder: Path) -> str:
    try:
        return _user(folder.lstat().st_uid)
    except OSError:  # gone meanwhile
        return ""


@cache
def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return ""


@dataclass(frozen=True, slots=True)
class _Zip:
    """One that is looked through. above: its own parts. read: a member, up to so many megabytes, at any time.

    dated: when it was handed in, or at the latest: what dates a student's zip gives count for nothing. None:
    a system made it, whose dates count.
    """

    where: str
    above: tuple[str, ...]
    zone: tzinfo
    megabytes: float
    read: Callable[[zipfile.ZipInfo, float], bytes]
    dated: datetime | None = None


def _within(file: File, zone: tzinfo, megabytes: float) -> Iterator[File | Refused]:
    """The files of a zip that is itself a file of a source: it is unpacked once for all of them."""

    def read(member: zipfile.ZipInfo, most: float) -> bytes:
        with opened(io.BytesIO(unpacked(file.read)), most=_MOST_WITHIN) as archive:
            return read_member(archive, member, most)

    try:
        with opened(io.BytesIO(unpacked(file.read)), most=_MOST_WITHIN) as archive:
            looked = _Zip(file.where, file.parts, zone, megabytes, read, dated=file.date)
            listed = [*_listed(archive, looked)]
        yield from _few(listed, file.where) if listed else [Refused(file.where, _EMPTY)]
    except UnreadableNotebook as unreadable:
        yield Refused(file.where, str(unreadable))


def _few(listed: Sequence[File | Refused], where: str) -> Iterator[File | Refused]:
    files = sorted(
        (one for one in listed if isinstance(one, File)),
        key=lambda file: not file.name.lower().endswith(".ipynb"),
    )
    refused = [one for one in listed if isinstance(one, Refused)]
    yield from files[:_KEPT]
    yield from refused[:_KEPT]
    if rest := len(refused[_KEPT:]):
        yield Refused(where, f"{rest} more files in it, which are as odd")


def _listed(archive: zipfile.ZipFile, looked: _Zip) -> Iterator[File | Refused]:
    for member in archive.infolist():
        name = name_of(member)
        parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
        if member.is_dir() or not parts or set(parts) & {*LITTER} or parts[-1].startswith("._"):
            continue
        where = f"{looked.where}: {name[-LONGEST:]}"
        is_zip = parts[-1].lower().endswith(".zip")
        if why := suspicious(member) or _too_deep(parts) or (_ZIPS if looked.dated and is_zip else ""):
            yield Refused(where, why)
            continue
        megabytes = looked.megabytes * (_FOLDED if is_zip else 1)
        path = (*looked.above, *parts)
        outer = len(looked.above) if looked.dated else len(path)
        date = looked.dated or date_of(member, looked.zone)
        file = File(where, path, date, partial(looked.read, member, megabytes), outer)
        yield from _within(file, looked.zone, looked.megabytes) if is_zip else (file,)


def _too_deep(parts: tuple[str, ...]) -> str:
    return _DEEP if len(parts) > _DEEPEST else ""
