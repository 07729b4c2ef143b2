"""Each student's total over the graded assignments of the course, without what is dropped or excused."""

from collections.abc import Mapping
from pathlib import Path

from grader.course import Earned, Student, Total, class_roster, total
from grader.errors import CourseError
from grader.export.grades import Grades, Zeros
from grader.export.messages import counted_zero, no_total
from grader.export.write import Exported, Say, grades_of
from grader.files import as_csv, locked, write_outputs
from grader.model import Course
from grader.wording import points

_MISSING_AS_ZERO = Zeros(missing=True)


def export_totals(
    course: Course, class_folder: Path, *, into: Path | None = None, roster: Path | None = None, say: Say
) -> Exported:
    """Write one line for each student: the score of each graded assignment, and the total.

    Who handed nothing in has 0 there. A student with a question that nobody has marked, or with a submission
    that is not graded, has no total yet. into, roster, say: as `export_grades` has them.
    Raises: CourseError: nothing is graded, or a file cannot be used, or is not to be replaced.
    """
    found: dict[str, Grades] = {}
    with locked(class_folder):
        for one in course.assignments:
            grades = grades_of(course, one.name, class_folder, roster=roster, zeros=_MISSING_AS_ZERO, say=say)
            if grades is not None:
                found[one.name] = grades
    if not found:
        raise CourseError("gradebook", "", "nothing is graded", cure="run `grader autograde` first")
    path = into or class_folder / "export" / "totals.csv"
    known = class_roster(class_folder, roster)
    rows = _rows(found, {one.id: one for one in known.students} if known else {}, course.drop_lowest)
    write_outputs(class_folder, {path: as_csv(rows)}, chosen=into is not None)
    waiting = [one.name for one in course.assignments if one.name not in found]
    attention = [line for name, grades in found.items() for line in no_total(grades, name)]
    remarks = [f"{name} is not graded yet and does not count" for name in waiting]
    remarks += [line for name, grades in found.items() for line in counted_zero(grades, name)]
    lowest = f", without the lowest {course.drop_lowest}" if course.drop_lowest else ""
    summary = f"{len(rows) - 1} students, {', '.join(found)}{lowest}"
    return Exported(path, tuple(attention), tuple(remarks), summary)


def _rows(found: Mapping[str, Grades], listed: Mapping[str, Student], drop_lowest: int) -> list[list[str]]:
    """A header, and one line for each student, by id. listed: those on the roster."""
    people = dict(listed)
    for grades in found.values():
        people = {one.student.id: one.student for one in grades.grades} | people
        people = {name: Student(name) for name in (*grades.unmarked, *grades.ungraded)} | people
    head = ["id", "last_name", "first_name", *found, "total", "of", "dropped", "excused"]
    earned = {name: _earned(name, grades) for name, grades in found.items()}
    return [head, *(_row(people[name], earned, drop_lowest) for name in sorted(people))]


def _row(student: Student, earned: Mapping[str, Mapping[str, Earned]], drop_lowest: int) -> list[str]:
    """earned: by assignment, by student."""
    scores = {name: each.get(student.id) for name, each in earned.items()}
    cells = [points(score.score) if score and not score.excused else "" for score in scores.values()]
    settled = [score for score in scores.values() if score]
    whole = total(settled, drop_lowest=drop_lowest) if len(settled) == len(scores) else None
    return [student.id, student.last_name, student.first_name, *cells, *_told(whole)]


def _told(whole: Total | None) -> list[str]:
    if whole is None:
        return ["", "", "", ""]
    return [points(whole.score), points(whole.points), " ".join(whole.dropped), " ".join(whole.excused)]


def _earned(assignment: str, grades: Grades) -> dict[str, Earned]:
    """By student; nothing of whoever has no score yet."""
    most = float(grades.points)
    return {
        one.student.id: Earned(assignment, float(one.score or 0), most, excused=one.score is None)
        for one in grades.grades
    }
