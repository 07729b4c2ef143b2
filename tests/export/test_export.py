"""Scores leave for Canvas, Moodle and nbgrader: to the last digit, and none that nobody gave."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from gradebook.course import release, report
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from grader.cli import app
from grader.course import Roster, load_roster
from grader.course.load import load_course
from grader.errors import CourseError
from grader.export import Zeros, remarks
from grader.export.grades import Grades, settle_grades
from grader.export.tables import table
from grader.files.csv import as_csv
from grader.gradebook import open_gradebook, register_assignment, save_report
from grader.gradebook.totals import read_scores
from grader.model import QuestionReport, Report
from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source
from grader.records.reports import to_json

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROSTER = """\
id,first_name,last_name,email,canvas_id,moodle_id,student_number
ada,Ada,Lovelace,ada@example.org,11,101,s1
bob,Bob,Müller,bob@example.org,12,102,s2
cem,Cem,Öz,cem@example.org,13,103,s3
dee,"=HYPERLINK(""x"")",,,14,,s4
eve,Eve,Ng,eve@example.org,15,105,s5
"""
ALL = Zeros(unmarked=True, missing=True)


def test_results_for_gradescope_replace_nothing_else(graded: Path) -> None:
    """A file of somebody's in their folder stops the command, as does a link to another folder."""
    with_report(graded)
    home, command = graded / "class/export/tiny.gradescope", ("export", "tiny", "--format", "gradescope")
    grader(*command, cwd=graded)
    (home / "notes.txt").write_text("mine")

    beside = grader(*command, cwd=graded)
    home.rename(graded / "elsewhere")
    home.symlink_to(graded / "elsewhere")
    linked = grader(*command, cwd=graded)

    assert "notes.txt: this file is not an output for" in beside.err
    assert "this is a link, and is not replaced" in linked.err
    assert (graded / "elsewhere/notes.txt").read_text() == "mine"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Any]:
    """ada is marked by hand, bob came late, cem awaits a marker, dee has the sum of 0.1 and 0.2."""
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
        save_report(book, report("ada", softmax=7.1), timestamp=DUE, comments={})
        late = DUE + timedelta(hours=2)
        save_report(book, report("bob", softmax=7.5, answered=False), timestamp=late, comments={}, late=tenth)
        save_report(book, report("cem", softmax=12.0), timestamp=DUE, comments={})
        save_report(book, report("dee", softmax=0.1 + 0.2, answered=False), timestamp=DUE, comments={})
        mark = book.find_grade("bottleneck", "attention", "attention", "ada")
        mark.manual_score, mark.extra_credit = 3.2, 0.5
        book.db.commit()
        yield book


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER)
    return load_roster(tmp_path / "roster.csv")


def grader(*words: str | Path, cwd: Path) -> Run:
    """The command, in this process, which has imported nbgrader already."""
    with chdir(cwd):
        run = CliRunner().invoke(app, [*map(str, words)])
    raised = f"{run.exception}" if isinstance(run.exception, CourseError) else ""
    return Run(run.exit_code, run.stdout, run.stderr + raised)


def tenth(student: str, score: float, seconds: float) -> float:
    return score / 10


def settled(book: Any, roster: Roster | None, *, zeros: Zeros = ALL, **more: Any) -> Grades:
    earnings = read_scores(book, "attention")
    assert earnings is not None
    return settle_grades(
        earnings, roster=roster, zeros=zeros, **{"excused": frozenset(), "handed_in": frozenset(), **more}
    )


def read(system: str, found: Grades, column: str = "Attention (1234)") -> list[dict[str, str]]:
    """The file, as the other system reads it: by the names of columns."""
    rows, _ = table(system, found, assignment="attention", column=column)
    return list(csv.DictReader(io.StringIO(as_csv(rows).decode(), newline="")))


def test_scores(book: Any, roster: Roster) -> None:
    """A mark by hand, extra credit and a late penalty count as in nbgrader; 0.1 + 0.2 is 0.3."""
    found = {one.student.id: one.score for one in settled(book, roster).grades}

    assert found == {
        "ada": Decimal("10.8"),
        "bob": Decimal("6.75"),
        "cem": Decimal("12.0"),
        "dee": Decimal("0.3"),
        "eve": Decimal("0"),
    }


