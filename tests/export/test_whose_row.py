"""No row has another's score, whatever students call themselves and hand in, and whoever saves it again."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from grader.course import Student
from grader.export.grades import Grade, Grades
from grader.export.sheets import Filled, filled, read_sheet

NAMES = ["Ada Lovelace", "Bob Müller", "Cem Öz", "Kim Lee", "Kim Lee", "Zoë Ng"]
CLASS = [
    Student(f"u{at}", name, email=f"u{at}@example.org", student_number=f"00{at}7", canvas_id=f"47{at}0")
    for at, name in enumerate(NAMES)
]
SCORES = [Decimal(at + 1) / 2 for at in range(len(CLASS))]


@dataclass(frozen=True)
class Line:
    """A row, and whose it is; -1: of somebody who is not in the class. name, text: as they chose."""

    owner: int
    name: str
    text: str

    @property
    def student(self) -> Student:
        if self.owner < 0:
            return Student("mal", email="mal@elsewhere.org", student_number="0099", canvas_id="4799")
        return CLASS[self.owner]


def moodle(line: Line, at: int) -> list[str]:
    return [f"Participant {at}", line.name, line.student.email, "", "10.00", "-", line.text]


def moodle_numbers(line: Line, at: int) -> list[str]:
    return [f"Participant {at}", line.name, line.student.student_number, "", "10.00", "-", line.text]


def canvas(line: Line, at: int) -> list[str]:
    return [line.name, line.student.canvas_id, line.student.student_number, "A", "", "x", line.text]


LAYOUTS = {
    moodle: "Identifier,Full name,Email address,Grade,Maximum Grade,Last modified,Online text",
    moodle_numbers: "Identifiant,Nom complet,Numéro d'identification,Note,Note maximale,Modifié,Texte",
    canvas: "Student,ID,SIS User ID,Section,essay (98),essay Final,Notes",
}
FOREIGN = {moodle: "Identifiant,Nom,Adresse de courriel,Note,Note maximale,Modifié,Texte"}
ANYTHING = st.sampled_from(
    [
        "",
        "hello",
        "22",
        *NAMES,
        *(one.email for one in CLASS),
        *(one.id for one in CLASS),
        "0017",
        "17",
        "4710",
    ]
)


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Of some of the class, of whom one calls themselves as they like, and perhaps of one stranger."""
    owners = draw(st.lists(st.sampled_from(range(len(CLASS))), unique=True, min_size=3))
    hostile = draw(st.sampled_from([None, *owners]))
    made = [Line(at, draw(ANYTHING) if at == hostile else NAMES[at], draw(ANYTHING)) for at in owners]
    if draw(st.booleans()):
        made.append(Line(-1, draw(ANYTHING), draw(ANYTHING)))
    return draw(st.permutations(made))


def saved(rows: Sequence[Sequence[str]], how: str, numbers: slice) -> str:
    """As the system wrote it, or as a spreadsheet saved it again. numbers: the columns that may be some."""
    cells = [[*row] for row in rows]
    if how == "spreadsheet":
        for row in cells[1:]:
            row[numbers] = [f"{int(cell)}.0" if cell.isdecimal() else cell for cell in row[numbers]]
        cells = [[*row, "", ""] for row in (*cells, [""] * len(cells[0]))]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";" if how == "spreadsheet" else ",").writerows(cells)
    return text.getvalue()


def fill(rows: Sequence[Sequence[str]], found: Grades, *, column: str, how: str = "system") -> Filled:
    with TemporaryDirectory() as folder:
        path = Path(folder, "sheet.csv")
        path.write_text(saved(rows, how, slice(1, 3)), encoding="utf-8", newline="")
        return filled(read_sheet(path), found, assignment="essay", column=column, people=CLASS)


def read(content: bytes, how: str = "system") -> list[list[str]]:
    separator = ";" if how == "spreadsheet" else ","
    return [*csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator)]


INVENTED = [
    Line(0, NAMES[0], ""),
    Line(1, CLASS[0].email, ""),
    Line(2, NAMES[2], ""),
    Line(-1, CLASS[3].email, ""),
]


@given(
    there=lines(),
    layout=st.sampled_from([*LAYOUTS]),
    is_foreign=st.booleans(),
    how=st.sampled_from(["system", "spreadsheet"]),
    scored=st.sets(st.sampled_from(range(len(CLASS)))),
)
@example(there=INVENTED, layout=moodle_numbers, is_foreign=False, how="system", scored={3})
def test_no_row_has_anothers_score(
    there: list[Line], layout: object, is_foreign: bool, how: str, scored: set[int]
) -> None:
    """Whoever has a score has it in their row, or is named; and one person's inventions cost no one else."""
    titles = (is_foreign and FOREIGN.get(layout)) or LAYOUTS[layout]  # type: ignore[call-overload, index]
    rows = [titles.split(","), *(layout(line, at) for at, line in enumerate(there))]  # type: ignore[operator]
    grades = tuple(Grade(CLASS[at], SCORES[at]) for at in sorted(scored))
    found = Grades(Decimal(10), grades, {}, (), (), (), ())
    place = 4 if layout is canvas else 3

    made = fill(rows, found, column=rows[0][place], how=how)

    pairs = zip(there, read(made.content, how)[1:], strict=False)
    given_to = {line.owner: row[place] for line, row in pairs if row[place]}
    lost = scored.intersection(line.owner for line in there) - given_to.keys()

    assert given_to == {at: str(SCORES[at]).removesuffix(".0") for at in scored if at in given_to}
    assert {CLASS[at].id for at in scored - given_to.keys()} == {*made.strangers}
    assert all(NAMES[line.owner] != line.name for line in there if line.owner in lost)


def test_a_namesake_alone() -> None:
    """A worksheet of one group has one Kim Lee, who has no score yet; the other's is not hers."""
    there = [Line(0, NAMES[0], ""), Line(4, NAMES[4], "")]
    rows = [LAYOUTS[moodle].split(","), *(moodle(line, at) for at, line in enumerate(there))]
    found = Grades(Decimal(10), (Grade(CLASS[0], SCORES[0]), Grade(CLASS[3], SCORES[3])), {}, (), (), (), ())

    made = fill(rows, found, column="Grade")

    assert [row[3] for row in read(made.content)[1:]] == ["0.5", ""]
    assert ([*made.strangers], [*made.spare]) == (["u3"], [])


def test_free_cells_of_a_few() -> None:
    """Where names alone tell, two who write others' ids before the grade take nobody's score, and no row."""
    there = [*(Line(at, NAMES[at], "") for at in (0, 1, 2, 5)), Line(-1, "Mal", "u1"), Line(-1, "Max", "u2")]
    rows = [["Name", "Status", "Section", "Grade"], *([line.name, line.text, "A", ""] for line in there)]
    found = Grades(Decimal(10), tuple(map(Grade, CLASS, SCORES)), {}, (), (), (), ())

    made = fill(rows, found, column="Grade")

    assert [row[3] for row in read(made.content)[1:]] == ["0.5", "1", "1.5", "3", "", ""]
