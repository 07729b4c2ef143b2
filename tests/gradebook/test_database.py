import sqlite3
import sys
from pathlib import Path

import pytest
from small_course import write_course
from sqlalchemy import text
from traitlets.config.loader import PyFileConfigLoader

from grader.course import load_course
from grader.errors import CourseError
from grader.gradebook import config_text, gradebook_of, open_gradebook

HEAD = "SELECT version_num FROM alembic_version"


def query(database: Path, sql: str) -> list[tuple[str]]:
    connection = sqlite3.connect(database)
    found = connection.execute(sql).fetchall()
    connection.commit()
    connection.close()
    return found


def opened(database: Path) -> None:
    with open_gradebook(f"sqlite:///{database}", course="nlp"):
        pass


def test_is_created(database: Path) -> None:
    """A gradebook that is missing is created, with its course."""
    opened(database)

    assert query(database, "SELECT id FROM course") == [("nlp",)]


@pytest.mark.parametrize("name", ["what? now", "50%25", "no#1", "a&b=c", "Zoë's"])
def test_however_the_folder_is_called(tmp_path: Path, name: str) -> None:
    """The gradebook is in it, for us and for nbgrader's own commands, and nothing is anywhere else."""
    root = write_course(tmp_path / name)
    config = root / "class/nbgrader_config.py"

    with gradebook_of(load_course(root), root / "class"):
        config.write_text(config_text("small"))

    url = PyFileConfigLoader(config.name, str(config.parent)).load_config().CourseDirectory.db_url
    with open_gradebook(url, course="small"):
        pass
    assert [*tmp_path.rglob("gradebook.db")] == [root / "class/gradebook.db"]
    assert [*tmp_path.iterdir()] == [root]


def test_is_stamped_without_the_alembic_command(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new gradebook carries the version of nbgrader's tables although `alembic` is not on PATH."""
    monkeypatch.setenv("PATH", "/nowhere")

    opened(database)

    assert len(query(database, HEAD)) == 1


def test_interrupted_creation_is_mended(database: Path) -> None:
    """A gradebook whose creation was killed before its version was written gets one."""
    query(database, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")

    opened(database)

    assert len(query(database, HEAD)) == 1


def test_other_version_is_refused(database: Path) -> None:
    """A gradebook of another nbgrader is not touched; the message says how to upgrade it."""
    opened(database)
    query(database, "UPDATE alembic_version SET version_num = 'old'")

    with pytest.raises(CourseError, match=r"its tables have version old.*`nbgrader db upgrade`"):
        opened(database)


def test_uncommitted_changes_are_dropped(database: Path) -> None:
    """What was not committed when the gradebook closes did not happen."""
    with open_gradebook(f"sqlite:///{database}", course="nlp") as book:
        book.db.execute(text("INSERT INTO student (id) VALUES ('ada')"))

    assert query(database, "SELECT id FROM student") == []


def test_waits_for_a_lock(database: Path) -> None:
    """While somebody else writes, we wait a minute instead of SQLite's five seconds."""
    with open_gradebook(f"sqlite:///{database}", course="nlp") as book:
        waits = book.db.execute(text("PRAGMA busy_timeout")).scalar()

    assert waits == 60_000


def test_unusable_file_is_named(tmp_path: Path) -> None:
    """A database that cannot be opened is named, with what to look at."""
    missing = tmp_path / "missing" / "gradebook.db"

    with pytest.raises(CourseError, match=r"missing/gradebook.db.*unable to open.*check that it exists"):
        opened(missing)


def test_broken_query_is_named(database: Path) -> None:
    """A database error while the gradebook is in use is told in the same way."""
    with (
        pytest.raises(CourseError, match=r"gradebook.db.*no such table: homework"),
        open_gradebook(f"sqlite:///{database}", course="nlp") as book,
    ):
        book.db.execute(text("SELECT * FROM homework"))


@pytest.mark.parametrize("url", ["gradebook.db", "mysterydb://host/name"])
def test_bad_url_says_what_is_wanted(url: str) -> None:
    """A URL that names no database we can use is answered with one that would."""
    with (
        pytest.raises(CourseError, match=r"expected sqlite:///class/gradebook.db"),
        open_gradebook(url, course="nlp"),
    ):
        pass


def test_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL whose driver is not installed says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with (
        pytest.raises(CourseError, match=r"gradebook: postgresql\+psycopg://host/nlp.*; pip install psycopg"),
        open_gradebook("postgresql+psycopg://host/nlp", course="nlp"),
    ):
        pass


def test_password_is_not_shown() -> None:
    """An error about a database server does not repeat the password."""
    with (
        pytest.raises(CourseError) as caught,
        open_gradebook("postgresql+psycopg://ada:hunter2@127.0.0.1:1/nlp", course="nlp"),
    ):
        pass

    assert "hunter2" not in str(caught.value)