def test_unmarked_is_left_out(book: Any, roster: Roster) -> None:
    """Whose answer nobody marked, or who handed nothing in, is no line, and is named with the question."""
    found = settled(book, roster, zeros=Zeros())

    assert [one.student.id for one in found.grades] == ["ada", "bob", "dee"]
    assert (found.unmarked, found.missing, found.zeros) == ({"cem": ("bottleneck",)}, ("eve",), ())


def test_zeros_asked_for_are_named(book: Any, roster: Roster) -> None:
    """What counts as zero because somebody asked for it is said."""
    assert settled(book, roster).zeros == ("cem", "eve")


def test_excused(book: Any, roster: Roster) -> None:
    """Canvas is told EX, which is no zero; the others are told nothing."""
    found = settled(book, roster, excused={"cem", "eve"}, zeros=Zeros())

    assert [row["Attention (1234)"] for row in read("canvas", found)] == [
        "22",
        "10.8",
        "6.75",
        "EX",
        "0.3",
        "EX",
    ]
    assert [row["Email address"] for row in read("moodle", found)] == ["ada@example.org", "bob@example.org"]
    assert [row["student_id"] for row in read("nbgrader", found)] == ["ada", "bob", "dee"]


def test_handed_in_and_not_graded(book: Any, roster: Roster) -> None:
    """A submission that nobody graded is no missing one, even where missing ones count 0."""
    found = settled(book, roster, handed_in={"eve"})

    assert (found.ungraded, found.missing) == (("eve",), ())
    assert "eve" not in {one.student.id for one in found.grades}


def test_canvas(book: Any, roster: Roster) -> None:
    """Canvas's header, its second row with the points, and every id that it looks for."""
    rows = read("canvas", settled(book, roster))

    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Attention (1234)"]
    assert [*rows[0].values()] == ["    Points Possible", "", "", "", "", "22"]
    assert [*rows[2].values()] == ["Müller, Bob", "12", "s2", "bob", "", "6.75"]


def test_canvas_file_is_a_roster(book: Any, roster: Roster, tmp_path: Path) -> None:
    """What is written for Canvas is read back as what Canvas exports: the same people, by the same ids."""
    rows, _ = table("canvas", settled(book, roster), assignment="attention", column="Attention (1234)")
    (tmp_path / "canvas.csv").write_bytes(as_csv(rows))

    back = load_roster(tmp_path / "canvas.csv").students

    ids = [(one.id, one.canvas_id, one.student_number) for one in back]
    assert ids == [(one.id, one.canvas_id, one.student_number) for one in roster.students]


def test_moodle(book: Any, roster: Roster) -> None:
    """By e-mail: a number in the roster may be another assignment's. Who has none is named and left out."""
    found = settled(book, roster)

    assert [*read("moodle", found)[1].items()] == [
        ("Full name", "Müller, Bob"),
        ("Email address", "bob@example.org"),
        ("Grade", "6.75"),
        ("Maximum Grade", "22"),
    ]
    assert table("moodle", found, assignment="attention", column="")[1] == ["dee"]


def test_formula(book: Any, roster: Roster) -> None:
    """A name that a spreadsheet would run as a formula is text to it."""
    names = [row["Student"] for row in read("canvas", settled(book, roster))]

    assert names[4] == '\'=HYPERLINK("x")'


STARTS = ["=1", "+1", "-1", "@x", "\t1", "\r1", "\n1", " =1", "\uff1d1", "\ufe661", "\u207a1"]
UNSEEN = ["\xa0=1", "\u2028-1", " \u3000@x", "\u2800=1", "\U0001d159=1"]
# What a program shows as nothing if it does not know better: Default_Ignorable_Code_Point, as Unicode 16 has
# it in DerivedCoreProperties.txt.
IGNORABLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
]  # fmt: skip


@pytest.mark.parametrize("cell", [*STARTS, *UNSEEN])
def test_starts_of_formulas(cell: str) -> None:
    """What a spreadsheet may take for a formula's start gets an apostrophe, also after what nobody sees."""
    (row,) = csv.reader(io.StringIO(as_csv([[cell]]).decode(), newline=""))

    assert row == [f"'{cell}"]


def test_letters_that_nobody_sees() -> None:
    """None of them, before a formula, keeps the apostrophe from it."""
    letters = [chr(one) for first, last in IGNORABLE for one in range(first, last + 1)]

    written = as_csv([[f"{letter}=1"] for letter in letters]).decode().split("\r\n")

    assert [line for line in written[:-1] if line[:1] != "'"] == []


