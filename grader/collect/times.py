"""A table that says when who handed in: Moodle's grading worksheet, or any list with a column handed_in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.course import ENTERED, NotOnRoster, Person, Roster, Student, find_student, find_students
from grader.files import composed, folded
from grader.wording import clipped

A_FEW = 2  # who may have agreed on a name
_LONGEST = 200  # letters of one that is told


@dataclass(frozen=True, slots=True)
class Clock:
    """by_student: the rows of each, as the roster calls them. numbers: rows by Moodle's number. named: the
    numbers of all who are called so.

    nobody: rows that fit nobody on the roster. blind: what all participants of a download are called while
    marking is blind.
    """

    by_student: Mapping[str, Sequence[Student]] = field(default_factory=dict)
    numbers: Mapping[str, Student] = field(default_factory=dict)
    named: Mapping[tuple[str, ...], Collection[str]] = field(default_factory=dict)
    nobody: tuple[Student, ...] = ()
    given: bool = False
    roster: Roster | None = None
    blind: tuple[str, ...] = ()

    def facing(self, people: Iterable[Person]) -> "Clock":
        """For one download, which calls these so. Of names that are not in the table, one may be the word for
        any participant; of several, each is of a group, whose number is another matter. Where all are called
        alike, that is the word, though somebody took it as a name.
        """
        called: dict[tuple[str, ...], set[str]] = {}
        for one in people:
            if one.moodle_id:
                called.setdefault(_words(one.name), set()).add(one.moodle_id)
        alone = len(called) == 1
        blind = [
            words
            for words, numbers in called.items()
            if words not in self.named or (alone and _is_the_word(numbers, self.named[words]))
        ]
        return replace(self, blind=blind[0] if len(blind) == 1 else ())

    def known(self, person: Person) -> Person:
        """With what the table knows of a participant's number, which is another in each assignment.

        Raises: NotOnRoster: by the table, that is another's number.
        """
        row = self.numbers.get(person.moodle_id) if person.moodle_id else None
        if row is None:
            return person
        if not self._may_be(person, row):
            found = f"{person.said} has the number that {_person(row).name} has in the table of times"
            raise NotOnRoster(f"{found}; give the table of this assignment, for groups one without numbers")
        return replace(
            person,
            name=row.name or person.name,
            email=person.email or row.email,
            student_number=person.student_number or row.student_number,
        )

    def _may_be(self, person: Person, row: Student) -> bool:
        words = _words(person.name)
        if words in self.named and words != self.blind:
            return row.moodle_id in self.named[words]
        if self.roster and words not in self.named:
            try:
                called = find_students(self.roster, replace(person, moodle_id=""))
                return [one.id for one in called] == _on(self.roster, row)
            except NotOnRoster as doubt:
                if doubt.of:
                    return False
        return words == self.blind

    def said(self, student: str, numbers: Mapping[str, str]) -> str:
        """The text of the time; "" where there is none, or several. numbers: Moodle's, in the download."""
        told = self._told(student, numbers)
        return told[0] if len(told) == 1 else ""

    def _told(self, student: str, numbers: Mapping[str, str]) -> list[str]:
        """Different times: whoever takes a student's name is in the table, too, by another number."""
        number = numbers.get(student, "")
        rows = self._rows(student) or [self.numbers[one] for one in (number,) if one in self.numbers]
        own = [row for row in rows if number and row.moodle_id == number]
        return [*dict.fromkeys(row.handed_in for row in own or rows if row.handed_in not in ("", "-"))]

    def _rows(self, student: str) -> Sequence[Student]:
        """The table's own spelling is composed."""
        return self.by_student.get(student) or self.by_student.get(composed(student), ())

    def unmatched(self, students: Collection[str], numbers: Mapping[str, str]) -> tuple[str, ...]:
        """What the table and the download do not agree about, in words."""
        if not self.given:
            return ()
        known = {*numbers.values()} - {""}
        lost = [
            clipped(_person(row).said or row.group or "a line", _LONGEST)
            for row in self.nobody
            if row.moodle_id not in known
        ]
        there = [row for name in students for row in self._rows(name)]
        gone: dict[tuple[int, ...], str] = {}  # a row may be known by several names
        for name, rows in self.by_student.items():
            if not any(row in there for row in rows) and self.said(name, numbers):
                gone.setdefault(tuple(map(id, rows)), name)
        untold = sorted(name for name in students if not self.said(name, numbers))
        return (
            *(f"{one} has a time, and fits nobody" for one in lost),
            *(f"{one} has a time, and handed nothing in" for one in gone.values()),
            *(f"{one} handed in, and has {self._untold(one, numbers)}" for one in untold),
        )

    def _untold(self, student: str, numbers: Mapping[str, str]) -> str:
        several = len(self._told(student, numbers))
        return f"{several} times, of users who are called alike" if several else "no time"


