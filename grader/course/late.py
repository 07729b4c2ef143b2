"""What coming late costs: the rule of [late] in course.toml, and extensions.csv beside the class.

student,assignment,extra,due,excused
ada,attention,2 days,,
bob,attention,,2027-01-10T23:59,
cem,all,,,yes
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.course.roster import typed_there
from grader.errors import CourseError, did_you_mean
from grader.files import Row, in_zone, read_rows, read_time
from grader.model import Course, LateRule, Scheduled

HOUR, DAY = 3600.0, 86400.0
EXTENSIONS_FILE = "extensions.csv"
_COLUMNS = {
    "student": ("id", "student id", "user", "username"),
    "assignment": ("homework",),
    "extra": ("extra time", "extension", "more time"),
    "due": ("due date", "new due date", "until"),
    "excused": ("excuse",),
}
_UNITS = {"d": DAY, "day": DAY, "h": HOUR, "hour": HOUR, "m": 60.0, "min": 60.0, "minute": 60.0}
_UNITS |= {"w": 7 * DAY, "week": 7 * DAY}
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?([a-z]+)(?:,| and\b)? ?")
# Who writes 9999 for "no limit" has until then: the gradebook keeps spans of less than a thousand years.
_LATEST = datetime(2900, 1, 1, tzinfo=UTC)
_YES, _NO = ("yes", "y", "true", "x", "1"), ("", "no", "n", "false", "0")


def penalty(rule: LateRule, score: float, seconds: float) -> float:
    """The points that work of `score` points loses, from 0 to all of them.

    seconds: how long after the due date it was handed in. A day is counted once it is an hour old, so that
    a change of clocks costs nobody a day; the first one counts at once.
    """
    if seconds <= rule.grace_minutes * 60:
        return 0.0
    days = max(1, math.ceil((seconds - HOUR) / DAY))
    if rule.max_days is not None and days > rule.max_days:
        return score
    begun = days if rule.per == "day" else math.ceil(seconds / HOUR)
    return min(score, round(begun * (rule.points + score * rule.percent / 100), 6))


def late_rule_in_words(rule: LateRule) -> str:
    """The rule as a sentence, for students and instructors."""
    parts = []
    if rule.percent or rule.points:
        amount = f"{rule.percent:g} % of the score" if rule.percent else f"{rule.points:g} points"
        parts.append(f"{amount} off for each {rule.per}" + " begun" * (rule.per == "hour"))
    if rule.max_days is not None:
        parts.append(f"no points after {rule.max_days} days" if rule.max_days else "no points for late work")
    grace = f", {rule.grace_minutes:g} minutes of grace" if rule.grace_minutes else ""
    return "; ".join(parts) + grace if parts else "coming late costs nothing"


@dataclass(frozen=True, slots=True)
class Extensions:
    """What extensions.csv says. due: by (student, assignment), with a time zone. excused: the same pairs."""

    due: dict[tuple[str, str], datetime] = field(default_factory=dict)
    excused: frozenset[tuple[str, str]] = frozenset()

    def excused_from(self, assignment: str) -> frozenset[str]:
        return frozenset(student for student, name in self.excused if name == assignment)

    def of(self, assignment: str) -> dict[str, datetime]:
        """By student, the due date that holds instead of the course's."""
        return {student: due for (student, name), due in self.due.items() if name == assignment}


@dataclass(frozen=True, slots=True)
class Lateness:
    """One submission's times, with a zone, and its penalty now and before. due: None: none is set.

    score: with the marks given so far, before the penalty. extended: the due date is not the course's.
    called_late: by the system it was handed in to, which says no time; so it counts as in time.
    """

    student: str
    handed_in: datetime | None
    due: datetime | None
    seconds_late: float
    score: float
    penalty: float
    before: float
    extended: bool
    called_late: bool = False

    @property
    def changed(self) -> bool:
        """The penalty is another one than before, by more than a rounding error."""
        return not math.isclose(self.penalty, self.before, abs_tol=1e-9)


