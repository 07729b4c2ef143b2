"""What somebody wrote into the gradebook by hand is told with its place, before anything is counted."""

import re
import sqlite3
from pathlib import Path

import pytest
from marking.written import write_class

from grader.errors import CourseError
from grader.gradebook import open_gradebook

EDITS = {
    "update assignment set duedate = 'soon'": "assignment, column duedate: it is 'soon', expected a date",
    "update assignment set duedate = 5": "assignment, column duedate: it is 5, expected a date",
    "update submitted_assignment set timestamp = '2026-12-20T10:00+01:00'":
        "submitted_assignment, column timestamp: it is '2026-12-20T10:00+01:00', expected a date",
    "update submitted_assignment set extension = 'two days'":
        "submitted_assignment, column extension: it is 'two days', expected a time",
    "update submitted_assignment set extension = '9999-12-31 00:00:00'":
        "submitted_assignment, column extension: it is '9999-12-31 00:00:00', expected a time",
    "update submitted_assignment set student_id = NULL":
        "submitted_assignment, column student_id: it is NULL, expected text",
    "update grade set auto_score = 'many'": "grade, column auto_score: it is 'many', expected a number",
    "update grade set manual_score = ''": "grade, column manual_score: it is '', expected a number",
    "update grade set manual_score = 9e999": "grade, column manual_score: it is inf, expected a number",
    "update grade set needs_manual_grade = 7":
        "grade, column needs_manual_grade: it is 7, expected 0 or 1",
    "update grade_cells set max_score = 'six'":
        "grade_cells, column max_score: it is 'six', expected a number",
    "update student set first_name = x'ff1b'":
        r"student, column first_name: it is b'\xff\x1b', expected text",
}  # fmt: skip


@pytest.mark.parametrize(("edit", "told"), EDITS.items())
def test_by_raw_sql(tmp_path: Path, edit: str, told: str) -> None:
    """Table, row, column, what it is and what it should be."""
    path = write_class(tmp_path, ada="Because it is a sum.") / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute(edit)
    connection.close()

    with pytest.raises(CourseError) as refused, open_gradebook(f"sqlite:///{path}", course="small"):
        pass

    row = r", the row with id = '\w+'"
    assert re.search(row, str(refused.value))
    assert f"table {told}" in re.sub(row, "", str(refused.value))


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ("update student set first_name = cast(x'416461ff' as text)",
         r"the row with id = 'ada', column first_name: it is b'Ada\xff', expected text in UTF-8"),
        ("update student set id = cast(x'616461ff' as text)", "the row with id = 'ada\ufffd', column id"),
    ],
)  # fmt: skip
def test_text_that_is_not_utf8(tmp_path: Path, edit: str, told: str) -> None:
    """The row is named, too, as soon as somebody reads it."""
    path = write_class(tmp_path, ada="Because it is a sum.") / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute(edit)
    connection.close()

    with pytest.raises(CourseError) as refused, open_gradebook(f"sqlite:///{path}", course="small") as book:
        assert not book.students

    assert f"table student, {told}" in str(refused.value)


def test_damaged_table(tmp_path: Path) -> None:
    """What SQLite says of it may hold bytes that are no text, and is told in words, too."""
    path = write_class(tmp_path, ada="Because it is a sum.") / "gradebook.db"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE student (", b"CREATE TABLE student \xfe"))

    with pytest.raises(CourseError) as refused, open_gradebook(f"sqlite:///{path}", course="small"):
        pass

    assert "malformed database schema (student)" in str(refused.value)
    assert "put the gradebook back from a copy" in str(refused.value)