@settings(deadline=None)
@given(st.text())
def test_nothing_that_a_terminal_obeys(name: str) -> None:
    """Whatever stands in a roster, whoever prints the file sees letters, and no formula hides behind them."""
    controls = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0))} - {*"\t\r\n"}

    written = as_csv([[name], ["\x1b[31mRed\x1b[0m", "\0=1", "\x85+1"]]).decode()

    assert controls.isdisjoint(written)
    assert written.endswith("[31mRed[0m,'=1,'+1\r\n")


@pytest.mark.parametrize("name", ["Zoë - Ada", "李=", "Ångström+1", "ㄱ-1", "a@x"])
def test_no_formula(name: str) -> None:
    """What begins with a letter stays as it is."""
    assert as_csv([[name]]).decode() == f"{name}\r\n"


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_no_spreadsheet_parts_a_cell(separator: str) -> None:
    """Some take a semicolon or a tab for the end of one, and what follows for a formula."""
    written = as_csv([[f"a{separator}=1", "b"]]).decode()

    assert written == f'"a{separator}=1",b\r\n'


def test_same_as_nbgrader(book: Any, roster: Roster, tmp_path: Path) -> None:
    """nbgrader's own export has the same columns and the same numbers."""
    from nbgrader.plugins import CsvExportPlugin

    plugin = CsvExportPlugin(to=str(tmp_path / "theirs.csv"))
    plugin.export(book)
    with (tmp_path / "theirs.csv").open(newline="") as file:
        theirs = list(csv.DictReader(file))
    ours = read("nbgrader", settled(book, None))

    assert list(ours[0]) == list(theirs[0])
    for column in ("student_id", "raw_score", "late_submission_penalty", "score", "max_score", "timestamp"):
        assert [same(row[column]) for row in ours] == [same(row[column]) for row in theirs]


def same(cell: str) -> float | str:
    return round(float(cell), 9) if cell.replace(".", "").isdigit() else cell


@pytest.fixture
def graded(small: Path) -> Path:
    """The small course: ada's answer is marked by hand, bob's is not, cem handed nothing in."""
    course = load_course(small)
    (small / "class").mkdir()
    (small / "class/roster.csv").write_text(ROSTER.partition("dee")[0])
    source = read_source(small / "assignments/tiny/tiny.py")
    with open_gradebook(f"sqlite:///{small}/class/gradebook.db", course=course.id) as book:
        register_assignment(book, release_notebook(source), "tiny", duedate=DUE)
        for student in ("ada", "bob"):
            save_report(book, tiny(student), timestamp=DUE, comments={})
        book.find_grade("why", "tiny", "tiny", "ada").manual_score = 2.5
        book.db.commit()
    return small


def tiny(student: str) -> Report:
    questions = {
        "double": QuestionReport(6.0, 6.0),
        "spread": QuestionReport(1.0, 2.0),
        "why": QuestionReport(0.0, 3.0, awaits_marker=True),
    }
    return replace(report(student), assignment="tiny", questions=questions)


def test_command(graded: Path) -> None:
    """The file is data; who is not in it and why, and what to do, is talk, and the end is 1."""
    run = grader("export", "tiny", "--format", "canvas", "--column", "Tiny (7)", cwd=graded)

    assert (run.status, run.out) == (1, "class/export/tiny.canvas.csv\n")
    assert run.err.splitlines() == [
        "Reading tiny …",
        "left out, not marked yet: bob",
        "    mark why, or count them 0 with --unmarked-as-zero",
        "left out, nothing handed in: cem",
        "    count them 0 with --missing-as-zero",
        "1 score, of 11 points",
    ]
    assert (graded / run.out.strip()).read_text() == (
        "Student,ID,SIS User ID,SIS Login ID,Section,Tiny (7)\n"
        "    Points Possible,,,,,11\n"
        '"Lovelace, Ada",11,s1,ada,,9.5\n'
    )


def test_zeros_for_nobody(graded: Path) -> None:
    """Without a roster nobody knows who is missing, and whoever asked for zeros is told."""
    (graded / "class/roster.csv").unlink()

    run = grader("export", "tiny", "--format", "nbgrader", "--missing-as-zero", cwd=graded)

    assert (run.status, "--missing-as-zero counts who is on a roster" in run.err) == (1, True)


