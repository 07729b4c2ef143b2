"""Commands of an instructor who grades: autograde, regrade, groups, feedback."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import (
    CORES,
    HERE,
    AssignmentName,
    ClassFolder,
    Cluster,
    CourseFolder,
    NamePattern,
    Trust,
    Workers,
    begin,
    end,
    opened,
    say,
    show,
    time_of,
)


def autograde(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Grade only this student.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also grade what is graded already.")] = False,
    workers: Workers = CORES,
    cluster: Cluster = "",
    trust: Trust = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Grade class/submitted; write to class/autograded and nbgrader's gradebook."""
    begin(f"Reading {assignment} and what was handed in")
    from grader.grading import grade_class, tables, with_progress

    calendar, class_folder = opened(course, class_)
    graded = grade_class(
        calendar, assignment, class_folder,
        student=student, force=force, workers=workers, cluster=cluster, trust=trust, say=say,
        watch=with_progress,
    )  # fmt: skip
    reports, kept = tables.counted(graded, whole=as_json)
    if as_json:
        print(tables.as_json(reports), end="")
    else:
        show(tables.of_class(reports))
    left_out = [*tables.left_out(class_folder, assignment)]
    for line in (*tables.closing(reports, kept), *tables.where_to_look(class_folder, assignment), *left_out):
        say(line)
    end(tables.all_graded(reports) and not left_out)


def watch(
    assignment: AssignmentName,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(help="nbgrader's inbound folder, or folders of downloads. Default: class/submitted."),
    ] = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    every: Annotated[float, typer.Option(min=1, help="Seconds between two looks.")] = 10,
    until: Annotated[
        str,
        typer.Option(help="When to end: 2026-12-27 18:00. Default: due date and grace.", show_default=False),
    ] = "",
    pattern: NamePattern = "",
    workers: Workers = CORES,
    cluster: Cluster = "",
    trust: Trust = False,
) -> None:
    """Grade what students hand in as it arrives, until the deadline."""
    from zoneinfo import ZoneInfo

    from grader import watch as watching

    calendar, class_folder = opened(course, class_)
    zone = ZoneInfo(calendar.timezone)
    job = watching.Job(
        course, assignment, class_folder, tuple(sources or ()), pattern, workers, cluster, trust
    )  # fmt: skip
    end_of = time_of(until, zone, "--until")
    for line in watching.beginning(calendar, assignment, every=every, until=end_of):
        say(line)
    ended = watching.watch_class(
        job, every=every, until=end_of, say=say,
        tell=lambda one: print(watching.row(one, datetime.now(zone)), flush=True),
    )  # fmt: skip
    for line in watching.ending(ended, assignment):
        say(line)


def regrade(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Grade only this student.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what would change; write nothing.")
    ] = False,
    workers: Workers = CORES,
    cluster: Cluster = "",
    trust: Trust = False,
) -> None:
    """Grade again after a check changed; say whose score changes, and why."""
    from grader.grading import changes_in_words, regrade_class, with_progress

    calendar, class_folder = opened(course, class_)
    found = regrade_class(
        calendar, assignment, class_folder,
        student=student, workers=workers, cluster=cluster, trust=trust, write=not explain,
        say=say, watch=with_progress,
    )  # fmt: skip
    show(changes_in_words(found.changes, found.compared))
    if explain:
        say("Nothing was written. Without --explain it is.")


def groups(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the groups as JSON.")] = False,
) -> None:
    """Show which students share the same mistake, and which have no hint yet."""
    from grader import diagnosis

    calendar, class_folder = opened(course, class_)
    found = diagnosis.class_groups(calendar, assignment, class_folder)
    if as_json:
        print(diagnosis.as_json(found.groups), end="")
        return
    show(diagnosis.listing(found.groups))
    for line in diagnosis.summary(found):
        say(line)
    if unknown := diagnosis.largest_unknown(found.groups):
        print()
        show(diagnosis.to_paste(unknown))
        say(f"Next: put the last lines into {found.hints}")
        say(f"in your own words, then `grader feedback {assignment}`;")
        say("nothing has to be graded again")


def feedback(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Write only this student's page.")] = None,
) -> None:
    """Write each student's page to class/feedback, from reports and marks."""
    from grader.feedback import write_pages
    from grader.wording import counted

    calendar, class_folder = opened(course, class_)
    pages = 0
    for path in write_pages(calendar, assignment, class_folder, student=student, say=say):
        print(path)
        pages += 1
    say(f"{counted(pages, 'page')}. Read one in a browser, then hand them out.")
    say(f"What nbgrader collected: cd {class_folder} && nbgrader release_feedback {assignment}")
