"""Commands of an instructor who grades: autograde, regrade, groups, feedback."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import (
    HERE,
    AssignmentName,
    ClassFolder,
    Cluster,
    CourseFolder,
    NamePattern,
    Trust,
    Workers,
    end,
    machines,
    opened,
    say,
    show,
    time_to_come,
)


def autograde(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Grade only this student.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also grade what is graded already.")] = False,
    workers: Workers = None,
    cluster: Cluster = "",
    trust: Trust = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Grade class/submitted; write to class/autograded and nbgrader's gradebook."""
    crew = machines(cluster, workers, trust)
    calendar, class_folder = opened(course, class_, assignment)
    from grader.grading import grade_class, tables, with_progress

    graded = grade_class(
        calendar, assignment, class_folder,
        student=student, force=force, workers=crew, cluster=cluster, trust=trust, say=say,
        watch=with_progress,
    )  # fmt: skip
    reports, kept = tables.counted(graded, whole=as_json)
    if as_json:
        print(tables.as_json(reports), end="")
    else:
        from grader.gradebook import marks_of

        show(tables.of_class(reports, marks_of(calendar, class_folder, assignment)))
    left_out = [*tables.left_out(class_folder, assignment)]
    for line in (*tables.closing(reports, kept), *tables.where_to_look(class_folder, assignment), *left_out):
        say(line)
    end(tables.all_graded(reports) and not left_out)


def watch(
    assignment: AssignmentName,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="nbgrader's inbound folder, or folders of downloads. Default: class/submitted.", exists=True
        ),
    ] = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    every: Annotated[float, typer.Option(min=1, help="Seconds between two looks.")] = 10,
    until: Annotated[
        str,
        typer.Option(help="When to end: 2026-12-27 18:00. Default: due date and grace.", show_default=False),
    ] = "",
    pattern: NamePattern = "",
    workers: Workers = None,
    cluster: Cluster = "",
    trust: Trust = False,
) -> None:
    """Grade what students hand in as it arrives, until the deadline."""
    crew = machines(cluster, workers, trust)
    calendar, class_folder = opened(course, class_, assignment, makes=bool(sources))
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(calendar.timezone)
    end_of = time_to_come(until, zone, "--until")
    from grader import watch as watching

    job = watching.Job(
        course, assignment, class_folder, tuple(sources or ()), pattern, crew, cluster, trust
    )  # fmt: skip
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
    workers: Workers = None,
    cluster: Cluster = "",
    trust: Trust = False,
) -> None:
    """Grade again after a check changed; say whose score changes, and why."""
    crew = machines(cluster, workers, trust)
    calendar, class_folder = opened(course, class_, assignment)
    from grader.grading import changes_in_words, regrade_class, with_progress

    found = regrade_class(
        calendar, assignment, class_folder,
        student=student, workers=crew, cluster=cluster, trust=trust, write=not explain,
        say=say, watch=with_progress,
    )  # fmt: skip
    show(changes_in_words(found.changes, found.compared, written=not explain))
    if explain:
        say("Nothing was written. Without --explain it is.")


def groups(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the groups as JSON.")] = False,
) -> None:
    """Show which students share the same mistake, and which have no hint yet."""
    calendar, class_folder = opened(course, class_, assignment)
    from grader import diagnosis

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
    calendar, class_folder = opened(course, class_, assignment)
    from grader.feedback import write_pages
    from grader.files import program
    from grader.wording import counted

    pages = 0
    for path in write_pages(calendar, assignment, class_folder, student=student, say=say):
        print(path)
        pages += 1
    say(f"{counted(pages, 'page')}. Read one in a browser, then hand them out.")
    say("Only for what was handed in by nbgrader's exchange, and goes back by it:")
    say(f"    cd {class_folder} && {program('nbgrader')} release_feedback {assignment}")
