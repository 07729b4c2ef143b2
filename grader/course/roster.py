"""Who is in the class: roster.csv, and finding in it whom a file handed in belongs to.

id,first_name,last_name,email,canvas_id,moodle_id,student_number
ada,Ada,Lovelace,ada@example.org,4711,,s123

Only `id` has to be there: it names the student's folder and row in the gradebook. A gradebook that Canvas
exports ("SIS Login ID" becomes the id, "ID" the canvas_id) can be used as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import CourseError
from grader.files import Row, folded, read_rows, titles

_COLUMNS = {
    "id": ("student id", "student", "user", "username", "login", "netid"),
    "name": ("full name", "student name"),
    "first_name": ("given name", "forename"),
    "last_name": ("surname", "family name"),
    "email": ("email address", "mail"),
    "canvas_id": ("canvas", "canvas user id"),
    "moodle_id": ("moodle", "identifier", "participant"),
    "student_number": ("sid", "id number", "matriculation number"),
    "handed_in": ("submitted", "submitted at", "submission time", "last modified (submission)"),
}
# Of a gradebook exported by Canvas: community.canvaslms.com, "How do I export grades in the Gradebook?"
_CANVAS = {
    "id": ("sis login id",),
    "name": ("student",),
    "canvas_id": ("id",),
    "student_number": ("sis user id",),
}
UNIQUE = ("id", "email", "canvas_id", "moodle_id", "student_number")


@dataclass(frozen=True, slots=True)
class Student:
    """A line of the roster; "" where it says nothing. name: in full, either way round."""

    id: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    student_number: str = ""
    handed_in: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What a download says about whose a file is; "" where it says nothing. login: may be the id."""

    login: str = ""
    name: str = ""
    email: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    student_number: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    path: Path
    students: tuple[Student, ...]


class NotOnRoster(Exception):
    """Nobody, or not one alone, on the roster fits. The text says what to add to it."""


def load_roster(path: Path, *, required: tuple[str, ...] = ("id",)) -> Roster:
    """Raises: CourseError: the file is missing or unusable, or two lines share what must tell them apart."""
    absent = "name it with --roster, or leave that out to call students as the download does"
    columns = _CANVAS if folded("SIS Login ID") in titles(path, absent) else _COLUMNS
    rows = read_rows(path, columns, required=required, absent=absent)
    students = [(row, _student(row)) for row in rows if folded(row.cells.get("name", "")) != "pointspossible"]
    for row, student in students:
        if "id" in required:
            _refuse_id(path, row, student)
    for key in UNIQUE:
        _refuse_twice(path, key, students)
    return Roster(path, tuple(student for _, student in students))


def class_roster(class_folder: Path, given: Path | None) -> Roster | None:
    """The roster that was named; if none was, class/roster.csv, where it is there.

    Raises: CourseError: it is missing or unusable.
    """
    path = given or class_folder / "roster.csv"
    return load_roster(path) if given or path.exists() else None


def _student(row: Row) -> Student:
    known = {key: value for key, value in row.cells.items() if value}
    if number := re.search(r"\d+", known.get("moodle_id", "")):  # "Participant 4711" in Moodle's worksheets
        known["moodle_id"] = number[0]
    return Student(**{"id": "", **known})


def _refuse_id(path: Path, row: Row, student: Student) -> None:
    if not is_folder_name(student.id):
        wanted = "a name that a folder can have: no /, no leading dot, 100 letters at most"
        raise CourseError(path, f"line {row.line}", f"id is {student.id!r}", wanted=wanted)


def is_folder_name(name: str) -> bool:
    return bool(re.fullmatch(r"[^./\\][^/\\]{0,99}", name)) and name.isprintable() and name == name.strip()


def _refuse_twice(path: Path, key: str, students: Iterable[tuple[Row, Student]]) -> None:
    lines: dict[str, int] = {}
    for row, student in students:
        value = getattr(student, key).casefold()
        if value and value in lines:
            found = f"{key} {getattr(student, key)!r} is in line {lines[value]} already"
            raise CourseError(path, f"line {row.line}", found, cure="correct one of them")
        lines[value] = row.line


def find(roster: Roster, person: Person) -> Student:
    """The student whose file it is: by any number or address that the download gives, else by name.

    Accents, capitals, spaces and the order of first and last name make no difference, unless they tell two
    students apart.

    Raises: NotOnRoster.
    """
    for key in ("canvas_id", "moodle_id", "email", "student_number"):
        if value := getattr(person, key).casefold():
            for student in roster.students:
                if getattr(student, key).casefold() == value:
                    return student
    for text in filter(None, (person.login, person.student_number, person.email)):
        for student in roster.students:
            if text.casefold() in (student.id.casefold(), student.email.casefold() or None):
                return student
    return _by_name(roster, person)


def _by_name(roster: Roster, person: Person) -> Student:
    found: list[Student] = []
    for spelled in (_composed, folded):
        if wanted := spelled(person.name or person.login):
            found = [one for one in roster.students if wanted in _names(one, spelled)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    ids = " and ".join(student.id for student in found)
    problem = f"{ids} are both called that" if found else "is not on the roster"
    raise NotOnRoster(f"{_called(person)} {problem}; {_cure(roster, person)}")


def _composed(text: str) -> str:
    """As `folded`, with accents: an accent may be a letter's own or follow it."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def _names(student: Student, spelled: Callable[[str], str]) -> set[str]:
    first, last = student.first_name, student.last_name
    parts = student.name.split(",")
    turned = [" ".join(parts[::-1]), student.name]
    return {spelled(name) for name in (f"{first} {last}", f"{last} {first}", *turned)} - {""}


def _called(person: Person) -> str:
    name = person.name or person.login or person.email
    number = person.canvas_id or person.moodle_id or person.student_number
    return f"{name} ({number})" if number else name


def _cure(roster: Roster, person: Person) -> str:
    for key in ("canvas_id", "moodle_id", "email", "student_number"):
        if value := getattr(person, key):
            return f"put {value} into the column {key} of {roster.path.name}"
    return f"add the student to {roster.path.name}, or correct the name"
