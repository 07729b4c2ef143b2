"""Who is in the class is read with any header, and found by number, address or name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from attacks.work import MOST, growth
from collect.downloads import ROSTER

from grader.cores import watched_by
from grader.course import NotOnRoster, Person, Roster, class_roster, class_teams, find_student, load_roster
from grader.errors import CourseError
from grader.export.sheets import read_sheet


def written(tmp_path: Path, text: str) -> Roster:
    (tmp_path / "roster.csv").write_text(text)
    return load_roster(tmp_path / "roster.csv")


@pytest.mark.parametrize(
    "text",
    [
        "ID;First Name;Surname;E-Mail\nada;Ada;Lovelace;ada@example.org\n",
        "\ufeffStudent ID,Given name,LAST_NAME,email address\r\n ada ,Ada,Lovelace,ada@example.org\r\n",
        "user\tforename\tfamily name\tmail\nada\tAda\tLovelace\tada@example.org\n",
    ],
)
def test_spellings(tmp_path: Path, text: str) -> None:
    """Capitals, spaces, separators and usual other words for a column make no difference."""
    (student,) = written(tmp_path, text).students

    assert (student.id, student.first_name, student.last_name, student.email) == (
        "ada", "Ada", "Lovelace", "ada@example.org",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "gbk", "cp1251"])
def test_an_encoding_that_nothing_tells(tmp_path: Path, encoding: str) -> None:
    """What was read is shown, once, so that whoever knows the class sees whether it is right."""
    path, name, heard = (
        tmp_path / "roster.csv",
        {"gbk": "张伟", "cp1251": "Ольга"}.get(encoding, "Zoë"),
        list[str](),
    )
    path.write_bytes(f"id,name\nada,Ada\nzoe,{name}\n".encode(encoding))

    with watched_by(lambda found, what, total: found, heard.append):
        read = load_roster(path).students[1].name
        class_roster(tmp_path, path)

    cure = "If they are spelled wrongly, save the file as CSV (UTF-8)"
    assert heard == [f"{path}: not UTF-8, so read as Windows-1252, with words such as: {read}. {cure}"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_is_told(tmp_path: Path, encoding: str) -> None:
    """There is nothing to say about it."""
    path, heard = tmp_path / "roster.csv", list[str]()
    path.write_bytes("id,name\nzoe,Zo\u00eb\n".encode(encoding))

    with watched_by(lambda found, what, total: found, heard.append):
        assert [one.name for one in load_roster(path).students] == ["Zo\u00eb"]
    assert not heard


def test_canvas_gradebook(tmp_path: Path) -> None:
    """What Canvas exports is a roster: its ID is Canvas's, the login is the student's."""
    text = 'Student,ID,SIS User ID,SIS Login ID,Section,attention (7)\n"    Points Possible",,,,,100\n'

    (student,) = written(tmp_path, text + '"Lovelace, Ada",4711,s1,ada,1,\n').students

    assert (student.id, student.name, student.canvas_id) == ("ada", "Lovelace, Ada", "4711")
    assert find_student(Roster(tmp_path, (student,)), Person(name="lovelaceada")) == student


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("ada,11\nADA,12", "line 3: id 'ADA' is in line 2 already; correct one of them"),
        ("zo\u00eb,11\nzoe\u0308,12", "line 3: id 'zo\u00eb' is in line 2 already; correct one of them"),
        ("ada,11\nbob,11", "line 3: canvas_id '11' is in line 2 already; correct one of them"),
        ("a/da,11", "line 2: id is 'a/da', expected a name that a folder can have"),
        ("..,11", "line 2: id is '..', expected a name that a folder can have"),
        ('ada,"11\nbob,12', "line 3: not CSV: unexpected end of data; close each quotation mark"),
        (",11", "line 2: id is '', expected a name that a folder can have"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, rows: str, message: str) -> None:
    """Two lines that share what must tell them apart, and ids that are no names."""
    with pytest.raises(CourseError) as error:
        written(tmp_path, f"id,canvas_id\n{rows}\n")

    assert str(error.value).startswith(f"{tmp_path}/roster.csv: {message}")


def test_without_ids(tmp_path: Path) -> None:
    """The one column that has to be there is asked for."""
    with pytest.raises(CourseError, match="line 1: columns are: name, expected one called 'id' among them"):
        written(tmp_path, "name\nAda\n")


@pytest.mark.parametrize(
    ("person", "student"),
    [
        (Person(canvas_id="12", name="byte"), "bob"),
        (Person(moodle_id="101"), "ada"),
        (Person(email="Cem@Example.org"), "cem"),
        (Person(student_number="s2"), "bob"),
        (Person(login="ADA"), "ada"),
        (Person(name="oz cem"), "cem"),
        (Person(name="Bob Muller"), "bob"),
    ],
)
def test_find(tmp_path: Path, person: Person, student: str) -> None:
    """A number counts more than a name; a name is found whatever its accents and order."""
    assert find_student(written(tmp_path, ROSTER), person).id == student


def test_accents_tell_two_apart(tmp_path: Path) -> None:
    """Where one has the accent and one has not, it counts."""
    roster = written(tmp_path, "id,first name,last name\na,Bob,Müller\nb,Bob,Muller\n")

    assert [find_student(roster, Person(name=name)).id for name in ("Bob Müller", "mullerbob")] == ["a", "b"]


@pytest.mark.parametrize(
    ("person", "message"),
    [
        (
            Person(name="doejane", canvas_id="99"),
            "doejane (99) is not on the roster; put 99 into the column canvas_id of roster.csv",
        ),
        (
            Person(name="Kim Lee", moodle_id="7"),
            "Kim Lee (7) k1 and k2 are both called that; put 7 into the column moodle_id of roster.csv"
            "; if it is a team, put 'Kim Lee' into its members' column group",
        ),
        (Person(login="eve"), "eve is not on the roster; add the student to roster.csv, or correct the name"),
    ],
)
def test_nobody(tmp_path: Path, person: Person, message: str) -> None:
    """Who it may be, and what to add to the roster."""
    roster = written(tmp_path, "id,first name,last name\nk1,Kim,Lee\nk2,Kim,Lee\n")

    with pytest.raises(NotOnRoster) as nobody:
        find_student(roster, person)

    assert str(nobody.value) == message


# --- what other programs make of it ---

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Attention (99)
,,,,,Manual Posting
    Points Possible,,,,,100
"Lovelace, Ada",4711,s1,ada,A,88
"Byte, Bob",4712,,,A,
"Student, Test",4799,,9f3a0c2b1d4e5f60718293a4b5c6d7e8f9012345,A,
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (CANVAS, ["ada", "4712"]),
        ('Student,ID,Section,Attention (99)\n    Points Possible,,,9\n"L, Ada",4711,A,8\n', ["4711"]),
        ('LastName,FirstName,ID,SIS Login ID,Section\n"=""Byte""",Bob,4712,bob,A\n', ["bob"]),
        ("sep=;\nid;name\nada;Ada\n", ["ada"]),
        ("\n ; \nid;name\nada;Ada\n", ["ada"]),
        ("id,student_number\n4711.0,4712.0\n", ["4711"]),
        ("id,name\rada,Ada\rbob,Bob\r", ["ada", "bob"]),
    ],
)
def test_as_it_was_exported(tmp_path: Path, text: str, ids: list[str]) -> None:
    """Canvas's rows that are no students', its test student, lines before the header, 4711.0 for 4711."""
    roster = written(tmp_path, text)

    assert [one.id for one in roster.students] == ids


