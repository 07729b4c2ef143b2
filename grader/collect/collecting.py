"""Downloads → a class folder, one notebook a student."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.collect.gathering import Hand, Whole, always, gather
from grader.collect.layouts import Wanted
from grader.collect.placing import Outcome, place
from grader.collect.sources import Refused
from grader.cores import progress
from grader.course import Roster, class_roster, load_assignment, load_roster, spelled_there
from grader.files import locked
from grader.model import Course
from grader.notebooks import release_notebook


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of each student's notebook. refused: what was left, and why. superseded: how many older
    ones of the same students. missing: who is on the roster and has handed nothing in. unmatched: what the
    table of times and the downloads do not agree about. waiting: what was not whole yet. empty: sources
    without any notebook.
    """

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refused, ...]
    superseded: int
    missing: tuple[str, ...]
    unmatched: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    empty: tuple[Refused, ...] = ()


def collect_downloads(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    sources: Sequence[str | os.PathLike[str]],
    *,
    roster: Path | None = None,
    times: Path | None = None,
    pattern: str = "",
    write: bool = True,
    whole: Whole = always,
) -> Collected:
    """Put what students handed in into class/submitted.

    roster: None: class/roster.csv, if it is there. times: a table that says when, where downloads do not.
    pattern: how files are named, if no known system named them.
    write: False: only say what would happen. whole: tells what is there from what still arrives.
    Raises: CourseError: no such assignment; a source, table or class folder that cannot be used.
    """
    class_folder, places = Path(class_folder), [*map(Path, sources)]
    release = release_notebook(load_assignment(course, assignment)[1])
    known = class_roster(class_folder, roster)
    clock = load_roster(times, required=("handed_in",)) if times else None
    zone, megabytes = ZoneInfo(course.timezone), course.limits.notebook_mb
    wanted = _wanted(course, assignment, known, pattern)
    with ExitStack() as held, locked(class_folder) if write else nullcontext():
        found = gather(
            places, wanted, held, times=clock, release=release, zone=zone, megabytes=megabytes, whole=whole
        )
        hands = _spelled(found.hands, class_folder).items()
        outcomes = tuple(
            place(class_folder, assignment, student, hand, megabytes=megabytes, zone=zone, write=write)
            for student, hand in progress(hands, what="placing notebooks", total=len(hands))
        )
    there = {path.parent.name for path in (class_folder / "submitted").glob(f"*/{assignment}")}
    there |= found.hands.keys()
    missing = tuple(one.id for one in (known.students if known else ()) if one.id not in there)
    return Collected(
        outcomes, found.refused, found.superseded, missing, found.unmatched, found.waiting, found.empty
    )


def _wanted(course: Course, assignment: str, roster: Roster | None, pattern: str) -> Wanted:
    others = [one.name for one in course.assignments]
    return Wanted(assignment, others, roster, pattern, course=(course.id, course.name))


def _spelled(hands: Mapping[str, Hand], class_folder: Path) -> Mapping[str, Hand]:
    """By student as the class spells them; where two are then spelled alike, as the download does."""
    spelled = spelled_there(class_folder)
    times = Counter(map(spelled, hands))
    return {name if times[spelled(name)] > 1 else spelled(name): hand for name, hand in hands.items()}