def read_clock(times: Roster | None, roster: Roster | None) -> Clock:
    """roster: None: students are called as the download calls them, by any column of the table."""
    if times is None:
        return Clock()
    by_student: dict[str, list[Student]] = {}
    named: dict[tuple[str, ...], set[str]] = {}
    nobody, rivals = [], dict[str, list[Student]]()
    for row in times.students:
        named.setdefault(_words(_person(row).name), set()).add(row.moodle_id)
        try:
            names = _on(roster, row) if roster else [row.id, row.email, row.student_number, row.name]
        except NotOnRoster as doubt:
            if row.handed_in not in ("", "-"):
                nobody.append(row)
            if len(doubt.of) == 1:  # called as that student: theirs, if another entered their name and number
                rivals.setdefault(min(doubt.of), []).append(row)
            continue
        for name in dict.fromkeys(filter(None, names)):
            by_student.setdefault(name, []).append(row)
    everybody = roster.students if roster else ()
    if not roster:  # another may have entered somebody's id as their number
        for name, rows in by_student.items():
            by_student[name] = [row for row in rows if row.id == name] or rows
    for one in everybody:
        if (rows := by_student.get(one.id, [])) and len(rows := rows + rivals.get(one.id, [])) > 1:
            by_student[one.id] = _own(rows, one, everybody)
    numbers = {row.moodle_id: row for row in times.students if row.moodle_id}
    return Clock(by_student, numbers, named, tuple(nobody), given=True, roster=roster)


def _on(roster: Roster, row: Student) -> list[str]:
    """Whose time it is: one student's, or, where the row says nothing else, a group's.

    Raises: NotOnRoster.
    """
    person = _person(row)
    if row.group and person == Person():
        return [one.id for one in find_students(roster, Person(name=row.group))]
    try:
        return [find_student(roster, person).id]
    except NotOnRoster:
        if not row.moodle_id:
            raise
        return [find_student(roster, replace(person, moodle_id="")).id]  # a number of another assignment


def _own(rows: Sequence[Student], one: Student, everybody: Sequence[Student]) -> list[Student]:
    """The rows less those of others, who entered what one is known by.

    Of such a row another has all that fits, and more: more by two, or what this one says otherwise is what a
    third is known by. Whoever may enter a name and a number can have both as another's, so one more alone
    tells nothing.
    """
    fitting = [_agreed(row, one) for row in rows]
    kinds = set(fitting)
    found = []
    for row, own in zip(rows, fitting, strict=True):
        more = max((len(kind) for kind in kinds if own < kind), default=len(own)) - len(own)
        if more == 0 or (more == 1 and not _fits_another(row, one, everybody)):
            found.append(row)
    return found


def _fits_another(row: Student, one: Student, everybody: Sequence[Student]) -> bool:
    return any(_agreed(row, other) - _agreed(one, other) for other in everybody if other is not one)


def _agreed(row: Student, one: Student) -> frozenset[str]:
    """What in the row says that it is theirs."""
    pairs = {key: (getattr(row, key).casefold(), getattr(one, key).casefold()) for key in ENTERED}
    named = {"name"} if _words(_person(row).name) == _words(_person(one).name) else set()
    return frozenset(named | {key for key, (there, theirs) in pairs.items() if there == theirs != ""})


def _words(name: str) -> tuple[str, ...]:
    """Either way round."""
    return tuple(sorted(map(folded, name.split())))


def _person(row: Student) -> Person:
    name = row.name or f"{row.first_name} {row.last_name}".strip() or row.id
    return Person(row.id, name, row.email, row.canvas_id, row.moodle_id, row.student_number)


def _is_the_word(numbers: set[str], taken: Collection[str]) -> bool:
    """Whether what all with these numbers are called, as are others by the table, is no name of one of them,
    as in the table of another assignment: that table has them all, or they are more than a few.
    """
    return len(numbers) > len(taken) and (numbers >= {*taken} or len(numbers) > len(taken) + A_FEW)
