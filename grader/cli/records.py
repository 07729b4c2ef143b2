"""The command of whoever answers for the grades: verify."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say, show


def verify(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    known: Annotated[
        str, typer.Option(metavar="HASH", help="A last line's hash you noted; it must still be there.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print all differences as JSON.")] = False,
) -> None:
    """Compare journal, reports and gradebook; name the first difference."""
    from grader.course import load_assignment, load_course
    from grader.grading.recording import marks_of
    from grader.records import verify as verifying

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    there = calendar.gradebook or (class_folder / "gradebook.db").exists()
    marks = marks_of(calendar, class_folder, assignment) if there else None
    found = verifying.verify(verifying.read_records(class_folder, assignment, marks), known=known)
    if as_json:
        print(verifying.as_json(found), end="")
    else:
        show(verifying.facts(found))
    for line in found.past:
        say(f"before: {line}; it was graded again since")
    if found.differences:
        raise typer.Exit(1)
