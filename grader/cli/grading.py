"""Commands of an instructor who grades: autograde, regrade, groups, feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import (
    CORES,
    HERE,
    AssignmentName,
    ClassFolder,
    CourseFolder,
    Trust,
    Workers,
    say,
    show,
)

if TYPE_CHECKING:
    from grader.course import Standing
    from grader.grading.class_folder import Order
    from grader.grading.submission import Graded
    from grader.model import Course, Report


def autograde(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Grade only this student's.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already.")] = False,
    workers: Workers = CORES,
    trust: Trust = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Grade class/submitted, into class/autograded and nbgrader's gradebook."""
    from grader.course import load_course
    from grader.grading import tables
    from grader.grading.class_folder import Order
    from grader.submissions import misnamed

    order = Order(load_course(course), assignment, class_ or course / "class", student, force)
    reports, kept = grade(order, workers=workers, trust=trust)
    if as_json:
        print(tables.as_json(reports), end="")
    else:
        show(tables.of_class(reports))
    for line in tables.reasons(reports):
        say(line)
    say(f"{tables.counts(reports)}{f'; {kept} of them before, unchanged' if kept else ''}")
    for line in tables.where_to_look(order.class_folder, assignment):
        say(line)
    left_out = misnamed(order.class_folder, assignment)
    for folder in left_out:
        say(f"not graded: {str(folder)!r} is no student's name: rename the folder, then grade again")
    if left_out or any(report.status != "graded" for report in reports):
        raise typer.Exit(1)


def regrade(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Only this student's.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what would change; write nothing.")
    ] = False,
    workers: Workers = CORES,
    trust: Trust = False,
) -> None:
    """Grade again after checks changed, and say whose score changes, and why."""
    from grader.course import load_course
    from grader.grading import regrade as regrading
    from grader.grading.class_folder import Order, sort_out

    order = Order(load_course(course), assignment, class_ or course / "class", student, force=True)
    before = sort_out(order).before
    reports, _ = grade(order, workers=workers, trust=trust, write=not explain)
    pairs = [(before[report.student], report) for report in reports if report.student in before]
    found = [change for pair in pairs for change in regrading.changes(*pair)]
    show(regrading.explained(found, len(pairs)))
    if explain:
        say("Nothing was written. Without --explain it is.")


def groups(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the groups as JSON.")] = False,
) -> None:
    """Show who is wrong alike, how, and whom nobody has written a hint for."""
    from grader.course import load_assignment, load_course, load_hints, with_hints
    from grader.diagnosis import groups as grouping

    load_assignment(load_course(course), assignment)
    solutions = course / "solutions" / assignment
    hints = load_hints(solutions)
    reports = grouping.read_reports(class_ or course / "class", assignment)
    found = grouping.behaviour_groups([with_hints(report, hints) for report in reports])
    if as_json:
        print(grouping.as_json(found), end="")
        return
    show(grouping.listing(found))
    students = len({student for group in found for student in group.students})
    say(f"{len(found)} groups; {students} of {len(reports)} students are in one")
    for hint in hints:
        if hint.behaviour not in {group.behaviour for group in found}:
            say(f"{solutions / 'hints.toml'}: nobody in this class shows behaviour {hint.behaviour!r}")
    if unknown := grouping.largest_unknown(found):
        print()
        show(grouping.to_paste(unknown))
        say(f"Next: put the last lines into {solutions / 'hints.toml'}")
        say(f"in your own words, then `grader feedback {assignment}`;")
        say("nothing has to be graded again")


