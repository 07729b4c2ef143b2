"""The files in a folder, in a zip, and in a zip in either. Nothing is unpacked, and no link is followed."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import IO

from grader.errors import CourseError, UnreadableNotebook
from grader.submissions import read_bytes

LITTER = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db")
_MOST = 100_000  # files in one zip
_DEEPEST = 2  # zips in zips
_FOLDED = 20  # how many notebooks' sizes a zip in a zip may have
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
_ABSENT = "there is no such file or folder"
Open = Callable[[], AbstractContextManager[zipfile.ZipFile]]


@dataclass(frozen=True, slots=True)
class File:
    """A file in a source. where: for people. parts: its path in there. date: as the folder or zip has it.

    read: its bytes. Raises: UnreadableNotebook: too large, damaged, or no plain file any more.
    """

    where: str
    parts: tuple[str, ...]
    date: datetime
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not touched, and why, with what to do about it. about_person: true of all files of theirs."""

    where: str
    why: str
    about_person: bool = False


def files_in(source: Path, opened: ExitStack, *, zone: tzinfo, megabytes: float) -> Iterator[File | Refused]:
    """Every file of a folder or a zip, or the one file. They can be read until `opened` is closed.

    zone: what the clock of a zip means, which does not say. megabytes: the most that one file may have.

    Raises: CourseError: there is no such file or folder, or a zip that cannot be opened.
    """
    if source.is_dir():
        yield from _walked(source, source, zone, megabytes)
    elif source.suffix.lower() == ".zip":
        archive = opened.enter_context(_zip(source, str(source)))
        yield from _unzipped(lambda: nullcontext(archive), source.name, (), zone, megabytes, depth=1)
    elif source.is_file():
        yield _on_disk(source, source.parent, megabytes)
    else:
        raise CourseError(source, "", _ABSENT, wanted="a download, or a folder")


def _zip(stream: Path | IO[bytes], where: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except FileNotFoundError:
        raise CourseError(where, "", _ABSENT, wanted="a download, or a folder") from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CourseError(where, "", f"no zip that can be read ({error})", cure="download it again") from None


def _walked(folder: Path, top: Path, zone: tzinfo, megabytes: float) -> Iterator[File | Refused]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield Refused(str(folder), f"it cannot be opened ({error.strerror}); get the right to read it")
        return
    for path in paths:
        mode = path.lstat().st_mode
        if path.name in LITTER or path.name.startswith("."):
            continue
        if stat.S_ISDIR(mode):
            yield from _walked(path, top, zone, megabytes)
        elif not stat.S_ISREG(mode):
            yield Refused(str(path), _odd(mode))
        elif path.suffix.lower() == ".zip":
            file = _on_disk(path, top, megabytes * _FOLDED)
            yield from _nested(file, zone, megabytes, depth=1)
        else:
            yield _on_disk(path, top, megabytes)


def _on_disk(path: Path, top: Path, megabytes: float) -> File:
    date = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    inner = path.relative_to(top).parts
    return File(str(path), inner, date, lambda: read_bytes(path, below=top, megabytes=megabytes))


def _odd(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link, which is not followed; put the file itself there"
    return "no plain file; remove it, or put the file itself there"


def _nested(file: File, zone: tzinfo, megabytes: float, *, depth: int) -> Iterator[File | Refused]:
    """The files of a zip that is itself a file of a source."""
    if depth > _DEEPEST:
        yield Refused(file.where, "a zip in a zip in a zip; unpack it by hand")
        return
    folder = (*file.parts[:-1], PurePosixPath(file.name).stem)
    try:
        yield from _unzipped(
            lambda: _zip(io.BytesIO(file.read()), file.where),
            file.where,
            folder,
            zone,
            megabytes,
            depth=depth,
        )
    except UnreadableNotebook as unreadable:
        yield Refused(file.where, str(unreadable))
    except CourseError as problem:
        yield Refused(file.where, problem.found)


def _unzipped(
    archive: Open, where: str, above: tuple[str, ...], zone: tzinfo, megabytes: float, *, depth: int
) -> Iterator[File | Refused]:
    """archive: opens it; for a zip in a zip each time anew, so that a class's zips are not all in memory."""
    with archive() as opened:
        members = opened.infolist()
    if len(members) > _MOST:
        raise CourseError(where, "", f"{len(members)} files in it", wanted=f"at most {_MOST}")
    for member in members:
        name = _name(member)
        parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
        if member.is_dir() or not parts or set(parts) & {*LITTER} or parts[-1].startswith("._"):
            continue
        if why := _suspicious(member, name, parts):
            yield Refused(f"{where}: {name}", why)
            continue
        zipped = parts[-1].lower().endswith(".zip")
        read = _reader(archive, member, megabytes * (_FOLDED if zipped else 1))
        file = File(f"{where}: {name}", (*above, *parts), _date(member, zone), read)
        if zipped:
            yield from _nested(file, zone, megabytes, depth=depth + 1)
        else:
            yield file


def _name(member: zipfile.ZipInfo) -> str:
    """As UTF-8 where it is that: some programs write it without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _suspicious(member: zipfile.ZipInfo, name: str, parts: tuple[str, ...]) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return _odd(kind)
    if name.startswith("/") or ".." in parts or ":" in parts[0]:
        return "its path leads out of the zip; nothing was taken from there"
    if member.flag_bits & 1:
        return "it is locked with a password; ask for it without one"
    return ""


def _date(member: zipfile.ZipInfo, zone: tzinfo) -> datetime:
    try:
        return datetime(*member.date_time, tzinfo=zone)
    except ValueError:  # a month of 0 or 13, as some programs leave it
        return datetime(1980, 1, 1, tzinfo=UTC)


def _reader(archive: Open, member: zipfile.ZipInfo, megabytes: float) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive() as opened, opened.open(member) as stream:
                content = stream.read(int(megabytes * 1e6) + 1)  # what a zip says of sizes may be a lie
        except _DAMAGE as error:
            raise UnreadableNotebook(f"the zip is damaged there ({error}); download it again") from None
        if len(content) > megabytes * 1e6:
            raise UnreadableNotebook(f"more than {megabytes:g} MB when unpacked")
        return content

    return read
