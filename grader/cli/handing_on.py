"""Commands that hand results on, to the instructor and to other systems: report, export, gradescope."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.grading import settle
from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say

if TYPE_CHECKING:
    from grader.course import Roster
    from grader.export import Grades, Zeros
    from grader.gradebook import Scored
    from grader.model import Course


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
) -> None:
    """Write a page about the class: scores, questions, checks, misconceptions, trouble."""
    from grader import class_report
    from grader.course import load_assignment, load_course, load_hints, with_hints
    from grader.records import find_reports, lines

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    hints = load_hints(calendar.root / "solutions" / assignment)
    reports = [with_hints(one, hints) for one in find_reports(class_folder, assignment)]
    home = class_folder / "report" / assignment
    pages = {one.student: Path("feedback", one.student, assignment, f"{assignment}.html") for one in reports}
    found = class_report.facts(
        reports,
        course=calendar.name,
        assignment=assignment,
        scored=_scored(calendar, class_folder, assignment),
        journal=lines(class_folder),
        pages={
            name: f"../../{page.as_posix()}" for name, page in pages.items() if (class_folder / page).exists()
        },
    )
    path = class_report.write_report(home, found)
    if as_json:
        print((home / "figures.json").read_text("utf-8"), end="")
    else:
        print(path)
    say(f"{len(reports)} submissions. The page names students: it is for instructors.")


def _scored(course: Course, class_folder: Path, assignment: str) -> dict[str, Scored]:
    """What the gradebook has, after late penalties are what they should be by now."""
    if not course.gradebook and not (class_folder / "gradebook.db").exists():
        return {}
    from grader.files import alone
    from grader.gradebook import read_earnings
    from grader.grading.recording import opened

    with alone(class_folder):
        settle(course, class_folder, assignment, told=None)
        with opened(course, class_folder) as book:
            earnings = read_earnings(book, assignment)
    return earnings.scored if earnings else {}


def export(
    assignment: AssignmentName,
    system: Annotated[System, typer.Option("--format", help="The system that is to read it.")],
    into: Annotated[
        Path | None, typer.Option(help="The file, or folder. Default: one in class/export.")
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help="Who is in the class. Default: class/roster.csv, if it is there.")
    ] = None,
    column: Annotated[
        str, typer.Option(help='What Canvas calls the assignment, best with its id: "Attention (1234)".')
    ] = "",
    unmarked_as_zero: Annotated[
        bool, typer.Option("--unmarked-as-zero", help="Count questions that nobody marked as 0.")
    ] = False,
    missing_as_zero: Annotated[
        bool, typer.Option("--missing-as-zero", help="Count 0 for whoever handed nothing in.")
    ] = False,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
) -> None:
    """Write the gradebook's scores for Canvas, Moodle, nbgrader or Gradescope."""
    from grader import export as exporting
    from grader.course import load_assignment, load_course, load_roster
    from grader.files import alone, as_csv, write_file
    from grader.records import find_reports

    calendar, class_folder = load_course(course), class_ or course / "class"
    load_assignment(calendar, assignment)
    people = roster or class_folder / "roster.csv"
    known = load_roster(people) if roster or people.exists() else None
    with alone(class_folder):
        zeros = exporting.Zeros(unmarked_as_zero, missing_as_zero)
        found = _grades(calendar, class_folder, assignment, known, zeros)
    unknown: list[str] = []
    if system is System.GRADESCOPE:
        _write_results(calendar, class_folder, assignment, found, into)
    else:
        rows, unknown = exporting.table(system, found, assignment=assignment, column=column or assignment)
        path = into or class_folder / "export" / f"{assignment}.{system}.csv"
        write_file(path, as_csv(rows))
        print(path)
    attention = [*exporting.left_out(found, assignment), *exporting.unknown(unknown, people)]
    unreadable = [one.student for one in find_reports(class_folder, assignment) if one.status == "unreadable"]
    for line in (*attention, *exporting.remarks(found, people, unreadable)):
        say(line)
    say(exporting.summary(found, len(unknown)))
    if attention:
        raise typer.Exit(1)


def _grades(
    course: Course, class_folder: Path, assignment: str, roster: Roster | None, zeros: Zeros
) -> Grades:
    """After the late penalties are what they should be by now."""
    from grader.errors import CourseError

    cure = f"run `grader autograde {assignment}`"
    absent = CourseError("gradebook", assignment, "nothing of it is in the gradebook", cure=cure)
    if not course.gradebook and not (class_folder / "gradebook.db").exists():
        raise absent
    from grader.course import load_extensions
    from grader.export import settle_grades
    from grader.gradebook import read_earnings
    from grader.grading.recording import opened
    from grader.submissions import find_submissions

    settle(course, class_folder, assignment, told=None)
    with opened(course, class_folder) as book:
        earnings = read_earnings(book, assignment)
    if earnings is None:
        raise absent
    return settle_grades(
        earnings,
        roster=roster,
        excused=load_extensions(course, class_folder).excused_from(assignment),
        handed_in={one.student for one in find_submissions(class_folder, assignment)},
        zeros=zeros,
    )


def _write_results(
    course: Course, class_folder: Path, assignment: str, found: Grades, into: Path | None
) -> None:
    """A folder for each student, with the results.json of what the gradebook has."""
    from grader.diagnosis import read_reports
    from grader.files import write_file
    from grader.gradescope import marked_results
    from grader.grading.recording import marks_of
    from grader.model import Marks

    scores = {one.student.id: one.score for one in found.grades if one.score is not None}
    marks = marks_of(course, class_folder, assignment)
    home = into or class_folder / "export" / f"{assignment}.gradescope"
    for report in read_reports(class_folder, assignment):
        if report.student in scores:
            total, given = float(scores[report.student]), marks.get(report.student, Marks())
            content = marked_results(report, course.feedback, given, total=total)
            write_file(home / report.student / "results.json", content)
    print(home)


def gradescope(
    assignment: AssignmentName,
    into: Annotated[
        Path | None, typer.Option(help="The zip. Default: <assignment>.autograder.zip in the class folder.")
    ] = None,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
) -> None:
    """Write the autograder.zip with which Gradescope grades one assignment."""
    from grader import gradescope as packing
    from grader.course import load_assignment, load_course
    from grader.files import write_file

    calendar, class_folder = load_course(course), class_ or course / "class"
    content = packing.autograder_zip(calendar, *load_assignment(calendar, assignment))
    path = into or class_folder / f"{assignment}.autograder.zip"
    write_file(path, content)
    print(path)
    say("It holds hidden checks and solutions: upload it to Gradescope, give it to nobody.")
    say("There: Configure Autograder, Zip file upload. The build's log ends with the")
    say("sandbox that can be had; without one nothing is graded, and no score is shown.")
