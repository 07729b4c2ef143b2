"""grader new: an assignment to begin with, which works as it is and takes nothing's place."""

from pathlib import Path

import pytest
from commands import grader
from small_course import write_course

from grader.course.load import load_assignment, load_course
from grader.course.rubric import load_rubrics
from grader.errors import CourseError
from grader.solutions.new import write_assignment

ROOT = Path(__file__).parents[2]


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_from_nothing_to_a_release(tmp_path: Path) -> None:
    """In an empty folder, new and release are all it takes: the audit finds no fault."""
    began = grader("new", "first-steps", cwd=tmp_path)
    released = grader("release", "first-steps", cwd=tmp_path)

    assert (began.status, released.status) == (0, 0), began.err + released.err
    assert began.out.splitlines()[0] == "assignments/first-steps/first-steps.py"
    assert released.out.splitlines()[0] == "class/release/first-steps"


def test_rubric(tmp_path: Path) -> None:
    """The written answer has a rubric that fits the notebook."""
    write_assignment(tmp_path, "first")
    assignment, _ = load_assignment(load_course(tmp_path), "first")

    rubrics = load_rubrics(tmp_path / "solutions/first/rubric.toml", assignment.questions)

    assert rubrics["way_back"].points == 2


def test_set_up_cell(tmp_path: Path) -> None:
    """The set-up cell is the one that students of the attention lesson run."""
    write_assignment(tmp_path, "first")
    _, lesson = load_assignment(load_course(ROOT), "attention")
    _, first = load_assignment(load_course(tmp_path), "first")

    assert "URL = " in lesson.cells[1].text
    assert first.cells[1].text == lesson.cells[1].text


def test_another_one(small: Path) -> None:
    """A second assignment is added to course.toml, and what stood there stays as it was."""
    before = (small / "course.toml").read_text("utf-8")

    write_assignment(small, "second")

    assert (small / "course.toml").read_text("utf-8").startswith(before)
    assert [one.name for one in load_course(small).assignments] == ["tiny", "second"]


def test_course_keys_differ(tmp_path: Path) -> None:
    """No two courses draw their hidden examples from the same secret."""
    for home in ("one", "other"):
        write_assignment(tmp_path / home, "first")

    assert load_course(tmp_path / "one").key != load_course(tmp_path / "other").key


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tiny", "solutions/tiny: it is there already, and stays as it is; choose another name"),
        ("../x", 'NAME: the name is "../x", expected letters, digits, _ or -, as it names a folder'),
    ],
)
def test_refused(small: Path, name: str, message: str) -> None:
    """What is there already stays, and no name leads out of the course."""
    before = contents(small)

    with pytest.raises(CourseError) as refused:
        write_assignment(small, name)

    assert str(refused.value).endswith(message)
    assert contents(small) == before


@pytest.mark.parametrize("calendar", ["[course\n", "assignment = []\n", "assignment = 3\n", "\xff"])
def test_course_toml_cannot_be_added_to(tmp_path: Path, calendar: str) -> None:
    """A course.toml that takes no further assignment is left alone, and nothing is written beside it."""
    root = write_course(tmp_path)
    (root / "course.toml").write_text(calendar, "latin-1")
    before = contents(root)

    with pytest.raises(CourseError, match=r'add \[\[assignment\]\] with name = "second" yourself'):
        write_assignment(root, "second")

    assert contents(root) == before
