"""A class, graded from beginning to end: sorted out, locked, graded, recorded, late penalties settled.

Nothing is printed here. nbgrader, behind the gradebook, takes seconds to import; that happens while worker
processes are at work, or not at all where nothing is written.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from grader.cores import progress
from grader.course import class_teams
from grader.errors import CourseError
from grader.files import locked
from grader.grading.class_folder import Order, Pile, sort_out
from grader.grading.parallel import grade_many
from grader.grading.regrade import Change, changes, changes_in_words, higher_of
from grader.grading.setup import Setup, ready_to_grade, set_up
from grader.grading.submission import Graded
from grader.grading.team_records import recorded_of
from grader.grading.team_work import Grades, graded_once
from grader.model import Course
from grader.records import read_report
from grader.sandbox import isolation_levels, probe

Say = Callable[[str], None]
# Wraps an iterable, given total=, and passes on what it yields: tqdm, rich's track, `progress.with_progress`.
Watch = Callable[..., Any]
BEST = "bubblewrap"  # what machines of a cluster must reach where this one has no sandbox at all


def silent(remark: str) -> None:
    """Nobody listens."""


def unwatched(graded: Iterator[Graded], *, total: int) -> Iterator[Graded]:
    """Nobody watches."""
    return graded


@dataclass(frozen=True, slots=True)
class _How:
    """The options of `grade_class` that say how and where, and who is a team."""

    workers: int
    trust: bool
    write: bool
    cluster: str
    say: Say
    watch: Watch
    teams: Mapping[str, str]


def grade_class(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    *,
    student: str | None = None,
    force: bool = False,
    workers: int = 1,
    trust: bool = False,
    write: bool = True,
    cluster: str = "",
    among: Collection[str] | None = None,
    say: Say = silent,
    watch: Watch = unwatched,
) -> Iterator[Graded]:
    """Grade what was handed in, and yield each submission when it is recorded, whoever is done first.

    What was graded before and has not changed comes first, with `kept` set. Whoever stops asking stops the
    grading; what was yielded is recorded, and the next run goes on from there.

    student: only this one's. force: also what is graded already. workers: processes. trust: without a wall,
    if none can be built. write: False: only find out; nothing is changed. cluster: the address of a scheduler
    whose machines grade, or "local:N"; "": this machine does. among: only these students'; None: everybody's.
    say: takes a remark for the instructor. watch: sees what is graded pass by, as tqdm does.

    Raises (at the first look): CourseError: something in course or class folder cannot be used, or another
    process is grading there. SandboxUnavailable: no wall can be built.
    """
    class_folder = Path(class_folder)
    order = Order(course, assignment, class_folder, student, force, among)
    with locked(class_folder) if write else nullcontext():
        teams = class_teams(class_folder, say=say)
        pile = sort_out(order, teams)
        for remark in _of_kept(pile, assignment):
            say(remark)
        for name in progress(pile.kept, what="reading reports", total=len(pile.kept)):
            if report := read_report(class_folder, name, assignment):
                yield Graded(report, kept=True)
        if pile.todo:
            say(f"Grading {len(pile.todo)} of {assignment}")
            yield from _graded(order, pile, _How(workers, trust, write, cluster, say, watch, teams))
        if write:
            from grader.grading.late_penalties import settle_late

            settle_late(course, class_folder, assignment, say=say, told=pile.kept, odd=among is None)


def _of_kept(pile: Pile, assignment: str) -> Iterator[str]:
    again = f"`grader autograde {assignment} --force`"
    if pile.outdated:
        yield f"{pile.outdated} were graded with other checks or limits than now: {again} grades them again"
    if pile.retold:
        yield (
            f"{pile.retold} are from before wrong solutions or [feedback] changed: {again} renews their words"
        )


def _graded(order: Order, pile: Pile, how: _How) -> Iterator[Graded]:
    if how.cluster:
        yield from _on_cluster(order, pile, how)
        return
    wall = probe(trust=how.trust)
    if wall.held == "limits":
        how.say("WARNING: no wall around students' code. It can read and change all that you can.")
    with ready_to_grade(order.course, order.assignment, wall) as (setup, zygote):
        grades = partial(grade_many, setup, zygote, below=order.submitted, workers=how.workers)
        yield from _recorded(setup, order, pile, grades, how)


def _on_cluster(order: Order, pile: Pile, how: _How) -> Iterator[Graded]:
    """Machines must have as good a sandbox as can be had here; where none can, the best there is."""
    try:
        from grader.grading.cluster import grade_on_cluster
    except ModuleNotFoundError as error:
        found, cure = f"{error.name} is not installed", "pip install distributed"
        raise CourseError("--cluster", how.cluster, found, cure=cure) from None
    except ValueError as error:  # Dask reads its settings when it is imported
        raise CourseError("--cluster", how.cluster, " ".join(str(error).split())) from None
    if how.trust:
        found = "it trusts submissions with this machine, not with others"
        raise CourseError("--trust-submissions", "", found, cure="leave one of the two out")
    isolation = next((wall.isolation for wall, problem in isolation_levels() if not problem), BEST)
    setup = set_up(order.course, order.assignment, isolation)
    grades = partial(grade_on_cluster, setup, below=order.submitted, address=how.cluster, say=how.say)
    yield from _recorded(setup, order, pile, grades, how)


def _recorded(setup: Setup, order: Order, pile: Pile, grades: Grades, how: _How) -> Iterator[Graded]:
    recorded = recorded_of(setup, order.class_folder, how.teams, pile.due)
    megabytes = order.course.limits.notebook_mb
    graded = graded_once(
        pile.todo, grades, how.teams, below=order.submitted, megabytes=megabytes, recorded=recorded
    )
    passing = how.watch((_with_before(one, pile, order) for one in graded), total=len(pile.todo))
    with ExitStack() as stack, _saying_how_far(order, pile, how) as done:
        record: Callable[[Graded], list[str]] | None = None
        for one in passing:  # which begins to grade; nbgrader is imported while the next are graded
            record = record or stack.enter_context(_recording(setup, order.class_folder, write=how.write))
            for remark in record(one):
                how.say(remark)
            if one.fault:
                how.say(f"{one.report.student}: our fault:\n{one.fault}")
            done.append(one.report.student)
            yield one


@contextmanager
def _saying_how_far(order: Order, pile: Pile, how: _How) -> Iterator[list[str]]:
    """Who is graded is put into what it gives. Whoever presses Ctrl-C is told how many these are."""
    done: list[str] = []
    try:
        yield done
    except KeyboardInterrupt:
        if how.write:
            then = "begins with all of them again" if order.force else "goes on"
            how.say(
                f"Stopped. {len(done)} of {len(pile.todo)} are graded and recorded; the same command {then}."
            )
        raise


def _with_before(one: Graded, pile: Pile, order: Order) -> Graded:
    """Beside the report that was there before; no score below it, where the course says so."""
    student = one.report.student
    before = read_report(order.class_folder, student, order.assignment) if student in pile.before else None
    report = higher_of(before, one.report) if before and order.course.never_lower else one.report
    return replace(one, report=report, before=before)


def _recording(
    setup: Setup, class_folder: Path, *, write: bool
) -> AbstractContextManager[Callable[[Graded], list[str]]]:
    if not write:
        return nullcontext(lambda graded: [])
    from grader.grading.recording import recorder

    return recorder(setup, class_folder)


@dataclass(frozen=True, slots=True)
class Regraded:
    """changes: the questions whose scores differ. compared: how many submissions had been graded before."""

    changes: tuple[Change, ...]
    compared: int


def regrade_class(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    *,
    say: Say = silent,
    write: bool = True,
    **options: Any,
) -> Regraded:
    """Grade again what was graded, and say what changed. Whoever presses Ctrl-C is told what did so far: the
    next run compares with that. options: as of `grade_class`, without force.
    """
    graded = grade_class(course, assignment, class_folder, force=True, say=say, write=write, **options)
    found, compared = list[Change](), 0
    try:
        for one in graded:
            if one.before:
                found += changes(one.before, one.report)
                compared += 1
    except KeyboardInterrupt:
        for line in changes_in_words(found, compared, written=write):
            say(line)
        raise
    return Regraded(tuple(found), compared)
