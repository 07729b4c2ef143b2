"""Commands for what students hand in: collect, late."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import (
    HERE,
    AssignmentName,
    ClassFolder,
    CourseFolder,
    NamePattern,
    RosterFile,
    end,
    opened,
    say,
    show,
)


def collect(
    assignment: AssignmentName,
    sources: Annotated[
        list[Path], typer.Argument(help="Downloads (.zip), folders, or notebooks.", exists=True)
    ],
    roster: RosterFile = None,
    times: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file with a column handed_in, for downloads without times.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    pattern: NamePattern = "",
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print where each notebook went, as JSON.")] = False,
) -> None:
    """Sort downloads from a learning platform or nbgrader into class/submitted."""
    calendar, class_folder = opened(course, class_, assignment, makes=True)
    from zoneinfo import ZoneInfo

    from grader import collect as collecting

    found = collecting.collect_downloads(
        calendar,
        assignment,
        class_folder,
        sources,
        roster=roster,
        times=times,
        pattern=pattern,
        write=not dry_run,
    )
    if as_json:
        print(collecting.as_json(found.outcomes, [*found.refused, *found.empty]), end="")
    else:
        show(collecting.listing(found.outcomes, ZoneInfo(calendar.timezone)))
    attention = list(collecting.remarks(found.outcomes, [*found.refused, *found.empty], found.unmatched))
    for line in (*collecting.choices(found.outcomes), *attention):
        say(line)
    say(collecting.summary(found.outcomes, len(found.refused), found.superseded))
    for line in collecting.legend(found.outcomes):
        say(line)
    for line in collecting.not_handed_in(found.missing):
        say(line)
    if dry_run:
        say("Nothing was written. Without --dry-run it is.")
    end(not attention)


def late(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all submissions' times as JSON.")] = False,
) -> None:
    """Show who was late, and the penalties by course.toml and extensions.csv."""
    calendar, class_folder = opened(course, class_, assignment)
    from zoneinfo import ZoneInfo

    from grader.course import late_rule_in_words
    from grader.grading import late_table
    from grader.grading.late_penalties import late_standings

    found, excused = late_standings(calendar, assignment, class_folder, say=say)
    if as_json:
        print(late_table.as_json(found, excused), end="")
    else:
        show(late_table.listing(found, excused, ZoneInfo(calendar.timezone)))
    say(late_table.summary(found))
    say(f"The rule: {late_rule_in_words(calendar.late)}.")
