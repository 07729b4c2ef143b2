"""Commands of an instructor before marking: late."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.grading import settle
from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say, show


def late(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all submissions' times as JSON.")] = False,
) -> None:
    """Show who came late and what it costs, by course.toml and extensions.csv."""
    from zoneinfo import ZoneInfo

    from grader import late_table
    from grader.course import load_assignment, load_course
    from grader.late import described, load_extensions
    from grader.lock import alone

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
