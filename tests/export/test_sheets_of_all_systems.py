"""Generated sheets of all systems, with columns before the grade that look as if they told who somebody is.

Whose a row is stands apart, by construction: its place is that of the student in the class.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from grader.course import Student
from grader.export.grades import Grade, Grades
from grader.export.sheets import Filled, filled, read_sheet

FIRST = "Ada Bob Cem Dan Eve Fay Gil Hal".split()
LAST = "Ash Bee Cox Day Eck Fox Guy Hay".split()
Cells = Mapping[str, str]


@dataclass(frozen=True)
class System:
    """titles: before other columns, after them, and the grade's; each with what its cells are."""

    before: Mapping[str, str]
    grade: str
    earlier: Sequence[str]
    may_be_called: bool = True  # by themselves


def _moodle(titles: str, grade: str) -> System:
    whose = titles.split(",")
    return System(
        dict(zip(whose, ("pid", "full", "mail"), strict=True)), grade, ("No", "Team", "Phone", "HW1")
    )


SYSTEMS = {
    "canvas": System(
        {
            "Student": "sorted",
            "ID": "internal",
            "SIS User ID": "number",
            "SIS Login ID": "login",
            "Section": "team",
        },
        "essay (98)",
        ("HW1 (11)", "HW2 (12)", "HW1 Final Score"),
    ),
    "brightspace": System(
        {"OrgDefinedId": "#number", "Username": "#login", "Last Name": "last", "First Name": "first"},
        "essay Points Grade <Numeric MaxPoints:9>",
        ("HW1 Points Grade <Numeric MaxPoints:9>", "Team Points Grade"),
    ),
    "blackboard": System(
        {"Last Name": "last", "First Name": "first", "Username": "login", "Student ID": "number"},
        "essay",
        ("HW1 [Total Pts: 10 Score] |123", "Team"),
    ),
    "sakai": System(
        {"Display ID": "login", "ID": "login", "Last Name": "last", "First Name": "first"}, "essay", ("HW1",)
    ),
    "ilias": System(
        {"update": "zero", "usr_id": "internal", "login": "login", "lastname": "last", "firstname": "first"},
        "mark",
        ("status",),
    ),
    "english": _moodle("Identifier,Full name,Email address", "Grade"),
    "german": _moodle("Identifikator,Vollständiger Name,E-Mail-Adresse", "Bewertung"),
    "french": _moodle("Identifiant,Nom complet,Adresse de courriel", "Note"),
    "unknown": _moodle("Xa,Xb,Xc", "Xd"),
    "report": System(
        {"First name": "first", "Surname": "last", "ID number": "number", "Email address": "mail"},
        "essay",
        ("HW1", "Team", "No"),
    ),
}


@dataclass(frozen=True)
class Case:
    """rows: what each has in the sheet; of the class first, then of strangers. hostile, victim: their places;
    -1: nobody's. nicks: who calls themselves otherwise. collide: a number may be one student's id, and
    another's number."""

    students: list[Student]
    titles: list[str]
    rows: list[list[str]]
    hostile: int
    victim: int
    took_name: bool
    nicks: set[int]
    collide: bool


def _numbers(draw: st.DrawFn, size: int, start: int) -> list[str]:
    return [str(start + at) for at in draw(st.permutations(range(size)))]