def load_extensions(course: Course, class_folder: Path) -> Extensions:
    """What stands in the class folder's extensions.csv; without one, nothing.

    Raises: CourseError: the file says something unusable.
    """
    path = class_folder / EXTENSIONS_FILE
    if not path.exists():
        return Extensions()
    due: dict[tuple[str, str], datetime] = {}
    excused: set[tuple[str, str]] = set()
    lines: dict[tuple[str, str], int] = {}
    spelled = typed_there(class_folder)
    for row in read_rows(path, _COLUMNS, required=("student", "assignment"), absent=""):
        for scheduled in _meant(path, row, course):
            key = (spelled(row.cells["student"]), scheduled.name)
            if key in lines:
                found = f"{key[0]} has an extension of {key[1]} in line {lines[key]} already"
                raise CourseError(path, f"line {row.line}", found, cure="remove one of them")
            lines[key] = row.line
            if new := _granted(path, row, scheduled, ZoneInfo(course.timezone)):
                due[key] = new
            else:
                excused.add(key)
    return Extensions(due, frozenset(excused))


def _meant(path: Path, row: Row, course: Course) -> Sequence[Scheduled]:
    """The assignments a row is about; "all": those with a due date."""
    name = row.cells["assignment"]
    if not row.cells["student"]:
        raise CourseError(path, f"line {row.line}", "student is empty", cure="fill it in")
    if name.casefold() in ("all", "*"):
        return [one for one in course.assignments if one.due or row.cells["excused"]]
    listed = {one.name: one for one in course.assignments}
    if name not in listed:
        cure = did_you_mean(name, listed)
        wanted = f"all or one of: {', '.join(listed)}"
        raise CourseError(path, f"line {row.line}", f"assignment is {name!r}", wanted=wanted, cure=cure)
    return [listed[name]]


def _granted(path: Path, row: Row, scheduled: Scheduled, zone: ZoneInfo) -> datetime | None:
    """The new due date; None: excused."""
    extra, due, excused = (row.cells[name] for name in ("extra", "due", "excused"))
    place = f"line {row.line}"
    if excused.casefold() not in (*_YES, *_NO):
        raise CourseError(path, place, f"excused is {excused!r}", wanted="yes, or nothing")
    is_excused = excused.casefold() in _YES
    filled = (bool(extra), bool(due), is_excused).count(True)
    if filled != 1:
        raise CourseError(path, place, f"{filled} of extra, due and excused are filled in", wanted="one")
    if is_excused:
        return None
    if scheduled.due is None:
        cure = f"give it one in course.toml, or take the line out of {path.name}"
        raise CourseError(path, place, f"{scheduled.name} has no due date", cure=cure)
    new = _later(path, place, extra, scheduled.due, zone) if extra else _dated(path, place, due, zone)
    if new < scheduled.due:
        wanted = f"nothing before {in_zone(scheduled.due, zone):%Y-%m-%d %H:%M}, when it is due for all"
        raise CourseError(path, place, f"due is {due}", wanted=wanted)
    return min(new, _LATEST)


def _later(path: Path, place: str, extra: str, due: datetime, zone: ZoneInfo) -> datetime:
    """Days by the clock on the wall: two days after 23:59 is 23:59, whatever clocks do in between."""
    text = extra.casefold()
    parts = [(number, unit.removesuffix("s")) for number, unit in _PART.findall(text)]
    if not parts or _PART.sub("", text) or any(unit not in _UNITS for _, unit in parts):
        wanted = "a time such as 2 days, 36 hours or 1 day 12 hours"
        raise CourseError(path, place, f"extra is {extra!r}", wanted=wanted)
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    try:
        days, rest = divmod(seconds, DAY)
        return (due.astimezone(zone) + timedelta(days=days)).astimezone(UTC) + timedelta(seconds=rest)
    except OverflowError:
        raise CourseError(path, place, f"extra is {extra!r}", wanted="a time in this century") from None


def _dated(path: Path, place: str, due: str, zone: ZoneInfo) -> datetime:
    """As times are read anywhere, in any year, or 9999 alone. A date alone means the whole day."""
    if due == "9999":
        return _LATEST
    try:
        return read_time(due, zone=zone, years=range(1, 10_000), alone="23:59:59")
    except ValueError as error:
        wanted = "a date such as 2027-01-10, or with a time, 2027-01-10 23:59"
        raise CourseError(path, place, f"due is {due!r}", wanted=wanted, cure=str(error)) from None
