"""Who is in the class: roster.csv, and finding in it whom a file handed in belongs to.

id,first_name,last_name,email,canvas_id,moodle_id,student_number
ada,Ada,Lovelace,ada@example.org,4711,,s123

Only `id` has to be there: it names the student's folder and row in the gradebook. With a column `group`, what
a group hands in is everybody's. A gradebook that Canvas exports can be used as it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from grader.course.people import NUMBERS, UNIQUE, Roster, team_called
from grader.course.student import Student
from grader.errors import CourseError
from grader.files import Row, column_titles, composed, folded, normalized, read_rows

_COLUMNS = {
    "id": ("student id", "student", "user", "username", "login", "netid"),
    "name": ("full name", "student name"),
    "first_name": ("given name", "forename"),
    "last_name": ("surname", "family name"),
    "email": ("email address", "mail"),
    "canvas_id": ("canvas", "canvas user id"),
    "moodle_id": ("moodle", "identifier", "participant"),
    "student_number": ("sid", "id number", "matriculation number", "orgdefinedid"),
    "group": ("team", "groups"),
    "handed_in": ("submitted", "submitted at", "submission time", "last modified (submission)"),
}
# Of a gradebook exported by Canvas, by its source, lib/gradebook_exporter.rb: the columns of SIS are there
# only where the course has such a system; rows without an ID are "Manual Posting" and "Points Possible".
_CANVAS = {
    "id": ("sis login id",),
    "name": ("student",),
    "first_name": (),
    "last_name": (),
    "canvas_id": ("id",),
    "student_number": ("sis user id",),
}
# Of a table, what whoever it is of may enter in some systems, and is known by, beside the name.
ENTERED = ("id", "email", "student_number")
_LONGEST_NAME = 250  # bytes; file systems take 255
_TEST_STUDENT = re.compile(r"[0-9a-f]{40}")  # the login of "Student, Test", whom nobody grades


def load_roster(path: Path, *, required: tuple[str, ...] = ("id",)) -> Roster:
    """A table of times, which needs no id, is read so, too. It may have numbers that anybody entered, so what
    two of its lines share is no reason to refuse it: whoever looks for a student sees both.

    Raises: CourseError: the file is missing or unusable, or two lines of a roster share what must tell them
    apart.
    """
    absent = "name it with --roster, or leave that out to call students as the download does"
    is_roster = "id" in required
    known = column_titles(path, absent)
    canvas = is_roster and (folded("SIS Login ID") in known or {"student", "id", "section"} <= known)
    needed = ("canvas_id",) if canvas else required
    rows = read_rows(path, _CANVAS if canvas else _COLUMNS, required=needed, absent=absent)
    own = () if is_roster else ENTERED
    students = [(row, _student(path, row, of_canvas=canvas, own=own)) for row in rows]
    if canvas:
        students = [(row, one) for row, one in students if one.canvas_id and not _is_test(one)]
    for row, student in students:
        if is_roster:
            _refuse_id(path, row, student)
    for key in UNIQUE:
        if key not in own:
            _refuse_twice(path, key, students)
    if is_roster:
        _refuse_groups(path, students)
    return Roster(path, tuple(student for _, student in students))


def class_roster(class_folder: Path, given: Path | None) -> Roster | None:
    """The roster that was named; if none was, class/roster.csv, where it is there.

    Raises: CourseError: it is missing or unusable.
    """
    path = given or class_folder / "roster.csv"
    if not given and not path.exists():
        return None
    known, spelled = load_roster(path), spelled_there(class_folder)
    return replace(known, students=tuple(replace(one, id=spelled(one.id)) for one in known.students))


def spelled_there(class_folder: Path) -> Callable[[str], str]:
    """How the class calls a student, for whatever normal form of their id: as the folder in submitted/ is
    called, from which the gradebook has the name; else composed.
    """
    names = _there(class_folder)
    there = {composed(name): name for name in names} | {name: name for name in names}
    return lambda name: there.get(composed(name), composed(name))


def typed_there(class_folder: Path) -> Callable[[str], str]:
    """As `spelled_there`, for what is typed: if one alone is called so, capitals make no difference. Whoever
    is on the class's roster need not have handed in.
    """
    names, spelled = {*_there(class_folder), *ids_listed(class_folder)}, spelled_there(class_folder)
    alike = defaultdict[str, list[str]](list)
    for one in names:
        alike[composed(one).casefold()].append(one)

    def whom(name: str) -> str:
        same = alike[composed(name).casefold()]
        return same[0] if len(same) == 1 else spelled(name)

    return whom


def ids_listed(class_folder: Path) -> Sequence[str]:
    """Of all on class/roster.csv; none, where it cannot be used."""
    with suppress(CourseError):
        known = class_roster(class_folder, None)
        return [one.id for one in known.students] if known else ()
    return ()


def _there(class_folder: Path) -> Sequence[str]:
    with suppress(OSError):
        return [path.name for path in (class_folder / "submitted").iterdir()]
    return ()


def full_names(class_folder: Path, *, say: Callable[[str], None]) -> dict[str, str]:
    """By student, the name that class/roster.csv has for them; of whoever has one there.

    say: takes a remark: where the roster cannot be used, nobody has a name.
    """
    try:
        known = class_roster(class_folder, None)
    except CourseError as error:
        say(f"{error} (so students are called by their id)")
        return {}
    return {one.id: name for one in known.students if (name := one.full_name)} if known else {}


def class_teams(class_folder: Path, *, say: Callable[[str], None]) -> dict[str, str]:
    """By student, the group that class/roster.csv has for them; of whoever is in one.

    say: takes a remark: where the roster cannot be used, everybody stands alone.
    """
    try:
        known = class_roster(class_folder, None)
    except CourseError as error:
        say(f"{error} (so each member of a team counts alone)")
        return {}
    return {one.id: team for one in known.students if (team := team_called(one.group))} if known else {}


def _is_test(student: Student) -> bool:
    return bool(_TEST_STUDENT.fullmatch(student.id)) and not student.student_number


def _student(path: Path, row: Row, *, of_canvas: bool, own: Collection[str] = ()) -> Student:
    known = {key: _mended(path, row, key, value, own) for key, value in row.cells.items() if value}
    if number := re.search(r"\d+", known.get("moodle_id", "")):  # "Participant 4711" in Moodle's worksheets
        known["moodle_id"] = number[0]
    if of_canvas:
        known = {key: value.removeprefix('="').removesuffix('"') for key, value in known.items()}
        known["id"] = known.get("id") or known.get("canvas_id", "")
    return Student(**{"id": "", **known})


def _mended(path: Path, row: Row, key: str, value: str, own: Collection[str]) -> str:
    """An identifier as it was before a spreadsheet took it for a number: 4712.0 was 4712.

    own: the columns in which one that is lost costs its own row at most.
    """
    if key not in ("id", *NUMBERS):
        return value
    if re.fullmatch(r"\d+(?:[.,]\d+)?[eE]\+?\d+", value) and "+" in value:
        if key in own:
            return ""
        found = f"{key} is {value!r}, a number that a spreadsheet rounded"
        cure = "make it a text there, enter it anew, and save the file again"
        raise CourseError(path, f"line {row.line}", found, cure=cure)
    return value[:-2] if re.fullmatch(r"\d+[.,]0", value) else value


def _refuse_id(path: Path, row: Row, student: Student) -> None:
    if not is_folder_name(student.id):
        wanted = "a name that a folder can have: no /, no leading dot, 100 letters and 250 bytes at most"
        raise CourseError(path, f"line {row.line}", f"id is {student.id!r}", wanted=wanted)


def is_folder_name(name: str) -> bool:
    """Whether a folder can be called so, on the disk and in what is printed of it."""
    fits = re.fullmatch(r"[^./\\][^/\\]{0,99}", name) and name.isprintable() and name == name.strip()
    return bool(fits) and len(name.encode()) <= _LONGEST_NAME


def _refuse_twice(path: Path, key: str, students: Iterable[tuple[Row, Student]]) -> None:
    lines: dict[str, int] = {}
    for row, student in students:
        value = normalized("NFKC", getattr(student, key)).casefold()  # a Mac spells ë otherwise
        if value and value in lines:
            found = f"{key} {getattr(student, key)!r} is in line {lines[value]} already"
            raise CourseError(path, f"line {row.line}", found, cure="correct one of them")
        lines[value] = row.line


def _refuse_groups(path: Path, students: Iterable[tuple[Row, Student]]) -> None:
    """Two groups whose names differ in a sign alone, as C++ and C#, would be one: each would get the other's
    work.
    """
    first: dict[str, tuple[str, int]] = {}
    for row, student in students:
        name = "".join(normalized("NFC", student.group).casefold().split())
        known, line = first.setdefault(team_called(student.group), (name, row.line))
        if known != name:
            found = f"group {student.group!r} is spelled otherwise in line {line}"
            cure = "spell it the same; or, if it is another group, rename it by more than signs"
            raise CourseError(path, f"line {row.line}", found, cure=cure)
