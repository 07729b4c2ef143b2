"""Commands of an instructor about what comes in: collect, late."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.grading import settle
from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say, show


def collect(
    assignment: AssignmentName,
    sources: Annotated[list[Path], typer.Argument(help="Downloads (.zip), folders, or notebooks.")],
    roster: Annotated[
        Path | None, typer.Option(help="Who is in the class. Default: class/roster.csv, if it is there.")
    ] = None,
    times: Annotated[
        Path | None, typer.Option(help="A table with handed_in, where downloads do not say when.")
    ] = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each as JSON.")] = False,
) -> None:
    """Put downloads of Canvas, Moodle, Gradescope or nbgrader into class/submitted."""
    from contextlib import ExitStack, nullcontext
    from zoneinfo import ZoneInfo

    from grader import collect as collecting
    from grader.course import load_assignment, load_course, load_roster
    from grader.files import alone

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    zone, megabytes = ZoneInfo(calendar.timezone), calendar.limits.notebook_mb
    people = roster or class_folder / "roster.csv"
    known = load_roster(people) if roster or people.exists() else None
    clock = load_roster(times, required=("handed_in",)) if times else None
    with ExitStack() as opened, nullcontext() if dry_run else alone(class_folder):
        found = collecting.gather(
            sources, assignment, opened, roster=known, times=clock, zone=zone, megabytes=megabytes
        )
        outcomes = [
            collecting.place(class_folder, assignment, student, hand, megabytes=megabytes, write=not dry_run)
            for student, hand in found.hands.items()
        ]
    if as_json:
        print(collecting.as_json(outcomes, found.refused), end="")
    else:
        show(collecting.listing(outcomes, zone))
    attention = list(collecting.remarks(outcomes, found.refused))
    for line in attention:
        say(line)
    say(collecting.summary(outcomes, len(found.refused), found.superseded))
    there = {path.parent.name for path in (class_folder / "submitted").glob(f"*/{assignment}")}
    if known and (missing := [one.id for one in known.students if one.id not in there | found.hands.keys()]):
        for line in collecting.absent(missing):
            say(line)
    if dry_run:
        say("Nothing was written. Without --dry-run it is.")
    if attention:
        raise typer.Exit(1)


def late(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all submissions' times as JSON.")] = False,
) -> None:
    """Show who came late and what it costs, by course.toml and extensions.csv."""
    from zoneinfo import ZoneInfo

    from grader.course import described, load_assignment, load_course, load_extensions
    from grader.files import alone
    from grader.grading import late_table

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    excused = load_extensions(calendar, class_folder).excused_from(assignment)
    with alone(class_folder):
        found = settle(calendar, class_folder, assignment, told=None)
    if as_json:
        print(late_table.as_json(found, excused), end="")
    else:
        show(late_table.listing(found, excused, ZoneInfo(calendar.timezone)))
    say(late_table.summary(found))
    say(f"The rule: {described(calendar.late)}.")
