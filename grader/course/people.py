"""Who is in a class, and whom a download means: by number, address or name, spelled as it may be."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.course.student import Person, Student
from grader.files import composed, folded

NUMBERS = ("canvas_id", "moodle_id", "student_number")
_TELLING = ("canvas_id", "moodle_id", "email", "student_number")
UNIQUE = ("id", *_TELLING)
_MOST_WORDS = 10  # of a name that are turned
# By text: in which column of the roster it is, and whose.
Texts = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Roster:
    path: Path
    students: tuple[Student, ...]

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, Student | list[Student]]]:
        """By what is compared, and how it is spelled there: the student of whom it is true, or several.

        A class may have tens of thousands of students with seven spellings each, nearly all of one alone.
        """
        found: dict[str, dict[str, Student | list[Student]]] = {}
        for student in self.students:
            for kind, value in {(kind, value) for kind, value in _known(student) if value}:
                before = found.setdefault(kind, {}).setdefault(value, student)
                if isinstance(before, list):
                    before.append(student)
                elif before is not student:
                    found[kind][value] = [before, student]
        return found

    @cached_property
    def texts(self) -> tuple[Texts, Texts, Texts]:
        """All by which somebody or their team is known: as it is written; names and teams without signs and
        accents; numbers without zeros before them.
        """
        return _texts(self.students)

    def spelled(self, kind: str, value: str) -> Sequence[Student]:
        """All of whom this is true."""
        found = self._index.get(kind, {}).get(value, ())
        return (found,) if isinstance(found, Student) else found

    def has(self, kind: str) -> bool:
        """Whether it says this of anybody."""
        return kind in self._index


class NotOnRoster(Exception):
    """Nobody, or not one alone, on the roster fits. The text says what to add to it.

    of: the ids of all whom it may mean; none: it is nobody's.
    """

    def __init__(self, problem: str, of: Iterable[str] = ()) -> None:
        super().__init__(problem)
        self.of = frozenset(of)


def find_student(roster: Roster, person: Person) -> Student:
    """The student whose file it is: by any number or address that the download gives, else by name.

    Accents, capitals, spaces, the order of first and last name, and zeros before a number make no difference,
    unless they tell two students apart.

    Raises: NotOnRoster: nobody is called so; or number and name are two students', or the number is not the
    one that the roster has for that name, which anybody may have given themselves.
    """
    own = _by_key(roster, person)
    keys = own + _by_anothers(roster, person)
    found = {student.id: key for key, student in keys}
    named = _named(roster, person)
    if len(named) == 1 and found and named[0].id not in found:
        found[named[0].id] = "name"
    if len(found) > 1:
        readings = " and ".join(f"{id_} by {key}" for id_, key in found.items())
        raise NotOnRoster(f"{person.said} can be {readings}; correct {roster.path.name}", found)
    if keys:
        if not own:
            _refuse_stranger(roster, person, keys[0][1])
        return keys[0][1]
    if len(named) == 1:
        _refuse_stranger(roster, person, named[0])
        return named[0]
    ids = " and ".join(student.id for student in named)
    problem = f"{ids} are both called that" if named else "is not on the roster"
    raise NotOnRoster(f"{person.said} {problem}; {_cure(roster, person)}", {one.id for one in named})


def find_students(roster: Roster, person: Person) -> tuple[Student, ...]:
    """As `find_student`; or all of the group that is called so, unless the download tells of one user.

    Raises: NotOnRoster: as `find_student`; or a student and a group are called so.
    """
    members = () if person.is_one else roster.spelled("group", team_called(person.name))
    ids = {one.id for one in members}
    try:
        student = find_student(roster, person)
        found = frozenset({student.id})
    except NotOnRoster as doubt:
        # Canvas has the number of a member with the group's name, which anybody may take for themselves.
        is_strangers = person.canvas_id and any(one.canvas_id for one in members)
        if not members or (is_strangers and doubt.of <= ids):
            raise
        student, found = members[0], doubt.of
    if members and not found <= ids:
        who = " or ".join(sorted(found))
        raise NotOnRoster(f"{person.said} can be {who} and a group; correct {roster.path.name}", found | ids)
    return tuple(members) or (student,)


def may_be_called(known: str, name: str) -> bool:
    """Whether it is as many words, with the same first letters, as the known name, either way round.

    Systems write letters with marks in several ways in the names of files: Öz is Oz, or Oez.
    """
    theirs, ours = ([folded(word)[:1] for word in text.replace("_", " ").split()] for text in (name, known))
    return not ours or (len(ours) == len(theirs) and all(one in theirs for one in ours if one.isascii()))


def _refuse_stranger(roster: Roster, person: Person, student: Student) -> None:
    """Raises: NotOnRoster: somebody else is called as this student. (Moodle's numbers are another matter:
    the same student has another one in each assignment.)
    """
    for key in ("canvas_id", "student_number", "email", "id"):
        theirs, ours = person.account if key == "id" else getattr(person, key), getattr(student, key)
        if theirs and ours:
            found = f"{person.said} is called as {student.id}, whose {key} is {ours}, and not {theirs}"
            cure = f", or empty its column {key}" * (key != "id")
            raise NotOnRoster(f"{found}; correct {roster.path.name}{cure}", [student.id])


def _by_key(roster: Roster, person: Person) -> list[tuple[str, Student]]:
    """Whom each number and address finds in its own column, and the login in that of ids or addresses."""
    asked = [(key, key, getattr(person, key)) for key in _TELLING]
    return _asked(roster, [*asked, *_as_login(person.login)])


def _by_anothers(roster: Roster, person: Person) -> list[tuple[str, Student]]:
    """Whom a number or address finds that may be the roster's id. Students may enter any number they like:
    it is looked for there only if the roster has no column of numbers."""
    number = "" if roster.has("student_number") else person.student_number
    return _asked(roster, [*_as_login(number), *_as_login(person.email)])


def _as_login(text: str) -> list[tuple[str, str, str]]:
    return [("login", "id", text), ("login", "email", text)]


def _asked(roster: Roster, asked: Iterable[tuple[str, str, str]]) -> list[tuple[str, Student]]:
    """asked: what it is called for people, the column of the roster, and the value."""
    found = []
    for shown, key, value in asked:
        exact = roster.spelled(key, composed(value).casefold()) if value else ()
        padded = roster.spelled(f"{key}, a number", value.lstrip("0")) if value.isdecimal() else ()
        found += [(shown, one) for one in exact or padded]
    return found


def _named(roster: Roster, person: Person) -> Sequence[Student]:
    """Who is called so: letter by letter, or else without accents."""
    for kind, spelled in (("name", _composed), ("folded name", folded)):
        if found := roster.spelled(kind, spelled(person.name)):
            return found
    return ()


def _known(student: Student) -> Iterable[tuple[str, str]]:
    for key in UNIQUE:
        value = getattr(student, key)
        yield key, composed(value).casefold()
        if value.isdecimal():
            yield f"{key}, a number", value.lstrip("0")
    for kind, spelled in (("name", _composed), ("folded name", folded)):
        yield from ((kind, name) for name in _names(student, spelled))
    yield "group", team_called(student.group)


def _texts(students: Iterable[Student]) -> tuple[Texts, Texts, Texts]:
    written, plain, numbers = (defaultdict[str, list[tuple[str, str]]](list) for _ in range(3))
    for one in students:
        for key in (*UNIQUE, "group"):
            text = as_written(getattr(one, key))
            written[text].append((key, one.id))
            if text.isdecimal():
                numbers[text.lstrip("0")].append((key, one.id))
        plain[folded(as_written(one.group))].append(("group", one.id))
        for spelled, found in ((as_written, written), (folded, plain)):
            for name in _names(one, spelled):
                found[name].append(("name", one.id))
    return written, plain, numbers


def team_called(group: str) -> str:
    """A group's name as it is compared: without capitals, accents and signs, unless there is nothing else."""
    return folded(group) or "".join(composed(group).casefold().split())


def as_written(text: str) -> str:
    """`text` with its signs and accents, without capitals and blanks at its ends or twice."""
    return " ".join(composed(composed(text).casefold()).split())


def _composed(text: str) -> str:
    """As `folded`, with accents: an accent may be a letter's own or follow it."""
    return "".join(filter(str.isalnum, composed(text).casefold()))


def _names(student: Student, spelled: Callable[[str], str]) -> set[str]:
    """Either way round: of a name without a comma, nobody knows where the last name begins."""
    first, last = student.first_name, student.last_name
    parts = student.name.split(",")
    words = student.name.split()[:_MOST_WORDS] if len(parts) == 1 else []
    turned = [" ".join(words[at:] + words[:at]) for at in range(1, len(words))]
    turned += [" ".join(parts[::-1]), student.name]
    return {spelled(name) for name in (f"{first} {last}", f"{last} {first}", *turned)} - {""}


def _cure(roster: Roster, person: Person) -> str:
    for key in _TELLING:
        if value := getattr(person, key):
            team = f"; if it is a team, put {person.name!r} into its members' column group" * (
                key == "moodle_id"
            )
            return f"put {value} into the column {key} of {roster.path.name}{team}"
    return f"add the student to {roster.path.name}, or correct the name"
