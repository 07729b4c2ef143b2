"""Another system's own worksheet is filled in, whatever its language, and nothing else in it changes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import Student
from grader.errors import CourseError
from grader.export.grades import Grade, Grades
from grader.export.sheets import _column, filled, read_sheet

PEOPLE = {
    "ada": Student("ada", "", "Ada", "Lovelace", "ada@example.org", "4711", "101", "s1"),
    "bob": Student("bob", "Müller, Bob", "", "", "bob@example.org", "4712", "102", "s2"),
    "cem": Student("cem", "", "Cem", "Öz", "cem@example.org"),
}
FOUND = Grades(
    Decimal(22),
    tuple(Grade(PEOPLE[who], Decimal(score)) for who, score in zip(PEOPLE, ("9.5", "0", "3"), strict=True)),
    {}, (), (), (), (),
)  # fmt: skip
GERMAN = """\
Identifikator;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert werden
Teilnehmer/in201;Ada Lovelace;ada@example.org;Abgegeben;;22,00;Ja
Teilnehmer/in202;"Bob ""B"" Müller";bob@example.org;Abgegeben;7,00;22,00;Ja
Teilnehmer/in203;Eve Ng;eve@example.org;Keine Abgabe;-;22,00;Ja
"""
ENGLISH = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission),Feedback comments
Participant 201,Ada Lovelace,ada@example.org,Submitted,,22.00,-,
Participant 202,Bob Müller,bob@example.org,Submitted,7.00,22.00,"Sunday, 20 December 2026","Well, yes"
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (98),attention (99),attention Final Score
,,,,,Manual Posting,,
    Points Possible,,,,,10,22,(read only)
"Lovelace, Ada",4711,s1,,A,3,,
"Müller, Bob",4712,s2,,A,4,7,
"Student, Test",4799,,9f3a0c2b1d4e5f60718293a4b5c6d7e8f9012345,A,,,
"""
BRIGHTSPACE = """\
OrgDefinedId,Username,Last Name,First Name,attention Points Grade <Numeric MaxPoints:22>,End-of-Line Indicator
#s1,#ada,Lovelace,A.,,#
#s2,#bob,Müller,B.,7,#
"""
SAKAI = """\
Attention,Points,,,,
,,,,,
Display ID,ID,Last Name,First Name,grade,Submission date
ada,ada,Lovelace,Ada,,2026-12-20
bob,bob,Müller,Bob,7,2026-12-20
"""
ILIAS = """\
update,usr_id,login,lastname,firstname,status,mark,notice,comment,plagiarism,plag_comment
0,4711,ada,Lovelace,Ada,notgraded,,,,,
0,4712,bob,Müller,Bob,passed,7,,"Well, yes",,
0,4790,eve,Ng,Eve,notgraded,,,,,
"""


def written(tmp_path: Path, text: str, encoding: str, column: str = "") -> tuple[str, list[str]]:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode(encoding))
    made = filled(read_sheet(path), FOUND, assignment="attention", column=column)
    return made.content.decode(encoding), [*made.strangers]