def test_rounded_by_a_spreadsheet(tmp_path: Path) -> None:
    """A number that lost its digits is refused, with its line."""
    with pytest.raises(
        CourseError, match=r"line 3: student_number is '4\.711E\+12', a number that a spreads"
    ):
        written(tmp_path, "id,student_number\nbob,1\nada,4.711E+12\n")


@pytest.mark.parametrize(("there", "asked"), [("0471", "471"), ("471", "000471"), ("471.0", "471")])
def test_zeros_that_a_spreadsheet_took(tmp_path: Path, there: str, asked: str) -> None:
    """Zeros before a number tell nobody apart, unless they do."""
    roster = written(tmp_path, f"id,student_number\nada,{there}\nbob,12\ncem,012\n")

    assert find_student(roster, Person(student_number=asked)).id == "ada"
    assert find_student(roster, Person(student_number="012")).id == "cem"
    with pytest.raises(NotOnRoster):
        find_student(roster, Person(student_number="0012"))


def test_a_thousand_are_found_as_quickly_as_ten(tmp_path: Path) -> None:
    """Whom a number means is looked up, not searched for."""
    roster = written(tmp_path, "id,canvas_id\n" + "".join(f"s{one},{one}\n" for one in range(20_000)))

    assert [find_student(roster, Person(canvas_id=str(one))).id for one in range(20_000)][-1] == "s19999"


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\x00[Content_Types].xml", b"\xd0\xcf\x11\xe0\xa1\xb1"])
@pytest.mark.parametrize("reads", [load_roster, read_sheet])
def test_a_workbook(tmp_path: Path, reads: Callable[[Path], object], raw: bytes) -> None:
    """A table that Excel keeps is told for what it is, whether of the class or of another system's grades."""
    (tmp_path / "class.xlsx").write_bytes(raw)

    with pytest.raises(CourseError, match=r"a workbook, such as .xlsx, expected CSV; save it as CSV"):
        reads(tmp_path / "class.xlsx")


def test_no_file(tmp_path: Path) -> None:
    """A pipe in its place is named, and not waited for."""
    os.mkfifo(tmp_path / "roster.csv")

    with pytest.raises(CourseError, match=r"roster.csv: this is no file; put the file back"):
        load_roster(tmp_path / "roster.csv")


@pytest.mark.parametrize(
    ("one", "other"), [("C++", "C#"), ("Team 1+", "Team 1-"), ("R\u00b2", "R2"), ("Team A", "TEAM-A")]
)
def test_groups_that_differ_in_signs(tmp_path: Path, one: str, other: str) -> None:
    """They would be one, and each would get the other's work."""
    with pytest.raises(CourseError, match=r"line 4: group .* is spelled otherwise in line 2"):
        written(tmp_path, f"id,group\nada,{one}\nbob,{one.lower()} \ncem,{other}\n")


def test_groups_called_by_signs(tmp_path: Path) -> None:
    """What has no letter is a name all the same."""
    written(tmp_path, "id,group\nada,🦊\nbob,🦊 \ncem,★\ndan,\n")

    assert class_teams(tmp_path, say=print) == {"ada": "🦊", "bob": "🦊", "cem": "★"}


def test_a_hundred_thousand_lines_before_the_header(tmp_path: Path) -> None:
    """Each is passed once; all of them took a minute."""

    def read(text: str) -> object:
        return written(tmp_path, text).students

    assert growth(read, "", "sep=;\n", "id;name\nada;Ada\n", small=60_000) < MOST
