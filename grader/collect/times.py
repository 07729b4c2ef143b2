"""A table that says when who handed in: Moodle's grading worksheet, or any list with a column handed_in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from grader.course import NotOnRoster, Person, Roster, Student, find


@dataclass(frozen=True, slots=True)
class Clock:
    """by_student: the row of each, as the roster calls them. numbers: rows by Moodle's number.

    nobody: rows that fit nobody on the roster.
    """

    by_student: Mapping[str, Student] = field(default_factory=dict)
    numbers: Mapping[str, Student] = field(default_factory=dict)
    nobody: tuple[Student, ...] = ()
    given: bool = False

    def known(self, person: Person) -> Person:
        """With what the table knows of a participant's number, which is another in each assignment."""
        row = self.numbers.get(person.moodle_id) if person.moodle_id else None
        if row is None:
            return person
        return replace(
            person,
            name=row.name or person.name,
            email=person.email or row.email,
            student_number=person.student_number or row.student_number,
        )

    def said(self, student: str, numbers: Mapping[str, str]) -> str:
        """The text of the time; "" where there is none. numbers: Moodle's, of students in the download."""
        row = self.by_student.get(student) or self.numbers.get(numbers.get(student, ""))
        return "" if row is None or row.handed_in == "-" else row.handed_in

    def unmatched(self, students: Collection[str], numbers: Mapping[str, str]) -> tuple[str, ...]:
        """What the table and the download do not agree about, in words."""
        if not self.given:
            return ()
        lost = [_person(row).said for row in self.nobody if row.moodle_id not in {*numbers.values()} - {""}]
        gone = [name for name in self.by_student if name not in students and self.said(name, numbers)]
        untold = sorted(name for name in students if not self.said(name, numbers))
        return (
            *(f"{one} has a time, and fits nobody" for one in lost),
            *(f"{one} has a time, and handed nothing in" for one in gone),
            *(f"{one} handed in, and has no time" for one in untold),
        )


def read_clock(times: Roster | None, roster: Roster | None) -> Clock:
    """roster: None: students are called as the download calls them, by any column of the table."""
    if times is None:
        return Clock()
    by_student: dict[str, Student] = {}
    nobody = []
    for row in times.students:
        try:
            names = [_on(roster, row)] if roster else [row.id, row.email, row.student_number, row.name]
        except NotOnRoster:
            if row.handed_in not in ("", "-"):
                nobody.append(row)
            continue
        by_student |= {name: row for name in names if name and name not in by_student}
    numbers = {row.moodle_id: row for row in times.students if row.moodle_id}
    return Clock(by_student, numbers, tuple(nobody), given=True)


def _on(roster: Roster, row: Student) -> str:
    person = _person(row)
    try:
        return find(roster, person).id
    except NotOnRoster:
        if not row.moodle_id:
            raise
        return find(roster, replace(person, moodle_id="")).id  # a number of another assignment


def _person(row: Student) -> Person:
    name = row.name or f"{row.first_name} {row.last_name}".strip() or row.id
    return Person(row.id, name, row.email, row.canvas_id, row.moodle_id, row.student_number)