def test_a_file_of_another_system_filled_in(graded: Path) -> None:
    """It lies beside the others, with its own name; whom it does not know is named."""
    sheet = graded / "Grades-tiny.csv"
    sheet.write_text("Identifier,E-Mail,Note,Bestnote\nP201,ada@example.org,,11\nP202,eve@example.org,,11\n")

    run = grader("export", "tiny", "--fill-in", sheet, "--unmarked-as-zero", cwd=graded)

    assert (run.status, run.out) == (1, "class/export/Grades-tiny.csv\n")
    assert "P201,ada@example.org,9.5,11\nP202,eve@example.org,,11" in (graded / run.out.strip()).read_text()
    assert "left out, as no row of Grades-tiny.csv is theirs alone: bob" in run.err


def test_command_with_zeros(graded: Path, tmp_path: Path) -> None:
    """Zeros that were asked for are no reason to attend to anything; they are named all the same."""
    zeros = ("--unmarked-as-zero", "--missing-as-zero")
    run = grader("export", "tiny", "--format", "moodle", *zeros, "--into", tmp_path / "m.csv", cwd=graded)

    assert (run.status, run.out) == (0, f"{tmp_path}/m.csv\n")
    assert run.err.splitlines() == [
        "Reading tiny …",
        "counted as 0, nothing handed in, as you asked: cem",
        "what nobody marked counts 0, as you asked: bob",
        "3 scores, of 11 points",
    ]


def test_nothing_graded(small: Path) -> None:
    """Before anything is graded there is nothing to export, and no gradebook is made."""
    run = grader("export", "tiny", "--format", "canvas", cwd=small)

    assert (run.status, run.out) == (1, "")
    assert (
        run.err.removeprefix("Reading tiny …\n")
        == "gradebook: tiny: nothing of it is in the gradebook; run `grader autograde tiny`"
    )
    assert not (small / "class/gradebook.db").exists()


def test_unreadable_is_said(book: Any, roster: Roster) -> None:
    """Nothing for a notebook that could not be read is a zero that is told."""
    found = settled(book, roster, zeros=Zeros())
    nothing = replace(found, grades=(replace(found.grades[0], score=Decimal(0)),))

    assert [*remarks(nothing, roster.path, {"ada"})][-1] == "0 points, as the notebook could not be read: ada"


def with_report(graded: Path) -> None:
    home = graded / "class/autograded/ada/tiny"
    home.mkdir(parents=True)
    (home / "report.json").write_bytes(to_json(tiny("ada")))


def test_results_for_gradescope(graded: Path) -> None:
    """For each student a folder with results.json; its score is the gradebook's."""
    with_report(graded)

    run = grader("export", "tiny", "--format", "gradescope", cwd=graded)

    assert (run.status, run.out) == (1, "class/export/tiny.gradescope\n")
    written = sorted((graded / run.out.strip()).rglob("*.json"))
    assert [path.parent.name for path in written] == ["ada"]
    assert json.loads(written[0].read_text())["score"] == 9.5


def test_results_for_gradescope_need_a_report(graded: Path) -> None:
    """Whoever has a score and no report that can be read is named, and not counted among the scores."""
    with_report(graded)

    run = grader("export", "tiny", "--format", "gradescope", "--unmarked-as-zero", cwd=graded)

    assert "left out, as there is no report that can be read: bob\n" in run.err
    assert "grade again with `grader autograde tiny --force`" in run.err
    assert (run.status, "1 score, of 11 points" in run.err) == (1, True)


def test_results_for_gradescope_are_of_one_export(graded: Path) -> None:
    """Whose score is not final any more has none there, nor has whoever a killed export began with."""
    with_report(graded)
    command = ("export", "tiny", "--format", "gradescope", "--into")
    first = grader(*command, "out", cwd=graded)
    shutil.copytree(graded / "out", graded / "class/export/tiny.gradescope")
    (graded / "class/export/tiny.gradescope/bob").mkdir()
    (graded / "class/extensions.csv").write_text("student,assignment,excused\nada,tiny,yes\n")

    again = [grader(*command[:-1], cwd=graded), grader(*command, "out", cwd=graded)]

    assert first.out == "out\n"
    assert [run.out for run in again] == ["class/export/tiny.gradescope\n", "out\n"]
    assert [*(graded / "out").iterdir()] == [*(graded / "class/export/tiny.gradescope").iterdir()] == []


