"""course.toml and an assignment's folder are read, or refused with place, finding, wish and cure."""

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jupytext
import pytest
from small_course import COURSE, SOURCE

from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.model import Limits, Question

PARIS = ZoneInfo("Europe/Paris")


def test_course(small: Path) -> None:
    """What course.toml says, and defaults for what it does not."""
    course = load_course(small)

    assert (course.root, course.id, course.name) == (small, "small", "A small course")
    assert (course.timezone, course.key) == ("Europe/Paris", "secret")
    assert course.limits == Limits(call_seconds=0.5, question_seconds=5)
    assert [(one.name, one.due) for one in course.assignments] == [
        ("tiny", datetime(2026, 12, 20, 23, 59, tzinfo=PARIS))
    ]


def test_folder_as_text(small: Path) -> None:
    """A script may name the folder as text, or as anything that is a path."""
    assert load_course(str(small)) == load_course(small)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("id = own", 'Invalid value (at line 2, column 6): id = own; text needs quotes: id = "own"'),
        ("name = A course  # ours", 'name = A course  # ours; text needs quotes: name = "A course"'),
        ('id = "own', 'column 10): id = "own'),
        ("due = 31.01.2027", "(at line 2, column 12): due = 31.01.2027"),
    ],
)
def test_line_that_is_no_toml(tmp_path: Path, line: str, said: str) -> None:
    """The line is quoted; where a text has no quotes, it is said what it needs."""
    (tmp_path / "course.toml").write_text(f"[course]\n{line}\n")

    with pytest.raises(CourseError) as error:
        load_course(tmp_path)

    assert str(error.value).startswith(f"{tmp_path}/course.toml: not TOML: ")
    assert str(error.value).endswith(said)


def test_least_course(tmp_path: Path) -> None:
    """An id and a name are enough."""
    (tmp_path / "course.toml").write_text('[course]\nid = "a"\nname = "b"\n')

    course = load_course(tmp_path)

    assert (course.timezone, course.key, course.limits, course.assignments) == ("UTC", "", Limits(), ())


def test_due_date_with_its_own_zone(small: Path) -> None:
    """An offset in the file wins over the course's time zone."""
    (small / "course.toml").write_text(COURSE.replace("23:59:00", "23:59:00-05:00"))

    (scheduled,) = load_course(small).assignments

    assert scheduled.due == datetime.fromisoformat("2026-12-20T23:59:00-05:00")


WHEN = "a date and time such as 2026-12-20T23:59:00"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[course]",
            "[course",
            ": not TOML: Expected ']' at the end of a table declaration (at line 1, column 8): [course",
        ),
        ("[course]", "[corse]", ": there is no key 'corse'; did you mean 'course'?"),
        ('id = "small"\n', "", ": [course]: 'id' is missing; add id = ..."),
        ('id = "small"', "id = 3", ": [course]: id is 3, expected text in quotes"),
        ('id = "small"', "id = true", ": [course]: id is true, expected text in quotes"),
        ('id = "small"', "id = []", ": [course]: id is [], expected text in quotes"),
        ("id =", "idd =", ": [course]: there is no key 'idd'; did you mean 'id'?"),
        (
            "Europe/Paris",
            "Europe/Pariss",
            ': [course]: timezone is "Europe/Pariss", expected an IANA name such as "Europe/Paris"',
        ),
        (
            "Europe/Paris",
            "../etc/passwd",
            ': [course]: timezone is "../etc/passwd", expected an IANA name such as "Europe/Paris"',
        ),
        (
            "Europe/Paris",
            "Europe",
            ': [course]: timezone is "Europe", expected an IANA name such as "Europe/Paris"',
        ),
        (
            "Europe/Paris",
            "A" * 5000,
            f': [course]: timezone is "{"A" * 5000}", expected an IANA name such as "Europe/Paris"',
        ),
        ('id = "small"', f"id = {'[' * 5000}", ": not TOML: brackets are nested too deeply"),
        (
            "call_seconds = 0.5",
            "memory_mb = 99999999999999",
            ": [limits]: memory_mb is 99999999999999, expected a whole number above 0, up to 999999",
        ),
        (
            "call_seconds",
            "call_second",
            ": [limits]: there is no key 'call_second'; did you mean 'call_seconds'?",
        ),
        (
            "call_seconds",
            "patience",
            ": [limits]: there is no key 'patience'; known keys: call_seconds, cell_seconds, "
            "question_seconds, submission_seconds, memory_mb, disk_mb, output_kb, notebook_mb, "
            "answers_mb, budget_seconds, budget_mb",
        ),
        (
            "call_seconds = 0.5",
            "call_seconds = 0",
            ": [limits]: call_seconds is 0, expected a number above 0, up to 999999",
        ),
        (
            "call_seconds = 0.5",
            'call_seconds = "two"',
            ': [limits]: call_seconds is "two", expected a number above 0, up to 999999',
        ),
        (
            "call_seconds = 0.5",
            "memory_mb = 1.5",
            ": [limits]: memory_mb is 1.5, expected a whole number above 0, up to 999999",
        ),
        (
            "call_seconds = 0.5",
            "memory_mb = 0",
            ": [limits]: memory_mb is 0, expected a whole number above 0, up to 999999",
        ),
        ("[limits]", "[[limits]]", ": limits is a list, expected a table"),
        ('name = "tiny"\n', "", ": [[assignment]] 1: 'name' is missing; add name = ..."),
        ('name = "tiny"', "name = 5", ": [[assignment]] 1: name is 5, expected text in quotes"),
        (
            'name = "tiny"',
            'name = "../tiny"',
            ': [[assignment]]: name is "../tiny", expected letters, digits, _ or -, as it names a folder',
        ),
        (
            "[[assignment]]",
            '[[assignment]]\nname = "tiny"\n\n[[assignment]]',
            ': [[assignment]]: "tiny" is there twice; remove one of them',
        ),
        (
            "[[assignment]]",
            "[assignment]",
            ": assignment is a table, expected [[assignment]], in double brackets",
        ),
        ("2026-12-20T23:59:00", "2026-12-20", f": [[assignment]] 1: due is 2026-12-20, expected {WHEN}"),
        ("2026-12-20T23:59:00", '"soon"', f': [[assignment]] 1: due is "soon", expected {WHEN}'),
        ("2026-12-20T23:59:00", "5", f": [[assignment]] 1: due is 5, expected {WHEN}"),
        (
            "[limits]",
            '[feedback]\nhidden = "nothing"\n[limits]',
            ': [feedback]: hidden is "nothing", expected one of: claim, hint, counterexample',
        ),
        ('key = "secret"', "never_lower = 1", ": [course]: never_lower is 1, expected true or false"),
    ],
)
def test_what_is_refused(small: Path, old: str, new: str, message: str) -> None:
    """Which table and key, what stands there, what should, and how to mend it."""
    (small / "course.toml").write_text(COURSE.replace(old, new))

    with pytest.raises(CourseError) as error:
        load_course(small)

    assert str(error.value) == f"{small}/course.toml{message}"


