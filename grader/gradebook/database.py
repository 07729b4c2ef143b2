"""Opening the database, and changing it all at once or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from nbgrader import api, dbutil
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from grader.errors import CourseError
from grader.gradebook.odd_values import refuse_odd_values, refuse_spoilt_text
from grader.model import Course
from grader.wording import printable

_INDEXED = (
    ("grade", "notebook_id"),
    ("comment", "notebook_id"),
    ("submitted_notebook", "assignment_id"),
    ("submitted_assignment", "student_id"),
)
_CURE = "check that it exists, that you may write to it and that nothing else keeps it locked"
_CURES = {
    "malformed": (copy := "put the gradebook back from a copy"),
    "not a database": copy,
    "disk is full": "make room on that disk, then run the command again: it goes on",
    "Could not decode": f"correct that, or {copy}",
    "no such": f"correct that, or {copy}",
}
LOCK_SECONDS = 60  # SQLite's own 5 s would stop a class while somebody saves a mark in formgrader


@contextmanager
def gradebook_of(course: Course, class_folder: Path) -> Iterator[Any]:
    """The course's gradebook, as `open_gradebook` has it. Raises: CourseError: it cannot be used."""
    class_folder.mkdir(parents=True, exist_ok=True)
    with open_gradebook(course.gradebook or database_url(class_folder), course=course.id) as book:
        yield book


def database_url(class_folder: Path) -> URL:
    """Of the database that is kept there, however the folder is called: a URL's own text ends at a "?"."""
    return URL.create("sqlite", database=str((class_folder / "gradebook.db").resolve()))


@contextmanager
def open_gradebook(url: str | URL, *, course: str) -> Iterator[Any]:
    """An nbgrader.api.Gradebook on `url` (sqlite:///PATH or any SQLAlchemy URL), created when missing.

    Raises: CourseError: the database cannot be opened, read or written, belongs to another nbgrader, or holds
    what its tables have no place for.
    """
    parsed = _parsed(url)
    with _in_words(parsed):
        _stamp(parsed)
        with api.Gradebook(parsed, course) as book:
            refuse_odd_values(book.engine, f"gradebook {_shown(parsed)}")
            _index(book.engine)
            yield book


@contextmanager
def transaction(book: Any) -> Iterator[Any]:
    """A session whose changes all happen, or none. Nothing is flushed before it is asked for.

    Raises: CourseError: the database refuses them.
    """
    session = book.db()
    with _in_words(book.engine.url):
        try:
            with session.no_autoflush:
                yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def _in_words(url: URL) -> Iterator[None]:
    """A database's complaint as one that names the database, without its password."""
    try:
        yield
    except (DBAPIError, UnicodeDecodeError) as error:
        found = _said(error)
        if url.get_backend_name() == "sqlite" and "decode to UTF-8" in found:
            refuse_spoilt_text(create_engine(url), f"gradebook {_shown(url)}")
        cure = next((one for sign, one in _CURES.items() if sign in found), _CURE)
        cure = cure if isinstance(error, OperationalError | UnicodeDecodeError) else ""
        raise CourseError("gradebook", _shown(url), found, cure=cure) from error


def _said(error: DBAPIError | UnicodeDecodeError) -> str:
    """SQLite tells of a damaged table with a piece of it, which may be no text; Python then stops at that."""
    if isinstance(error, DBAPIError):
        return str(error.orig).strip()
    if not error.object.startswith(b"malformed"):
        raise error
    return printable(error.object.decode(errors="replace"))


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _parsed(url: str | URL) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, ModuleNotFoundError) as error:
        wanted = "sqlite:///class/gradebook.db or postgresql+psycopg://USER@HOST/DATABASE"
        cure = "correct the URL, or install the driver it names"
        raise CourseError("gradebook", "url", str(error), wanted=wanted, cure=cure) from error
    if parsed.get_backend_name() == "sqlite" and "timeout" not in parsed.query:
        return parsed.update_query_dict({"timeout": str(LOCK_SECONDS)})
    return parsed


def _stamp(url: URL) -> None:
    """Mark a new database with the version of nbgrader's tables; refuse one of another version.

    nbgrader itself asks the `alembic` command for the version, which is often not on PATH.
    """
    head = ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head()
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise CourseError("gradebook", _shown(url), str(error), cure=f"pip install {error.name}") from error
    try:
        found = _version(engine, head)
    finally:
        engine.dispose()
    if found not in (None, head):
        cure = "make a copy of it, then run `nbgrader db upgrade` in the class folder"
        problem, wanted = f"its tables have version {found}", f"version {head}"
        raise CourseError("gradebook", _shown(url), problem, wanted=wanted, cure=cure)


def _index(engine: Engine) -> None:
    """Let the database find the rows of one submission without reading those of the whole class.

    nbgrader's tables have no index for that, so its queries, and ours, would cost more with every submission.
    Whoever may not add one (not the tables' owner, a file that is read-only) goes on without.
    """
    with suppress(DBAPIError), engine.begin() as connection:
        inspector = inspect(connection)
        for table, column in _INDEXED:
            name = f"grader_{table}_{column}"
            if name not in {index["name"] for index in inspector.get_indexes(table)}:
                connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})"))


def _version(engine: Engine, head: str | None) -> str | None:
    with engine.begin() as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        if not tables - {"alembic_version"}:  # also after a kill between these two lines
            connection.execute(text("DELETE FROM alembic_version"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
        elif "alembic_version" not in tables:
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
