"""Columns that look as if they told who somebody is: earlier scores, places in a list, free cells."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from export.test_sheets_of_all_systems import FIRST, LAST, fill
from grader.course import Student

FIVE = {
    "an earlier score in Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (11),essay (12)",
        "{last}; {first},47{at},,x{at},A,{odd},"),
    "an earlier score in Brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,HW1 Points Grade,essay Points Grade",
        "#9{at},#x{at},{last},{first},{odd},"),
    "a team": ("Identifier,Full name,Team,Grade", "P{at},{first} {last},{odd},"),
    "a running number": ("No,Full name,Grade", "{odd},{first} {last},"),
    "numbers of other people": ("Identifier,Full name,Phone,Grade", "P{at},{first} {last},{other},"),
    "a number of ILIAS's own": (
        "update,usr_id,login,lastname,firstname,status,mark", "0,{other},x{at},{last},{first},,"),
    "a number of Canvas's own": (
        "Student,ID,SIS Login ID,Section,essay (12)", "{last}; {first},{other},x{at},A,"),
}  # fmt: skip


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("kind", FIVE)
def test_a_column_that_looks_like_numbers(kind: str, small: bool) -> None:
    """It says nothing against all names, though each of its cells is somebody's number."""
    start = 1 if small else 4701
    students = [
        Student(f"{start + at}", f"{FIRST[at]} {LAST[at]}", student_number=f"{start + at}") for at in range(5)
    ]
    titles, row = FIVE[kind]
    rows = [
        row.format(at=at, first=FIRST[at], last=LAST[at], odd=odd, other=start + (at + 1) % 5).split(",")
        for at, odd in enumerate((5, 4, 2, 1, 3))
    ]
    rows = [[cell.replace(";", ",") for cell in one] for one in rows]

    made, after = fill(titles.split(","), rows, students, {at: Decimal(at + 1) for at in range(5)})

    assert ([one[-1] for one in after], [*made.strangers]) == (["1", "2", "3", "4", "5"], [])


def test_numbers_of_others_by_their_title() -> None:
    """What the institution wrote is not outvoted by names: nobody's row is filled in, and each is shown."""
    students = [Student(f"{4701 + at}", f"{FIRST[at]} {LAST[at]}") for at in range(3)]
    rows = [[f"{4701 + (at + 1) % 3}", f"{FIRST[at]} {LAST[at]}", ""] for at in range(3)]

    made, after = fill(
        ["ID number", "Full name", "Grade"], rows, students, {at: Decimal(1) for at in range(3)}
    )

    assert ([one[-1] for one in after], [*made.strangers]) == (["", "", ""], ["4701", "4702", "4703"])
    assert made.doubts[0] == "4702 Ada Ash (ID number: 4702; Full name: 4701)"


MAL = Student("mal", "Mal Evil", email="m@x")


@pytest.mark.parametrize(
    ("titles", "rows", "given_to"),
    [
        ("Identifier,Full name,Email address,City", ["P1,Ada Ash,a@x,", "P2,Mally,m@y,Ada Ash"], ["1", ""]),
        ("Identifiant,Nom complet,Adresse de courriel,Compte Gmail",
         ["P1,Ada,a@x,", "P2,Mally,m@x,a@x"], ["1", "2"]),
        ("Identifiant,Nom complet,Private e-mail", ["P1,Ada Ash,", "P2,Mally,a@x"], ["1", ""]),
        ("Xa,Xb", ["Ada Ash,", "Mally,Ada Ash"], ["", ""]),
    ],
)  # fmt: skip
def test_a_free_cell_in_a_class_of_two(titles: str, rows: Sequence[str], given_to: list[str]) -> None:
    """What the systems' own columns say counts; where none is known, nobody is given anything."""
    students = [Student("ada", "Ada Ash", email="a@x"), MAL]
    cells = [[*row.split(","), ""] for row in rows]

    _, after = fill([*titles.split(","), "Note"], cells, students, {0: Decimal(1), 1: Decimal(2)})

    assert [one[-1] for one in after] == given_to


def test_a_row_of_maxima() -> None:
    """Nobody has the score of an earlier assignment as their number."""
    titles = "Student,ID,SIS User ID,SIS Login ID,Section,essay (12)".split(",")
    rows = [["    Points Possible", "", "1500", "", "", "9"], ["Ash, Ada", "47", "", "", "A", ""]]

    _, after = fill(titles, rows, [Student("ada", "Ada Ash", student_number="1500")], {0: Decimal(1)})

    assert [one[-1] for one in after] == ["9", "1"]


def named(*called: str, said: str = "") -> tuple[list[str], list[str]]:
    """What is given to five, and who is left out.

    called: each one's name and address. said: what each has handed in, a word of each.
    """
    students = [Student(f"u{at}", f"{FIRST[at]} {LAST[at]}", email=f"{at}@x") for at in range(5)]
    rows = [[*one.split(","), "", text] for one, text in zip(called, said.split() or called, strict=True)]
    titles = ["Full name", "Email address", "Grade", "Online text"]
    made, after = fill(titles, rows, students, {at: Decimal(at + 1) for at in range(5)}, column="Grade")
    return [one[2] for one in after], [*made.strangers]


def test_a_row_of_two() -> None:
    """A name of one, and the address of another."""
    rows = ["Ada Ash,1@x", "Bobby,b@y", "Cem Cox,2@x", "Dan Day,3@x", "Eve Eck,4@x"]

    assert named(*rows) == (["", "", "3", "4", "5"], ["u0", "u1"])


def test_a_stranger_of_the_same_name() -> None:
    """Ada is not there."""
    rows = ["Ada Ash,ada@y", "Bob Bee,1@x", "Cem Cox,2@x", "Dan Day,3@x"]

    assert named(*rows) == (["", "2", "3", "4"], ["u0", "u4"])


def test_addresses_that_were_handed_in() -> None:
    """Mally hands in that of Bob, who calls himself otherwise."""
    rows = ["Ada Ash,", "Mally,", "Cem Cox,", "Dan Day,", "Bobby,"]

    assert named(*rows, said="0@x 1@x 2@x 3@x -") == (["1", "", "3", "4", ""], ["u1", "u4"])