@pytest.fixture
def two_graded(graded: Path) -> Path:
    """The same students have a second assignment, the lowest is dropped, and a third that is not graded."""
    text = (graded / "course.toml").read_text().replace("[course]\n", "[course]\ndrop_lowest = 1\n")
    more = "".join(f'\n[[assignment]]\nname = "{name}"\n' for name in ("later", "third"))
    (graded / "course.toml").write_text(text + more)
    source = read_source(graded / "assignments/tiny/tiny.py")
    with open_gradebook(f"sqlite:///{graded}/class/gradebook.db", course="small") as book:
        for name in ("later", "third"):
            register_assignment(book, release_notebook(source), name, duedate=DUE)
        save_report(book, replace(tiny("ada"), assignment="later"), timestamp=DUE, comments={})
        book.find_grade("why", "later", "later", "ada").manual_score = 0.0
        book.find_grade("why", "tiny", "tiny", "bob").manual_score = 0.0
        book.db.commit()
    return graded


def test_totals(two_graded: Path) -> None:
    """Nothing handed in is 0, the lowest share is dropped, and what is not graded does not count."""
    run = grader("totals", cwd=two_graded)

    assert (run.status, run.out) == (0, "class/export/totals.csv\n")
    assert run.err.splitlines() == [
        "Reading the course …",
        "third is not graded yet and does not count",
        "counted as 0, nothing handed in of tiny: cem",
        "counted as 0, nothing handed in of later: bob, cem",
        "3 students, tiny, later, without the lowest 1",
    ]
    assert (two_graded / run.out.strip()).read_text() == (
        "id,last_name,first_name,tiny,later,total,of,dropped,excused\n"
        "ada,Lovelace,Ada,9.5,7,9.5,11,later,\n"
        "bob,Müller,Bob,7,0,7,11,later,\n"
        "cem,Öz,Cem,0,0,0,11,tiny,\n"
    )


def test_an_open_total(graded: Path) -> None:
    """Who has a question that nobody marked has no total, and the instructor is told what settles it."""
    run = grader("totals", cwd=graded)

    assert run.status == 1
    assert run.err.splitlines()[1:3] == [
        "no total yet, tiny is not marked: bob",
        "    run `grader mark tiny`",
    ]
    assert "bob,Müller,Bob,,,,,\n" in (graded / run.out.strip()).read_text()


def test_no_totals(small: Path) -> None:
    """Before anything is graded there is nothing to add up."""
    run = grader("totals", cwd=small)

    assert (run.status, "nothing is graded" in run.err) == (1, True)


EXPORTS = (("export", "tiny", "--format", "canvas"), ("totals",), ("gradescope", "tiny"))


@pytest.mark.parametrize("command", EXPORTS)
@pytest.mark.parametrize(
    "victim", "course.toml class/gradebook.db class/journal.jsonl solutions/tiny/checks.py notes.txt".split()
)
def test_nothing_but_an_output_is_replaced(graded: Path, command: tuple[str, ...], victim: str) -> None:
    """Whatever stands where somebody says stays, and is named with what it is."""
    path = graded / victim
    path.touch()
    before = path.stat().st_ino

    run = grader(*command, "--into", victim, cwd=graded)

    assert path.stat().st_ino == before
    assert run.status == 1 and victim in run.err and "not replaced" in run.err and "another name" in run.err


@pytest.mark.parametrize("command", EXPORTS)
def test_an_output_is_replaced(graded: Path, command: tuple[str, ...]) -> None:
    """What such a command wrote is written again, unless somebody changed it."""
    path = graded / "out"
    assert grader(*command, "--into", "out", cwd=graded).out
    assert grader(*command, "--into", "out", cwd=graded).out
    path.write_text("mine")

    assert grader(*command, "--into", "out", cwd=graded).status == 1
    assert path.read_text() == "mine"


def test_a_folder_of_other_things(graded: Path) -> None:
    """Results for Gradescope are not put in their place."""
    with_report(graded)
    run = grader("export", "tiny", "--format", "gradescope", "--into", "class", cwd=graded)

    assert run.status == 1 and "is not replaced" in run.err