def feedback(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Write only this student's page.")] = None,
) -> None:
    """Write each student's page into class/feedback, from what autograde and markers found."""
    from dataclasses import replace

    from grader import feedback as pages
    from grader.course import load_assignment, load_course, load_hints, with_hints

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    found = pages.sheets(class_folder, assignment, student=student, say=say)
    hints = load_hints(calendar.root / "solutions" / assignment)
    marks = {}
    if calendar.gradebook or (class_folder / "gradebook.db").exists():
        from grader.grading.recording import marks_of

        settle(calendar, class_folder, assignment, told=None)
        marks = marks_of(calendar, class_folder, assignment)
    for sheet in found:
        hinted = replace(sheet, report=with_hints(sheet.report, hints))
        print(pages.write_page(class_folder, calendar, hinted, marks))
    say(f"{len(found)} page{'s' * (len(found) > 1)}. Read one in a browser, then hand them out.")
    say(f"What nbgrader collected: cd {class_folder} && nbgrader release_feedback {assignment}")


def grade(order: Order, *, workers: int, trust: bool, write: bool = True) -> tuple[list[Report], int]:
    """Every report of the order, and how many of them were there before. write: record them, too."""
    from grader.files import alone

    with alone(order.class_folder) if write else nullcontext():
        return _grade(order, workers=workers, trust=trust, write=write)


def _grade(order: Order, *, workers: int, trust: bool, write: bool) -> tuple[list[Report], int]:
    from grader.grading.class_folder import sort_out
    from grader.grading.parallel import grade_class
    from grader.grading.progress import watched
    from grader.grading.regrade import higher_of
    from grader.grading.submission import set_up
    from grader.sandbox import probe, start_zygote

    pile = sort_out(order)
    if pile.outdated:
        say(f"{pile.outdated} were graded with other checks or limits than now: --force grades them again")
    if pile.retold:
        say(
            f"{pile.retold} are from before wrong solutions or [feedback] changed: --force renews their words"
        )
    if not pile.todo:
        settle(order.course, order.class_folder, order.assignment, told=pile.kept)
        return list(pile.kept), len(pile.kept)
    wall = probe(trust=trust)
    if wall.held == "limits":
        say("WARNING: no wall around students' code. It can read and change all that you can.")
    setup = set_up(order.course, order.assignment, wall.isolation, class_folder=order.class_folder)
    data = setup.assignment.folder / "data"
    with start_zygote(wall, order.course.limits, data=data if data.is_dir() else None) as zygote:
        graded = grade_class(setup, zygote, pile.todo, below=order.submitted, workers=workers)
        if order.course.never_lower:
            graded = (_kept_up(one, pile.before, higher_of) for one in graded)
        graded = watched(graded, len(pile.todo))
        if not write:
            return [_told(one) for one in graded], 0
        # nbgrader takes seconds to import: here, while the worker processes are at work.
        from grader.grading.recording import recorder

        with recorder(setup, order.class_folder) as record:
            reports = [_told(one, record) for one in graded]
    settle(order.course, order.class_folder, order.assignment, told=pile.kept)
    return [*pile.kept, *reports], len(pile.kept)


def settle(
    course: Course, class_folder: Path, assignment: str, *, told: Iterable[Report] | None
) -> list[Standing]:
    """Enter what coming late takes off anew, and say for how many it changed; told: of these, or all."""
    from grader.grading.late_penalties import settle_late

    found = settle_late(course, class_folder, assignment, say=say)
    students = {one.student for one in (found if told is None else told)}
    changed = [one.student for one in found if one.changed and one.student in students]
    if changed:
        counted = f"{len(changed)} late penalties" if len(changed) > 1 else "1 late penalty"
        say(f"{counted} changed without grading again: see `grader late {assignment}`")
    return found


def _kept_up(
    one: Graded, before: Mapping[str, Report], higher_of: Callable[[Report, Report], Report]
) -> Graded:
    old = before.get(one.report.student)
    return replace(one, report=higher_of(old, one.report)) if old else one


def _told(one: Graded, record: Callable[[Graded], None] | None = None) -> Report:
    """Record it, and say what is ours to mend."""
    if record:
        record(one)
    if one.fault:
        say(f"{one.report.student}: our fault:\n{one.fault}")
    return one.report
