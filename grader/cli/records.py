"""The command that checks the records: verify."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, end, opened, say, show


def verify(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    known: Annotated[
        str,
        typer.Option(metavar="HASH", help="The hash that verify printed earlier; it must still be there."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print all differences as JSON.")] = False,
) -> None:
    """Compare journal, reports and gradebook; name the first difference."""
    calendar, class_folder = opened(course, class_, assignment)
    from grader.records.verified import as_json as in_json
    from grader.records.verified import facts
    from grader.records.verify import verify_class

    found = verify_class(calendar, assignment, class_folder, known=known)
    if as_json:
        print(in_json(found), end="")
    else:
        show(facts(found))
    for line in found.past:
        say(f"before: {line}; it was graded again since")
    end(not found.differences)
