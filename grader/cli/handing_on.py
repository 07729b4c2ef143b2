"""Commands that write results, for the instructor and for other systems."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, RosterFile, end, opened, say

if TYPE_CHECKING:
    from grader.export import Exported


class System(StrEnum):
    CANVAS = "canvas"
    MOODLE = "moodle"
    NBGRADER = "nbgrader"
    GRADESCOPE = "gradescope"


def report(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON, too.")] = False,
    alike: Annotated[
        bool, typer.Option("--similar", help="Also show submissions with similar code, side by side.")
    ] = False,
) -> None:
    """Write a page about the class: scores, questions, checks and misconceptions."""
    calendar, class_folder = opened(course, class_, assignment)
    from grader import class_report
    from grader.wording import counted

    similar: class_report.Similar | None = None
    if alike:
        from grader.class_report import similarity

        similar = similarity.similar
    path, found = class_report.report_class(calendar, assignment, class_folder, say=say, similar=similar)
    if as_json:
        print(class_report.as_json(found), end="")
    else:
        print(path)
    say(f"{counted(found.students, 'submission')}. The page names students: it is for instructors.")


def export(
    assignment: AssignmentName,
    system: Annotated[
        str,
        typer.Option("--format", metavar="|".join(System), help="The system that will read the file."),
    ] = "",
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--fill-in",
            help="Instead of --format: the other system's file, to fill in.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="The file, or folder. Default: one in class/export.")
    ] = None,
    roster: RosterFile = None,
    column: Annotated[str, typer.Option(help='What that system calls the column: "Attention (1234)".')] = "",
    unmarked_as_zero: Annotated[
        bool, typer.Option("--unmarked-as-zero", help="Count questions that nobody marked as 0.")
    ] = False,
    missing_as_zero: Annotated[
        bool,
        typer.Option("--missing-as-zero", help="Give 0 to students on the roster who handed nothing in."),
    ] = False,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
) -> None:
    """Write the gradebook's scores for another system: a new file, or its own filled in."""
    _one_way(system, sheet)
    calendar, class_folder = opened(course, class_, assignment)
    from grader.export import Zeros, export_grades

    found = export_grades(
        calendar, assignment, class_folder, system, sheet=sheet,
        into=into, roster=roster, column=column, zeros=Zeros(unmarked_as_zero, missing_as_zero), say=say,
    )  # fmt: skip
    _exported(found)


def _one_way(system: str, sheet: Path | None) -> None:
    """Raises: BadParameter: no way to write scores is given, or two, or one that nobody knows."""
    if system and system not in [*System]:
        wanted = f"{system!r}, expected one of: {', '.join(System)}"
        raise typer.BadParameter(wanted, param_hint="--format")
    if bool(system) is (sheet is not None):
        needed = "one of them, not both" if sheet else "one of them is needed"
        raise typer.BadParameter(needed, param_hint="--format or --fill-in")


def totals(
    into: Annotated[Path | None, typer.Option(help="The file. Default: class/export/totals.csv.")] = None,
    roster: RosterFile = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
) -> None:
    """Write each student's total over all graded assignments, without those that are dropped."""
    calendar, class_folder = opened(course, class_)
    from grader.export import export_totals

    found = export_totals(calendar, class_folder, into=into, roster=roster, say=say)
    _exported(found)


def _exported(found: Exported) -> None:
    print(found.path)
    for line in (*found.attention, *found.remarks, found.summary):
        say(line)
    end(not found.attention)


def gradescope(
    assignment: AssignmentName,
    into: Annotated[
        Path | None, typer.Option(help="The zip. Default: <assignment>.autograder.zip in the class folder.")
    ] = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
) -> None:
    """Write the autograder.zip that lets Gradescope grade one assignment."""
    calendar, class_folder = opened(course, class_, assignment)
    from grader.gradescope import write_package

    print(write_package(calendar, assignment, class_folder, into))
    say("It holds hidden checks and solutions: upload it to Gradescope, and nowhere else.")
    say("There: Configure Autograder, Zip file upload. The build's log ends with the")
    say("sandbox that can be had; without one nothing is graded, and no score is shown.")