def test_no_course(tmp_path: Path) -> None:
    """In a folder that is no course, the message says where to go."""
    with pytest.raises(CourseError) as error:
        load_course(tmp_path)

    assert str(error.value) == (f"{tmp_path}/course.toml: the file is missing; name the folder that holds it")


def test_course_that_is_not_text(small: Path) -> None:
    """A file of bytes is no TOML."""
    (small / "course.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(CourseError, match=r"course\.toml: not TOML: 'utf-8' codec"):
        load_course(small)


def test_assignment(small: Path) -> None:
    """Its questions, in the notebook's order, with points and what they return."""
    assignment, _ = load_assignment(load_course(small), "tiny")

    assert (assignment.name, assignment.folder) == ("tiny", small / "assignments/tiny")
    assert assignment.solutions == small / "solutions/tiny"
    assert assignment.questions == (
        Question("double", "stub", 6.0),
        Question("spread", "stub", 2.0, ("low", "high")),
        Question("why", "answer", 3.0),
    )


def test_public_half_alone(small: Path) -> None:
    """Without solutions/ an assignment can be read all the same."""
    shutil.rmtree(small / "solutions")

    assignment, _ = load_assignment(load_course(small), "tiny")

    assert assignment.solutions is None


def test_notebook_as_source(small: Path) -> None:
    """An author may write the source as a notebook."""
    py = small / "assignments/tiny/tiny.py"
    jupytext.write(jupytext.reads(SOURCE, fmt="py:percent"), py.with_suffix(".ipynb"))
    py.unlink()

    assignment, source = load_assignment(load_course(small), "tiny")

    assert source.path.name == "tiny.ipynb"
    assert [question.name for question in assignment.questions] == ["double", "spread", "why"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "tinny",
            "course.toml: [[assignment]]: there is no 'tinny', expected one of: tiny; did you mean 'tiny'?",
        ),
        (
            "other",
            "course.toml: [[assignment]]: there is no 'other', expected one of: tiny; "
            'add [[assignment]] with name = "other"',
        ),
    ],
)
def test_assignment_that_is_not_listed(small: Path, name: str, message: str) -> None:
    """A slip of the pen is met with the name that was meant."""
    with pytest.raises(CourseError) as error:
        load_assignment(load_course(small), name)

    assert str(error.value) == f"{small}/{message}"


def test_assignment_without_folder(small: Path) -> None:
    """A listed assignment needs its folder."""
    shutil.rmtree(small / "assignments/tiny")

    with pytest.raises(CourseError, match=r"assignments/tiny: the folder is missing; create it"):
        load_assignment(load_course(small), "tiny")


def test_assignment_without_notebook(small: Path) -> None:
    """A folder without the notebook's source says which file is wanted."""
    (small / "assignments/tiny/tiny.py").unlink()

    with pytest.raises(CourseError, match=r"assignments/tiny/tiny\.py: there is no such file"):
        load_assignment(load_course(small), "tiny")
