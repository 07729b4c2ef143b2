"""Who came late, in a table for an instructor, or as JSON for another program."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, tzinfo

from grader.course import DAY, HOUR, Lateness
from grader.files import in_zone
from grader.wording import as_printable_json, clipped, points

_NAME = 20


def listing(found: Sequence[Lateness], excused: Collection[str], zone: tzinfo) -> Iterator[str]:
    """One line for everybody who was late, has an extension, is excused, or whose time is not known."""
    shown = [one for one in found if one.seconds_late or _note(one, excused)]
    if shown:
        yield f"{'student':{_NAME}}{'handed in':13}{'due':13}{'late by':>9}{'off':>7}  note"
    for one in shown:
        times = f"{_clock(one.handed_in, zone):13}{_clock(one.due, zone):13}"
        off = points(one.penalty) if one.penalty else ""
        row = f"{clipped(one.student, _NAME - 1):{_NAME}}{times}{duration(one.seconds_late):>9}{off:>7}"
        yield f"{row}  {_note(one, excused)}".rstrip()


def summary(found: Sequence[Lateness]) -> str:
    """ "28 graded: 3 late, 2 of them lose points"."""
    if not found:
        return "nothing is graded yet"
    late = [one for one in found if one.seconds_late or one.called_late]
    losing = sum(one.penalty > 0 for one in late)
    said = f"{len(found)} graded: {len(late)} late, {losing} of them lose points"
    unknown = sum(one.called_late for one in late)
    return f"{said}; {unknown} by an unknown time, which counts as in time" if unknown else said


def as_json(found: Sequence[Lateness], excused: Collection[str]) -> str:
    """An array of objects, by student; times in UTC, as ISO 8601, or null."""
    rows = [
        {
            "student": one.student,
            "handed_in": one.handed_in and one.handed_in.isoformat(),
            "due": one.due and one.due.isoformat(),
            "seconds_late": one.seconds_late,
            "score": one.score,
            "penalty": one.penalty,
            "extended": one.extended,
            "late_by_system": one.called_late,
            "excused": one.student in excused,
        }
        for one in found
    ]
    return as_printable_json(rows) + "\n"


def duration(seconds: float) -> str:
    """A duration with as much as one wants to know: 12 min, 3 h 20, 2 d 5 h; "" for none."""
    if not seconds:
        return ""
    if seconds < HOUR:
        return f"{max(1, round(seconds / 60))} min"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h {int(seconds % HOUR // 60):02}"
    return f"{int(seconds // DAY)} d {int(seconds % DAY // HOUR)} h"


def _note(one: Lateness, excused: Collection[str]) -> str:
    notes = ["excused"] * (one.student in excused) + ["extension"] * one.extended
    if one.called_late:
        return ", ".join([*notes, "late, no time"])
    return ", ".join(notes + ["no time"] * (one.handed_in is None and one.due is not None))


def _clock(time: datetime | None, zone: tzinfo) -> str:
    return f"{in_zone(time, zone):%m-%d %H:%M}" if time else "-"
