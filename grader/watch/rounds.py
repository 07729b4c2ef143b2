"""One look, and what comes of it: what is new is collected, graded, and told to its student."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.collect import Collected, choices, collect_downloads, passed_over, remarks
from grader.course import load_course
from grader.feedback import PageOptions
from grader.grading import grade_class, tables
from grader.model import Course, Report
from grader.watch.arrivals import Look, Stamp, is_whole, look, still_for
from grader.watch.pages import give_pages

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is watched. root: the course's folder. sources: as for `grader collect`; (): class/submitted.

    pattern, workers, cluster, trust: as for `grader collect` and `grader autograde`.
    """

    root: Path
    assignment: str
    class_folder: Path
    sources: tuple[Path, ...] = ()
    pattern: str = ""
    workers: int = 1
    cluster: str = ""
    trust: bool = False


@dataclass(slots=True)
class Seen:
    """What this process remembers so as not to look at everything again. Nothing depends on it.

    graded: by student, the files in submitted/ that were there when they were graded last. waiting: something
    is still arriving. said: remarks that need not be made again.
    """

    look: Look = field(default_factory=Look)
    collected: frozenset[tuple[Path, Stamp]] = frozenset()
    graded: dict[str, frozenset[Stamp]] = field(default_factory=dict)
    waiting: bool = True
    said: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A student's page was written, with these options."""

    student: str
    options: PageOptions


def take_round(job: Job, seen: Seen, *, say: Say) -> Iterator[Report | Told]:
    """Look again. Yields a report when it is recorded, and afterwards what was told to whom.

    The course is read anew, so that it may be mended meanwhile.
    Raises: CourseError: something cannot be used, or another process is grading there. Whatever was not done
    is done at the next look. SandboxUnavailable: no wall can be built.
    """
    submitted = job.class_folder / "submitted"
    seen.look = look((*job.sources, submitted), seen.look)
    files = frozenset(
        (path, stamp)
        for path, (stamp, _) in seen.look.files.items()
        if not path.is_relative_to(submitted) and still_for(seen.look, path)
    )
    moving = any(not seconds for _, seconds in seen.look.files.values())
    course = load_course(job.root)
    placed, arriving = set[str](), False
    if files != seen.collected or (seen.waiting and job.sources):
        found = _collected(job, course, seen, say)
        placed = {one.student for one in found.outcomes if one.what in ("placed", "newer", "unchanged")}
        arriving, seen.collected = bool(found.waiting), files
    seen.waiting = moving or arriving
    due = _due(job, seen, placed)
    if due:
        yield from _graded(job, course, seen, due, say)


def _collected(job: Job, course: Course, seen: Seen, say: Say) -> Collected:
    sources = [one for one in job.sources if one.is_dir() or still_for(seen.look, one)]
    found = collect_downloads(
        course, job.assignment, job.class_folder, sources,
        pattern=job.pattern, whole=partial(is_whole, seen.look),
    )  # fmt: skip
    moving = {str(path) for path, (_, seconds) in seen.look.files.items() if not seconds}
    within = tuple(f"{path}: " for path in moving)  # a zip's
    refused = [one for one in found.refused if one.where not in moving and not one.where.startswith(within)]
    outcomes = found.outcomes
    _say_once((*choices(outcomes), *remarks(outcomes, refused), *passed_over(outcomes)), seen, say)
    return found


def _say_once(lines: Iterable[str], seen: Seen, say: Say) -> None:
    for line in lines:
        if line not in seen.said:
            seen.said.add(line)
            say(line)


def _due(job: Job, seen: Seen, placed: set[str]) -> dict[str, frozenset[Stamp]]:
    """By student, the files in submitted/ that have not been graded as they are, and stand still: since the
    look before this round's, not only since this round's. What was collected just now is there whole.
    """
    submitted = job.class_folder / "submitted"
    there: dict[str, set[Stamp]] = {}
    arriving = set[str]()
    for path, (stamp, seconds) in look([submitted], seen.look).files.items():
        student, assignment = (*path.relative_to(submitted).parts, "", "")[:2]
        if assignment == job.assignment:
            there.setdefault(student, set()).add(stamp)
            if not (seconds and still_for(seen.look, path)) and student not in placed:
                arriving.add(student)
    standing = {student: frozenset(own) for student, own in there.items() if student not in arriving}
    return {student: own for student, own in standing.items() if seen.graded.get(student) != own}


def _graded(
    job: Job, course: Course, seen: Seen, due: dict[str, frozenset[Stamp]], say: Say
) -> Iterator[Report | Told]:
    for one in grade_class(
        course, job.assignment, job.class_folder, among=due,
        workers=job.workers, cluster=job.cluster, trust=job.trust, say=say,
    ):  # fmt: skip
        if not one.kept:
            yield one.report
    if course.feedback.at_once_per_day:
        inbound = [one for one in job.sources if one.name == "inbound" and one.is_dir()]
        for student, options in give_pages(
            course, job.assignment, job.class_folder, due, inbound=inbound, say=say
        ):
            yield Told(student, options)
    _say_once(tables.left_out(job.class_folder, job.assignment), seen, say)
    seen.graded |= due
