"""Putting a notebook at submitted/<student>/<assignment>/, unless a newer one is there."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain, count
from pathlib import Path
from typing import Literal

from grader.collect.gathering import Hand
from grader.collect.seen import note_said, noted
from grader.collect.stamps import TIMESTAMP
from grader.collect.systems import EXCHANGE
from grader.errors import UnreadableNotebook
from grader.files import disk_error, in_zone, read_time, replace_file, temporary_path
from grader.submissions import SECRET, read_bytes, usable_secret

_COARSE = timedelta(seconds=3)  # some disks count every other second
What = Literal["placed", "newer", "unchanged", "older", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a student's notebook.

    newer: it replaced an older one, which went to class/.grader/replaced. older: what is there is newer, and
    stays. refused: `why` says why. handed_in: None: not known, and `unreadable` says why where something is
    written. choice: which of several notebooks it is, and why.
    """

    student: str
    what: What
    where: str
    system: str
    handed_in: datetime | None = None
    late: bool = False
    why: str = ""
    unreadable: str = ""
    choice: str = ""
    timing: str = ""


@dataclass(frozen=True, slots=True)
class _There:
    """own: whether `collect` wrote the time, and nobody else since. date: of the last download with it.

    noted: the last time at which a system says that it was handed in. moment: the last of all.
    """

    content: bytes
    handed_in: datetime | None
    moment: datetime
    own: bool
    date: datetime
    noted: datetime | None


def place(
    class_folder: Path,
    assignment: str,
    student: str,
    hand: Hand,
    *,
    megabytes: float,
    zone: tzinfo,
    write: bool = True,
) -> Outcome:
    """Place one notebook, with its timestamp.txt if the time is known.

    A file's date in submitted/ is that of its source, so that a download can be told from an older one.
    write: False: only say what would be. zone: the course's.

    Raises: CourseError: the class folder cannot be written to.
    """
    home, time, timing = class_folder / "submitted" / student / assignment, hand.handed_in, ""

    def outcome(what: What, why: str = "", late: bool | None = hand.late) -> Outcome:
        known = (time, bool(late), why, hand.unreadable, hand.choice, timing)
        return Outcome(student, what, hand.file.where, hand.system, *known)

    try:
        content = hand.file.read()
        there = _found(class_folder, student, assignment, megabytes, zone)
    except UnreadableNotebook as unreadable:
        return outcome("refused", str(unreadable))
    what, why, timing = _decided(content, hand, there, home / f"{assignment}.ipynb", zone)
    if what == "unchanged" and there:
        time, timing = _timed(hand, there, zone)
        if write:
            _write_again(home, assignment, hand, there, time)
    if write and what in ("newer", "placed"):
        if there:
            _keep(class_folder, assignment, student, there)
        _write(home, assignment, content, hand, there)
    if what in ("newer", "placed", "unchanged"):
        return outcome(what, why, note_said(class_folder, assignment, student, content, hand, write=write))
    return outcome(what, why)


def _timed(hand: Hand, there: _There, zone: tzinfo) -> tuple[datetime | None, str]:
    """The time that work has which was there already, and what is to be said of it.

    A time that somebody put there stays, and so does one in nbgrader's exchange, where students name folders,
    and a later one than that of an older download.
    """
    before, now = there.handed_in, hand.handed_in
    if not before or not now or before == now:
        return now or before, ""
    shown = [_shown(time, zone) for time in (before, now)]
    is_older = now < before and there.date - hand.file.date > _COARSE
    if not there.own or hand.system == EXCHANGE.name or is_older:
        why = f"time not taken: {shown[1]}, as its {TIMESTAMP} says {shown[0]}"
        return before, f"{why}; delete that file for the other one to count"
    return now, f"time corrected: {shown[0]} before, {shown[1]} now"


def _shown(time: datetime, zone: tzinfo) -> str:
    return f"{in_zone(time, zone):%Y-%m-%d %H:%M:%S}"


def _decided(
    content: bytes, hand: Hand, there: _There | None, path: Path, zone: tzinfo
) -> tuple[What, str, str]:
    """What is to become of it, why, and what is to be said of the times."""
    if there is None:
        return "placed", "", ""
    if there.content == content:
        return "unchanged", "", ""
    if hand.unreadable:
        return "refused", f"another is there, and {hand.unreadable}; delete one", ""
    if there.moment <= hand.moment:
        return "newer", "", ""
    return "older", "", _doubtful(there, path, zone)


def _doubtful(there: _There, path: Path, zone: tzinfo) -> str:
    """What is to be said of a time that keeps work out, and may be wrong; "": a system alone says it."""
    if not there.handed_in or there.handed_in == there.noted:
        return ""
    says = ", too, as a download before said" if there.moment == there.noted else f", as its {TIMESTAMP} says"
    cure = f"if that is wrong, delete {path}, and collect again"
    return f"what is there was handed in at {_shown(there.moment, zone)}{says}; {cure}"


