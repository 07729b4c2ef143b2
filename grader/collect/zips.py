"""Zips of strangers: how much of one is read is settled before any of it is."""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import IO

from grader.errors import UnreadableNotebook

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    struct.error,
)  # fmt: skip
# The end of a zip, by its specification (APPNOTE.TXT 4.3.16, 4.3.14): how long its list of files is. The
# second stands before the third (4.3.15), or where that says.
_END, _END_64, _AT_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ELSEWHERE = 0xFFFFFFFF  # in the place of a length: it stands in the second
_TAIL = 22 + 65_535 + 76  # an end with the longest comment, and what zip64 puts before it
# What unpacks in little memory. LZMA takes as much as the zip asks for, up to 4 GB. Of BZIP2 zipfile unpacks
# all that it has read, and 4 KB may be 4 GB.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LONGEST = 500  # characters of a name: no file system has longer ones, and they take time to understand
_EACH = 46  # bytes in that list that a file takes at least


def opened(stream: IO[bytes], *, most: int) -> zipfile.ZipFile:
    """The zip in `stream`, if it lists no more than about `most` files. They come by path, and where one is
    there twice, by its contents: their order in a zip tells nothing.

    zipfile makes an object of each entry before it says how many there are, so the list is measured first.
    Raises: UnreadableNotebook: it lists more, or it is damaged.
    """
    try:
        if _length_of_list(stream) > most * _EACH * 4:
            raise UnreadableNotebook(f"a zip that lists more than {most:,} files; unpack it by hand")
        found = zipfile.ZipFile(stream)
        if len(found.infolist()) > most:
            raise UnreadableNotebook(f"{len(found.infolist()):,} files in it, expected at most {most:,}")
        found.filelist.sort(key=lambda one: (name_of(one), one.CRC, one.file_size))
        return found
    except _DAMAGE as error:
        raise UnreadableNotebook(f"no zip that can be read ({error}); download it again") from None


def _length_of_list(stream: IO[bytes]) -> int:
    """In bytes: the most that an end claims which zipfile may take for the zip's own.

    It looks for one without a comment, and else for the last. Others may stand in what students handed in.
    """
    start = max(0, stream.seek(0, os.SEEK_END) - _TAIL)
    stream.seek(start)
    tail = stream.read(_TAIL)
    ends = {len(tail) - 22, tail.rfind(_END)}
    claims = [claim for end in ends if end >= 0 for claim in _claims(stream, tail, end, start)]
    stream.seek(0)
    return max(claims, default=0)


def _claims(stream: IO[bytes], tail: bytes, end: int, start: int) -> Iterator[int]:
    """What the end there says, and the second one, before it or where that says. start: of the tail."""
    if (claim := _field(tail[end:], _END, "<L", 12)) != _ELSEWHERE:
        yield claim
    before = tail[max(0, end - 20) :]
    if before.startswith(_AT_64):
        for at in (start + end - 76, _field(before, _AT_64, "<Q", 8)):
            stream.seek(min(max(0, at), start + len(tail)))
            yield _field(stream.read(56), _END_64, "<Q", 40)


def _field(record: bytes, mark: bytes, form: str, offset: int) -> int:
    """A number so many bytes after the beginning of a record; 0 where there is no such record."""
    field = record[offset:][: struct.calcsize(form)]
    if not record.startswith(mark) or len(field) < struct.calcsize(form):
        return 0
    return int(struct.unpack(form, field)[0])


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, megabytes: float) -> bytes:
    """Raises: UnreadableNotebook: it is damaged, or larger than that, whatever the zip says of its size."""
    try:
        with archive.open(member) as stream:
            content = stream.read(int(megabytes * 1e6) + 1)
    except _DAMAGE as error:
        raise UnreadableNotebook(f"the zip is damaged there ({error}); download it again") from None
    if len(content) > megabytes * 1e6:
        raise UnreadableNotebook(f"more than {megabytes:g} MB when unpacked")
    return content


@lru_cache(maxsize=1)
def unpacked(read: Callable[[], bytes]) -> bytes:
    """A zip in a zip. It is asked for one notebook after another, and a few bytes may unpack to many,
    so the last one is kept."""
    return read()


def name_of(member: zipfile.ZipInfo) -> str:
    """As UTF-8 where it is that: some programs write it without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def suspicious(member: zipfile.ZipInfo) -> str:
    """Why it is left alone; "" if it is not."""
    name, kind = name_of(member), stat.S_IFMT(member.external_attr >> 16)
    parts = name.replace("\\", "/").split("/")
    if kind not in (0, stat.S_IFREG):
        return odd(kind)
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        return "its path leads out of the zip; nothing was taken from there"
    if member.flag_bits & 1:
        return "it is locked with a password; ask for it without one"
    if member.compress_type not in _METHODS:
        return "it is packed in an unusual way; ask for an ordinary zip"
    if max(map(len, parts)) > LONGEST:
        return f"its name has more than {LONGEST} letters; ask for it under a shorter one"
    return ""


def odd(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link, which is not followed; put the file itself there"
    return "no plain file; remove it, or put the file itself there"


def date_of(member: zipfile.ZipInfo, zone: tzinfo) -> datetime:
    """zone: what the clock of a zip means, which does not say."""
    try:
        return datetime(*member.date_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):  # a month of 0 or 13, as some programs leave it
        return datetime(1980, 1, 1, tzinfo=UTC)
