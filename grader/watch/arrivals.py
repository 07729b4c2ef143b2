"""What is in folders into which others write, and what of it is still being written."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.collect import EXCHANGE, TIMESTAMP, LabelledFile, Refused, files_below
from grader.errors import UnreadableNotebook

PATIENCE = 60.0  # seconds for which a file that breaks off must have stood still to count as it is

Stamp = tuple[int, int, int, int]  # of a file: inode, size, and when its bytes and its entry changed (ns)


@dataclass(frozen=True, slots=True)
class Look:
    """files: by path, its stamp, and for how many seconds nobody has touched it; 0: it is new or changed."""

    at: float = 0.0
    files: Mapping[Path, tuple[Stamp, float]] = field(default_factory=dict)


def look(places: Iterable[Path], before: Look) -> Look:
    """What is there now. places: files, and folders with all below; no link is followed.

    A clock may be wrong by a little, such as that of a file server, so it is believed only about long ago.
    """
    now, clock = time.monotonic(), time.time()
    found = {}
    for path, one in _entries(places):
        stamp = (one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns)
        old, seconds = before.files.get(path, (None, 0.0))
        seen = seconds + now - before.at if stamp == old else 0.0
        told = clock - one.st_ctime
        found[path] = (stamp, max(seen, told) if told > PATIENCE else seen)
    return Look(now, found)


def _entries(places: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """What is gone meanwhile, closed to us, or too much to look at is left out: collecting says so."""
    for place in places:
        if place.is_dir():
            yield from (one for one in files_below(place) if not isinstance(one, Refused))
            continue
        with contextlib.suppress(OSError):
            yield place, place.lstat()


def still_for(found: Look, path: Path) -> float:
    """Seconds; 0: it is new, or has changed since the last look."""
    return found.files[path][1] if path in found.files else 0.0


def is_whole(found: Look, source: Path, together: Sequence[LabelledFile]) -> bool:
    """Whether what was handed in together is there to its last byte.

    All of it stands still. nbgrader writes the time last. A notebook is JSON, which cannot be read while its
    end is missing; what nobody can read later either counts as it is. Its owner may close or remove a folder
    at any time, so what `found` knows is not looked for again.
    """
    is_folder, first = source.is_dir(), together[0]
    files = {source.joinpath(*one.file.parts[: one.file.outer]) if is_folder else source for one in together}
    seconds = min(still_for(found, path) for path in files)
    last = source.joinpath(*first.unit, TIMESTAMP)
    if is_folder and first.system == EXCHANGE.name and last not in found.files:
        return False
    notebooks = (one for one in together if one.name.lower().endswith(".ipynb"))
    return seconds >= PATIENCE or (seconds > 0 and all(_is_json(one) for one in notebooks))


def _is_json(one: LabelledFile) -> bool:
    """It is read through, and nothing is made of it: sixty megabytes can be a gigabyte of empty lists."""
    try:
        msgspec.json.decode(one.file.read(), type=msgspec.Raw)
    except UnreadableNotebook:  # which is said when it is collected
        return True
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True
