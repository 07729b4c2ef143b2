"""The columns that each system documents.

Canvas      "How do I import grades in the Gradebook?", and lib/gradebook_importer.rb: Student, ID, SIS User
            ID, SIS Login ID, Section, in this order, then assignments, each "Name (id)" or a name; the second
            row has the points possible. A student is known by the first of these ids that is filled in. "EX"
            is excused; an empty cell would clear a score, so nobody has one.
Moodle      "Grades → Import → CSV file", by e-mail address. Its offline grading worksheet knows people by a
            number that is another one in each assignment, so that file is filled in, not made (`sheets`).
nbgrader    plugins/export.py: the columns of its CSV, quoted where they must be.
"""

from collections.abc import Callable, Sequence

from grader.export.grades import Grade, Grades
from grader.wording import exactly

Row = Sequence[str]


def table(system: str, found: Grades, *, assignment: str, column: str) -> tuple[list[Row], list[str]]:
    """The rows, header first, and the ids of students whom the system could not know by them.

    system: one of FORMATS. column: what the system calls the assignment.
    """
    return FORMATS[system](found, assignment, column)


def _canvas(found: Grades, _: str, column: str) -> tuple[list[Row], list[str]]:
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
    rows: list[Row] = [header, ["    Points Possible", "", "", "", "", exactly(found.points)]]
    for one in found.grades:
        who = one.student
        ids = [who.canvas_id, who.student_number, who.id]
        rows.append([_name(one), *ids, "", "EX" if one.score is None else exactly(one.score)])
    return rows, []


def _moodle(found: Grades, _: str, __: str) -> tuple[list[Row], list[str]]:
    header = ["Full name", "Email address", "Grade", "Maximum Grade"]
    rows: list[Row] = [header]
    unknown = []
    for one in found.grades:
        who = one.student
        if one.score is None:
            continue
        if not who.email:
            unknown.append(who.id)
            continue
        rows.append([_name(one), who.email, exactly(one.score), exactly(found.points)])
    return rows, unknown


def _nbgrader(found: Grades, assignment: str, _: str) -> tuple[list[Row], list[str]]:
    header = (
        "assignment duedate timestamp student_id last_name first_name email "
        "raw_score late_submission_penalty score max_score"
    ).split()
    rows: list[Row] = [header]
    for one in found.grades:
        if one.score is not None:
            who = one.student
            times = [str(time or "") for time in (one.due, one.handed_in)]
            numbers = [exactly(number) for number in (one.raw, one.penalty, one.score, found.points)]
            rows.append([assignment, *times, who.id, who.last_name, who.first_name, who.email, *numbers])
    return rows, []


def _name(grade: Grade) -> str:
    """As the roster has it, else last name first, as Canvas sorts."""
    who = grade.student
    return who.name or ", ".join(filter(None, (who.last_name, who.first_name))) or who.id


FORMATS: dict[str, Callable[[Grades, str, str], tuple[list[Row], list[str]]]] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "nbgrader": _nbgrader,
}