@pytest.mark.parametrize(
    ("text", "ada", "bob"),
    [
        (GERMAN, ("Abgegeben;;22,00", "Abgegeben;9,5;22,00"), ("Abgegeben;7,00;22", "Abgegeben;0;22")),
        (ENGLISH, ("Submitted,,22.00", "Submitted,9.5,22.00"), ("Submitted,7.00,22", "Submitted,0,22")),
        (CANVAS, ("s1,,A,3,,", "s1,,A,3,9.5,"), ("A,4,7,", "A,4,0,")),
        (BRIGHTSPACE, ("Lovelace,A.,,", "Lovelace,A.,9.5,"), ("B.,7,", "B.,0,")),
        (
            ILIAS,
            ("0,4711,ada,Lovelace,Ada,notgraded,,", "1,4711,ada,Lovelace,Ada,notgraded,9.5,"),
            ("0,4712,bob,Müller,Bob,passed,7", "1,4712,bob,Müller,Bob,passed,0"),
        ),
        (SAKAI, ("Ada,,2026", "Ada,9.5,2026"), ("Bob,7,2026", "Bob,0,2026")),
    ],
    ids=["german", "english", "canvas", "brightspace", "ilias", "sakai"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_filled_in(
    tmp_path: Path, text: str, ada: tuple[str, str], bob: tuple[str, str], encoding: str
) -> None:
    """Scores stand in the column of grades, and every other cell is as it was, in the file's own encoding."""
    found, strangers = written(tmp_path, text, encoding)

    assert found == text.replace(*ada).replace(*bob)
    assert strangers == ["cem"]


def test_a_row_that_ends_early(tmp_path: Path) -> None:
    """A program may leave out empty cells at the end: the score stands in its column all the same."""
    found, strangers = written(tmp_path, "id,email,grade\nada,ada@example.org\nbob,\n", "utf-8")

    assert found == "id,email,grade\nada,ada@example.org,9.5\nbob,,0\n"
    assert strangers == ["cem"]


def test_every_byte_stays(tmp_path: Path) -> None:
    """Also those of an encoding that is not known here, for which Windows-1252 has no letter."""
    letters = bytes(range(128, 256))
    path = tmp_path / "sheet.csv"
    path.write_bytes(ENGLISH.encode("ascii", "replace").replace(b"M?ller", letters))

    found = filled(read_sheet(path), FOUND, assignment="attention", column="").content

    assert letters in found and b"9.5" in found


def test_who_takes_an_address_for_a_name(tmp_path: Path) -> None:
    """Addresses are read in the column that has them, so nobody else loses a row."""
    text = "Identifier,Full name,Email address,Grade,Maximum Grade\n"
    text += "Participant 1,ada@example.org,mal@example.org,,22\nParticipant 2,Ada Love,ada@example.org,,22\n"

    found, strangers = written(tmp_path, text, "utf-8")

    assert found == text.replace("ada@example.org,,22", "ada@example.org,9.5,22")
    assert "ada" not in strangers


def test_rows_of_nobody(tmp_path: Path) -> None:
    """Whom the worksheet has and we do not know is named, and Canvas' row of maxima is no person."""
    kim, spare = "Participant 203,Kim Lee,kim@example.org,Submitted,,22.00,-,\n", {}
    for name, text in (("english", ENGLISH + kim), ("canvas", CANVAS)):
        path = tmp_path / name
        path.write_text(text)
        spare[name] = filled(read_sheet(path), FOUND, assignment="attention", column="").spare

    assert spare == {"english": ["Participant 203 Kim Lee"], "canvas": []}


def test_a_zip_is_no_worksheet(tmp_path: Path) -> None:
    """It is called what it is."""
    (tmp_path / "submissions.zip").write_bytes(b"PK\x03\x04...")

    with pytest.raises(CourseError, match="a zip, expected CSV; unpack it"):
        read_sheet(tmp_path / "submissions.zip")


def test_a_row_that_names_two(tmp_path: Path) -> None:
    """A name of one and an address of another: the row stays as it was, and both are named."""
    text = ENGLISH.replace("Ada Lovelace,ada@", "Ada Lovelace,bob@").replace(
        "Bob Müller,bob@", "Bob Müller,x@"
    )
    text += "Participant 203,Cem Öz,cem@example.org,Submitted,,22.00,-,\n"

    found, strangers = written(tmp_path, text, "utf-8")

    assert found == text.replace("Cem Öz,cem@example.org,Submitted,,", "Cem Öz,cem@example.org,Submitted,3,")
    assert strangers == ["ada", "bob"]


@pytest.mark.parametrize(
    "said",
    [
        "x" * 200_000,
        ";" * 50,
        "a;b;c\n" * 500,
        "\n\n;;;;;;;;;;\n",
        "\t" * 50,
        "1,5",
        "a\nb\rc",
        "a\rb",
        "a\r\nb",
        "\0",
        "ada@example.org",
        "22.00",
        '"',
        "'",
        "=1",
    ],
    ids=lambda said: repr(said[:4]),
)
def test_what_a_student_wrote_in_a_cell_changes_no_others(tmp_path: Path, said: str) -> None:
    """Moodle's worksheet has a column for texts that are handed in."""
    cells = io.StringIO(newline="")
    csv.writer(cells, lineterminator="\r\n").writerow([said])
    text = ENGLISH.replace("22.00,-,", f"22.00,-,{cells.getvalue()[:-2]}")

    found, _ = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22", "Submitted,9.5,22").replace("7.00,22", "0,22")


def test_a_name_that_somebody_took(tmp_path: Path) -> None:
    """Costs whoever else has it their row, and nobody more: here no other column knows anybody."""
    text = (
        ENGLISH.replace("@example.org", "@elsewhere.org")
        + "Participant 203,Bob Müller,x@y,Submitted,,22,-,\n"
    )

    found, strangers = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22.00", "Submitted,9.5,22.00")
    assert strangers == ["bob", "cem"]


def test_a_name_that_somebody_with_an_address_took(tmp_path: Path) -> None:
    """Costs that row at most: whose it is, the address says."""
    text = ENGLISH.replace("Ada Lovelace", "Bob Müller").replace("bob@example.org", "")

    found, strangers = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,7.00", "Submitted,0")
    assert strangers == ["ada", "cem"]


def test_names_that_two_exchanged(tmp_path: Path) -> None:
    """The column of addresses is known by its cells, though the roster has one address of three."""
    text = ENGLISH.replace("Ada Lovelace", "Cem Öz").replace("bob@example.org", "b@elsewhere.org")
    text += "Participant 203,Ada Lovelace,c@elsewhere.org,Submitted,,22.00,-,\n"
    people = [replace(PEOPLE[who], email="ada@example.org" * (who == "ada")) for who in PEOPLE]
    found = replace(FOUND, grades=tuple(map(Grade, people, (one.score for one in FOUND.grades))))
    path = tmp_path / "sheet.csv"
    path.write_text(text, "utf-8")

    made = filled(read_sheet(path), found, assignment="attention", column="")

    rows = [line.split(",") for line in made.content.decode().splitlines()]
    assert [row[4] for row in rows[1:]] == ["", "0", ""]
    assert made.strangers == ["ada", "cem"]


@pytest.mark.parametrize(("numbers", "mark"), [(("17", "7,5"), "."), (("1", "7.5"), ",")])
def test_a_number_that_a_student_wrote(tmp_path: Path, numbers: tuple[str, str], mark: str) -> None:
    """Only grades and their maximum say how numbers are written, though everybody handed in a number."""
    text = ENGLISH.replace("22.00", f'"22{mark}00"').replace("7.00", f'"7{mark}00"')
    text = text.replace("-,\n", f'-,"{numbers[0]}"\n').replace("Well, yes", numbers[1])

    found, _ = written(tmp_path, text, "utf-8")

    assert [row["Grade"] for row in csv.DictReader(io.StringIO(found))] == [f"9{mark}5", "0"]


def test_a_comma_that_parts_thousands(tmp_path: Path) -> None:
    """It does not say that there is one before decimals."""
    found, _ = written(tmp_path, ENGLISH.replace("7.00", '"1,000"'), "utf-8")

    assert [row["Grade"] for row in csv.DictReader(io.StringIO(found))] == ["9.5", "0"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("within", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str, within: str) -> None:
    """Rows end as the first one does, and no kind of line end within a cell parts its row."""
    text = ENGLISH.replace("\n", end).replace("22.00,-,", f'22.00,-,"a{within}Participant 201"')

    found, _ = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22", "Submitted,9.5,22").replace("7.00,22", "0,22")


@pytest.mark.parametrize("said", ["bob", "4712", "102", "s2", "bob@example.org", "Bob Müller"])
@pytest.mark.parametrize("is_before", [True, False])
def test_whom_a_free_cell_names(tmp_path: Path, said: str, is_before: bool) -> None:
    """Nobody: the row of somebody whom we do not know takes no one's score, and no one's row."""
    before, after = (said, "")[:: 1 if is_before else -1]
    text = f"{ENGLISH}Participant 203,Mallory M,mal@example.org,{before},,22.00,-,{after}\n"

    found, strangers = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22", "Submitted,9.5,22", 1).replace("7.00,22", "0,22")
    assert strangers == ["cem"]


def test_a_name_that_only_a_stranger_has(tmp_path: Path) -> None:
    """Bob calls himself otherwise there: his address says which row is his."""
    text = ENGLISH.replace("Bob Müller", "Bobby") + "Participant 203,Bob Müller,mal@x,Submitted,,22.00,-,\n"

    found, strangers = written(tmp_path, text, "utf-8")

    assert "Bobby,bob@example.org,Submitted,0,22.00" in found and "mal@x,Submitted,,22.00" in found
    assert strangers == ["cem"]


def test_a_row_fuller_than_the_titles(tmp_path: Path) -> None:
    """A student who fills in a cell without a title makes no titles."""
    text = ENGLISH.replace("Feedback comments", "")

    found, _ = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22", "Submitted,9.5,22").replace("7.00,22", "0,22")


def test_a_table_too_large(tmp_path: Path) -> None:
    """It is refused: a part of it would be filled in, and the rest lost."""
    with pytest.raises(CourseError, match="more than 20 MB"):
        written(tmp_path, ENGLISH + "x" * 20_000_000, "utf-8")


def test_no_column_alone(tmp_path: Path) -> None:
    """Where several columns may be meant, --column names it, with or without Canvas's number."""
    text = CANVAS.replace("attention", "Homework")

    with pytest.raises(CourseError, match=r"Essay \(98\), Homework \(99\).*name it with --column"):
        written(tmp_path, text, "utf-8")
    found, _ = written(tmp_path, text, "utf-8", column="Homework")

    rows = list(csv.DictReader(io.StringIO(found)))
    assert [row["Homework (99)"] for row in rows] == ["", "22", "9.5", "0", ""]


@pytest.mark.parametrize("said", ["ada", "s1", "4711"])
@pytest.mark.parametrize("name", ["Ada Lovelace", "Lovelace A."])
@pytest.mark.parametrize("more", ["", "P3,Bob Müller,,,22\n"])
def test_a_free_cell_in_a_very_small_worksheet(tmp_path: Path, said: str, name: str, more: str) -> None:
    """Where no column knows two, one cell alone is no column: who wrote it gets nobody's score."""
    mallys = f"P2,Mally,{said},,22\n"
    text = f"Identifier,Full name,Online text,Grade,Maximum Grade\nP1,{name},,,22\n{mallys}{more}"

    found, strangers = written(tmp_path, text, "utf-8")

    assert mallys in found
    assert ("P1,Ada Lovelace,,9.5,22" in found) is (name == "Ada Lovelace") is ("ada" not in strangers)


@pytest.mark.parametrize("rows", [1, 2])
def test_a_number_alone(tmp_path: Path, rows: int) -> None:
    """The only row is known by it; of several, one whose name says the same."""
    name = ["A. Love", "Ada Lovelace"][rows - 1]
    text = f"Name,ID,Grade,Maximum\n{name},4711,,22\n" + "Mally,99,,22\n" * (rows - 1)

    found, _ = written(tmp_path, text, "utf-8")

    assert f"{name},4711,9.5,22" in found


def test_a_title_of_many_lines(tmp_path: Path) -> None:
    """What Brightspace writes behind a name ends with the title, and not with a line of it."""
    path = tmp_path / "sheet.csv"
    path.write_text(BRIGHTSPACE.replace("attention Points Grade <", '"attention Points Grade\n<').replace(
        "MaxPoints:22>", 'MaxPoints:22>"'
    ), "utf-8")  # fmt: skip

    assert _column(read_sheet(path), "attention", "") == 4


def test_addresses_that_students_handed_in(tmp_path: Path) -> None:
    """Most texts are addresses, and no column before the grade is: they say nothing of whose a row is."""
    text = ENGLISH.replace("Email address", "Department").replace("Feedback comments", "Online text")
    for who, other in (("ada", "bob"), ("bob", "ada")):
        text = text.replace(f"{who}@example.org", f"dep{who}").replace("-,\n", f"-,{other}@example.org\n", 1)
    text = text.replace(',"Well, yes"', ",ada@example.org")

    found, _ = written(tmp_path, text, "utf-8")

    assert found == text.replace("Submitted,,22", "Submitted,9.5,22").replace("7.00,22", "0,22")


@given(
    name=st.text(",;\tab", min_size=1, max_size=9),
    place=st.integers(0, 3),
    titles=st.sampled_from([("Full name", "Grade"), ("Full name", "Number", "Grade")]),
    separator=st.sampled_from(",;\t"),
)
def test_titles_part_the_cells(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: int, titles: Sequence[str], separator: str
) -> None:
    """Of a sheet of two columns as of any other, whatever a student is called, and wherever they stand."""
    names = ["Ada Lovelace", "Bob Bee", "Cem Cee", "Dee Dee"]
    names[place] = name
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(
        [titles, *([one, *[""] * (len(titles) - 1)] for one in names)]
    )
    path = tmp_path_factory.mktemp("sheet") / "w.csv"
    path.write_text(text.getvalue(), newline="")

    assert read_sheet(path).titles == titles
