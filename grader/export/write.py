"""The gradebook's scores, written for another system."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.course import Roster, class_roster, load_assignment, load_extensions
from grader.errors import CourseError
from grader.export.grades import Grades, Zeros, settle_grades
from grader.export.messages import (
    in_doubt,
    left_out,
    nobody_missing,
    nobodys,
    remarks,
    summary,
    unknown,
    without_a_report,
    without_a_row,
)
from grader.export.sheets import Filled, filled, read_sheet
from grader.export.tables import FORMATS, table
from grader.files import as_csv, locked, write_output_folder, write_outputs
from grader.gradebook import marks_of, scores_of
from grader.gradescope import marked_results
from grader.grading.late_penalties import settle_late
from grader.model import Course, Marks
from grader.records import each_report, read_reports
from grader.submissions import find_submissions

Say = Callable[[str], None]
NONE = Zeros()


@dataclass(frozen=True, slots=True)
class Exported:
    """path: the file or folder. attention: whom it leaves out, and what to do. remarks, summary: about it."""

    path: Path
    attention: tuple[str, ...]
    remarks: tuple[str, ...]
    summary: str


def export_grades(
    course: Course,
    assignment: str,
    class_folder: str | os.PathLike[str],
    system: str,
    *,
    into: Path | None = None,
    roster: Path | None = None,
    column: str = "",
    sheet: Path | None = None,
    zeros: Zeros = NONE,
    say: Say,
) -> Exported:
    """Write the scores, after late penalties are what they should be by now.

    system: one of FORMATS, or "gradescope"; "" where `sheet`, a file of the other system's, is filled in.
    into: the file or folder; None: one in class/export. roster: None: class/roster.csv, if it is there.
    column: what the system calls the assignment; "": as we do. say: takes a remark for the instructor.
    Raises: CourseError: nothing of the assignment is in the gradebook, or a file cannot be used, or is not to
    be replaced.
    """
    class_folder = Path(class_folder)
    found = _settled(course, assignment, class_folder, roster, zeros, say)
    people, made, bare = roster or class_folder / "roster.csv", Filled(), list[str]()
    if sheet or system in FORMATS:
        name, made = _filled(found, class_roster(class_folder, roster), assignment, system, column, sheet)
        path = into or class_folder / "export" / name
        write_outputs(class_folder, {path: made.content}, chosen=into is not None)
    else:
        path = into or class_folder / "export" / f"{assignment}.gradescope"
        results, bare = _results(course, assignment, class_folder, found)
        write_output_folder(class_folder, path, results)
    unread = [one.student for one in each_report(class_folder, assignment) if one.status == "unreadable"]
    strangers = without_a_row(made.strangers, sheet, made.read) if sheet else unknown(made.strangers, people)
    attention = (*left_out(found, assignment), *strangers, *without_a_report(bare, assignment))
    if zeros.missing and not people.exists():
        attention += (*nobody_missing(people),)
    said = (*in_doubt(made.doubts, sheet), *nobodys(made.spare, sheet), *remarks(found, people, unread))
    return Exported(path, attention, said, summary(found, len(made.strangers) + len(bare)))


def _filled(
    found: Grades, known: Roster | None, assignment: str, system: str, column: str, sheet: Path | None
) -> tuple[str, Filled]:
    """A file's name, and what goes into it."""
    if sheet:
        people = known.students if known else ()
        made = filled(read_sheet(sheet), found, assignment=assignment, column=column, people=people)
        return sheet.name, made
    rows, strangers = table(system, found, assignment=assignment, column=column or assignment)
    return f"{assignment}.{system}.csv", Filled(as_csv(rows), strangers)


def _settled(
    course: Course, assignment: str, class_folder: Path, roster: Path | None, zeros: Zeros, say: Say
) -> Grades:
    """Raises: CourseError: there is no such assignment, or nothing of it is in the gradebook."""
    load_assignment(course, assignment)
    with locked(class_folder):
        found = grades_of(course, assignment, class_folder, roster=roster, zeros=zeros, say=say)
    if found is None:
        cure = f"run `grader autograde {assignment}`"
        raise CourseError("gradebook", assignment, "nothing of it is in the gradebook", cure=cure)
    return found


def grades_of(
    course: Course, assignment: str, class_folder: Path, *, roster: Path | None, zeros: Zeros, say: Say
) -> Grades | None:
    """Everybody's, after late penalties; None: nobody's score of the assignment is in the gradebook."""
    known = class_roster(class_folder, roster)
    settle_late(course, class_folder, assignment, say=say)
    scores = scores_of(course, class_folder, assignment)
    if scores is None or not scores.scored:
        return None
    return settle_grades(
        scores,
        roster=known,
        excused=load_extensions(course, class_folder).excused_from(assignment),
        handed_in={one.student for one in find_submissions(class_folder, assignment)},
        zeros=zeros,
    )


def _results(
    course: Course, assignment: str, class_folder: Path, found: Grades
) -> tuple[dict[str, bytes], list[str]]:
    """A folder for each student, with the results.json of what the gradebook has; and who has no report."""
    files = {}
    scores = {one.student.id: one.score for one in found.grades if one.score is not None}
    marks = marks_of(course, class_folder, assignment) or {}
    for report in read_reports(class_folder, assignment):
        if report.student in scores:
            total, given = float(scores[report.student]), marks.get(report.student, Marks())
            content = marked_results(report, course.feedback, given, total=total)
            files[f"{report.student}/results.json"] = content
    return files, [student for student in scores if f"{student}/results.json" not in files]