def _found(
    class_folder: Path, student: str, assignment: str, megabytes: float, zone: tzinfo
) -> _There | None:
    """Raises: UnreadableNotebook: something is there that cannot be compared."""
    home = class_folder / "submitted" / student / assignment
    path, below = home / f"{assignment}.ipynb", class_folder / "submitted"
    for folder in (home.parent, home):
        if folder.is_symlink():
            raise UnreadableNotebook(f"{folder} is a link, which is not followed; put a folder there")
        if folder.exists() and not folder.is_dir():
            raise UnreadableNotebook(f"{folder} is a file; put a folder there")
    for name in (path.name, TIMESTAMP, SECRET):  # each is written aside, and then moved there
        for taken in (home / name, temporary_path(home / name)):
            if taken.is_dir():
                raise UnreadableNotebook(f"{taken} is a folder, and in the way; delete it")
    if not os.path.lexists(path):
        return None
    try:
        content = read_bytes(path, below=below, megabytes=megabytes * 10)
    except UnreadableNotebook as unreadable:
        raise UnreadableNotebook(f"what is at {path} is in the way: {unreadable}") from None
    handed_in = _time(home / TIMESTAMP, below, zone)
    own = handed_in is not None and abs(_dated(home / TIMESTAMP) - handed_in) < _COARSE
    date = _dated(path)
    moment, latest = handed_in or date, noted(class_folder, assignment, student, content)
    return _There(content, handed_in, max(moment, latest or moment), own, date, latest)


def _dated(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (ValueError, OverflowError):  # a year that no calendar has
        return datetime(1980, 1, 1, tzinfo=UTC)


def _time(path: Path, below: Path, zone: tzinfo) -> datetime | None:
    """Raises: UnreadableNotebook: something is there that is no time."""
    if not os.path.lexists(path):
        return None
    try:
        text = read_bytes(path, below=below, megabytes=0.001).decode("utf-8", "replace")
        return read_time(text, local=zone)
    except (UnreadableNotebook, ValueError) as error:
        raise UnreadableNotebook(f"{path} holds no time ({error}); mend or delete it") from None


def _keep(class_folder: Path, assignment: str, student: str, there: _There) -> None:
    """Nothing that was handed in is lost."""
    folder = class_folder / ".grader" / "replaced" / assignment / student
    when = f"{in_zone(there.moment, UTC):%Y-%m-%dT%H-%M-%S}"
    names = chain([when], (f"{when}.{number}" for number in count(2)))  # several of one second
    paths = (folder / f"{name}.ipynb" for name in names)
    with disk_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path = next(one for one in paths if not one.exists() or one.read_bytes() == there.content)
    replace_file(path, there.content)


def _write(home: Path, assignment: str, content: bytes, hand: Hand, there: _There | None) -> None:
    """The time goes first, the notebook last: after a kill anywhere, what is there is never later than this
    one, so the next collect goes on. Without a time of its own, what is there keeps it as its date.
    """
    path = home / f"{assignment}.ipynb"
    with disk_error(home):
        home.mkdir(parents=True, exist_ok=True)
    if hand.handed_in:
        _write_time(home, hand.handed_in)
    elif there and there.handed_in:
        replace_file(path, there.content, date=there.handed_in)
    with disk_error(home):
        if not hand.handed_in:
            (home / TIMESTAMP).unlink(missing_ok=True)
        (home / SECRET).unlink(missing_ok=True)  # of what was there before
    _write_secret(home, hand)
    replace_file(path, content, date=hand.file.date)


def _write_again(home: Path, assignment: str, hand: Hand, there: _There, time: datetime | None) -> None:
    """What is new of a notebook that was there already: its time, its secret, and a newer download's date."""
    if time and time != there.handed_in:
        _write_time(home, time)
    _write_secret(home, hand)
    if hand.file.date > there.date:
        replace_file(home / f"{assignment}.ipynb", there.content, date=hand.file.date)


def _write_secret(home: Path, hand: Hand) -> None:
    """The last one, by which nbgrader gives a page: whoever hands in the same again has another."""
    if hand.system != EXCHANGE.name:
        return
    try:
        found = hand.secret.read() if hand.secret else b""
    except UnreadableNotebook:
        found = b""
    path, secret = home / SECRET, usable_secret(found)
    there = path.read_bytes() if path.is_file() else b""
    if not there or secret == found.strip() != there:
        replace_file(path, secret)


def _write_time(home: Path, time: datetime) -> None:
    """The file's own date is the same: one that somebody has edited since has another."""
    path = home / TIMESTAMP
    replace_file(path, f"{in_zone(time, UTC):%Y-%m-%d %H:%M:%S.%f} UTC".encode(), date=time)