def _known_by(draw: st.DrawFn, values: Sequence[str]) -> list[str]:
    """Of all, half, or none."""
    some = draw(st.sampled_from([len(values), len(values) // 2, 0]))
    return [value if at < some else "" for at, value in enumerate(values)]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(3, 8))
    # What an institution calls its people by is unlike, or small; a system's own numbers are like any.
    starts = [draw(st.sampled_from([1, 298, one])) for one in (4701, 20_300, 4701, 30_200)]
    logins = draw(st.sampled_from([[one.lower() for one in FIRST], _numbers(draw, size, starts[0])]))[:size]
    numbers, internal = _numbers(draw, size + 1, starts[1]), _numbers(draw, size + 1, starts[2])
    mails = [f"{one.lower()}@x.org" for one in FIRST[:size]]
    ids = draw(st.sampled_from([logins, [f"u{at}" for at in range(size)], _numbers(draw, size, starts[3])]))
    with_number, with_mail = _known_by(draw, numbers[:size]), _known_by(draw, mails)
    with_canvas = _known_by(draw, internal[:size])
    students = [
        Student(ids[at], f"{FIRST[at]} {LAST[at]}", email=with_mail[at], canvas_id=with_canvas[at],
                student_number=with_number[at])
        for at in range(size)
    ]  # fmt: skip
    hostile, victim = draw(st.permutations(range(size)))[:2] if draw(st.booleans()) else (-1, -1)
    nicks = draw(st.sets(st.integers(0, size - 1), max_size=(size - 2) // 2)) - {hostile, victim}
    people = [
        {
            "pid": f"P{900 + at}", "first": "Nick" if at in nicks else FIRST[at], "last": f"{LAST[at]}",
            "mail": mails[at], "number": numbers[at], "login": logins[at], "internal": internal[at],
        }
        for at in range(size)
    ]  # fmt: skip
    took_name = False
    if hostile >= 0:
        took_name = draw(st.booleans())
        called = people[victim] if took_name else {"first": "Mally", "last": "Evil"}
        people[hostile] |= {"first": called["first"], "last": called["last"]}
        people[hostile]["mail"] = draw(st.sampled_from([mails[hostile], "evil@y.org", ""]))
    if draw(st.booleans()):
        people.append({
            "pid": "P999", "first": "Zed", "last": "Zoo", "mail": "z@y.org", "number": numbers[size],
            "login": "zed", "internal": internal[size],
        })  # fmt: skip
    system = SYSTEMS[draw(st.sampled_from([*SYSTEMS]))]
    earlier = draw(st.lists(st.sampled_from(system.earlier), unique=True))
    columns = [(title, _cells(people, kind)) for title, kind in system.before.items()]
    columns += [(title, _looks_like_numbers(draw, students, len(people))) for title in earlier]
    if system.grade in ("Grade", "Bewertung", "Note", "Xd", "essay"):
        ofs = students[victim]
        said = [ofs.id, ofs.name, ofs.email, ofs.student_number, mails[victim], numbers[victim]]
        free = [""] * len(people)
        if hostile >= 0:
            free[hostile] = draw(st.sampled_from(said))
        title = draw(st.sampled_from(["City", "Compte Gmail", "Private e-mail", "Xe"]))
        columns.insert(draw(st.integers(0, len(columns))), (title, free))
    columns.append((system.grade, [""] * len(people)))
    titles, cells = zip(*columns, strict=True)
    return Case(
        students,
        [*titles],
        [*map(list, zip(*cells, strict=True))],
        hostile,
        victim,
        took_name,
        nicks,
        len({*starts}) < 4,
    )


def _cells(people: Sequence[Cells], kind: str) -> list[str]:
    made: dict[str, Callable[[Cells], str]] = {
        "full": lambda one: f"{one['first']} {one['last']}",
        "sorted": lambda one: f"{one['last']}, {one['first']}",
        "#number": lambda one: f"#{one['number']}",
        "#login": lambda one: f"#{one['login']}",
        "zero": lambda _: "0",
        "team": lambda _: "A",
    }
    return [made.get(kind, lambda one: one[kind])(one) for one in people]


def _looks_like_numbers(draw: st.DrawFn, students: Sequence[Student], size: int) -> list[str]:
    """Scores of before, places in a list, teams, or others' numbers."""
    key, by = draw(st.sampled_from(["id", "student_number", "canvas_id"])), draw(st.integers(1, 2))
    others = [getattr(students[(at + by) % len(students)], key) for at in range(size)]
    scores = st.lists(st.integers(0, 9).map(str), min_size=size, max_size=size)
    places = [str(at + 1) for at in range(size)]
    return draw(st.one_of(scores, st.just(places), st.permutations(places), st.just(others)))


def fill(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    students: Sequence[Student],
    scores: Mapping[int, Decimal],
    *,
    column: str = "",
) -> tuple[Filled, list[list[str]]]:
    """scores: by the student's place; column: the grade's; "": the last. The rows as they are then."""
    grades = tuple(Grade(students[at], score) for at, score in scores.items())
    text = io.StringIO(newline="")
    csv.writer(text).writerows([titles, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder, "sheet.csv")
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        found = Grades(Decimal(10), grades, {}, (), (), (), ())
        made = filled(read_sheet(path), found, assignment="essay", column=column or titles[-1])
    return made, [*csv.reader(io.StringIO(made.content.decode(), newline=""))][1:]


@given(case=cases())
def test_no_row_has_anothers_score(case: Case) -> None:
    """Honest sheets are filled in. Inventions cost their author's row, and that of whose name they took."""
    scores = {at: Decimal(at + 1) for at in range(len(case.students))}

    made, rows = fill(case.titles, case.rows, case.students, scores)

    given_to = {at: row[-1] for at, row in enumerate(rows) if row[-1]}
    lost = scores.keys() - given_to.keys()

    assert given_to == {at: str(scores[at]) for at in given_to if at in scores}
    assert {case.students[at].id for at in lost} == {*made.strangers}
    assert case.collide or lost <= {case.hostile, *case.nicks, *({case.victim} if case.took_name else ())}
