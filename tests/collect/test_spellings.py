"""One name in two spellings that look the same: an accent may be its letter's own, or follow it."""

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_course import write_course

from grader.collect import collect_downloads
from grader.course import Student, class_roster, full_names, load_extensions
from grader.course.load import load_course
from grader.export.grades import Grade, Grades
from grader.export.sheets import filled, read_sheet
from grader.gradebook.files import read_timestamp
from grader.model import Course

from .downloads import notebook, save, zip_of

COMPOSED, APART = "NFC", "NFD"
FORM = st.sampled_from([COMPOSED, APART])
TYPED = st.sampled_from(["josé", "José", "JOSÉ"])
EVENING = datetime(2026, 12, 20, 21, 30, tzinfo=UTC)
PERSON = "josé", "José Núñez", "josé@example.org"
TITLES = dict(zip(PERSON, ("Username", "Student", "Email"), strict=True))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load_course(write_course(tmp_path_factory.mktemp("course")))


def spelled(form: str, text: str) -> str:
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=40)
@given(st.lists(FORM, min_size=5, max_size=5), st.none() | FORM, st.sampled_from(PERSON[:2]), TYPED)
@example([APART, COMPOSED, APART, APART, COMPOSED], APART, "josé", "JOSÉ")
def test_one_person(course: Course, forms: list[str], there: str | None, called: str, typed: str) -> None:
    """In roster, download, table of times and extensions.csv, and in the class that is there already, from
    whose folders the gradebook has its names.
    """
    listed, inside, timed, extended, name = forms
    with TemporaryDirectory() as folder:
        root = Path(folder)
        home = root / "class"
        tables = {
            home / "roster.csv": f"id,name,email\n{spelled(listed, ','.join(PERSON))}\n",
            root / "times.csv": f"id,handed_in\n{spelled(timed, 'josé')},2026-12-20 22:30\n",
            home / "extensions.csv": f"student,assignment,extra\n{spelled(extended, typed)},tiny,1 day\n",
        }
        for path, text in tables.items():
            save(path, text.encode())
        if there:
            (home / "submitted" / spelled(there, "josé") / "tiny").mkdir(parents=True)
        content = {f"{spelled(inside, called)}/{spelled(name, 'Übung')}.ipynb": notebook("josé")}
        source = save(root / "download.zip", zip_of(content))

        found = collect_downloads(course, "tiny", home, [source], times=root / "times.csv")

        student = spelled(there or COMPOSED, "josé")
        assert [(one.student, one.what) for one in found.outcomes] == [(student, "placed")]
        assert (found.refused, found.missing, found.unmatched) == ((), (), ())
        assert [path.name for path in (home / "submitted").iterdir()] == [student]
        assert read_timestamp(home / "submitted" / student / "tiny", below=home) == EVENING
        roster = class_roster(home, None)
        assert roster and [one.id for one in roster.students] == [student]
        assert full_names(home, say=print) == {student: "José Núñez"}
        assert [*load_extensions(course, home).of("tiny")] == [student]


@pytest.mark.parametrize("ours", [COMPOSED, APART])
@pytest.mark.parametrize("theirs", [COMPOSED, APART])
@pytest.mark.parametrize("cell", PERSON)
def test_in_another_systems_sheet(tmp_path: Path, ours: str, theirs: str, cell: str) -> None:
    """The row is theirs, and keeps its own spelling."""
    login, name, email = (spelled(ours, text) for text in PERSON)
    found = Grades(Decimal(11), (Grade(Student(login, name, email=email), Decimal(9)),), {}, (), (), (), ())
    sheet = save(tmp_path / "sheet.csv", f"{TITLES[cell]},Other,Grade\n{spelled(theirs, cell)},x,\n".encode())

    made = filled(read_sheet(sheet), found, assignment="tiny", column="")

    assert made.content.decode() == f"{TITLES[cell]},Other,Grade\n{spelled(theirs, cell)},x,9\n"


def test_two_folders_without_a_roster(course: Course, tmp_path: Path) -> None:
    """Nobody knows whether they are one student's, so neither replaces the other."""
    names = [spelled(form, "josé") for form in (COMPOSED, APART)]
    source = save(tmp_path / "d.zip", zip_of({f"{name}/tiny.ipynb": notebook(name) for name in names}))
    times = save(tmp_path / "times.csv", "id,handed_in\njosé,2026-12-20 22:30\n".encode())

    found = collect_downloads(course, "tiny", tmp_path / "class", [source], times=times)

    assert {one.student: one.what for one in found.outcomes} == dict.fromkeys(names, "placed")
    assert [one.handed_in for one in found.outcomes] == [EVENING] * 2
