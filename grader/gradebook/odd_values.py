"""What somebody wrote into the gradebook by hand, past nbgrader, that nothing can be counted with.

SQLite keeps text where a number or a date is due. Sums then take it for 0, and programs break at it: so
whoever opens the gradebook is told the row, before any of it is used.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, datetime

from nbgrader import api
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Enum,
    Float,
    Interval,
    LargeBinary,
    String,
    Table,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.sql import ColumnElement

from grader.errors import CourseError
from grader.wording import clipped

_CURE = "correct it, or put the gradebook back from a copy"
_NEVER = 2970  # a span of a thousand years; much longer ones end after the calendar does
_LARGEST = 1e300  # beyond are what is infinite, and in PostgreSQL what is no number
_NUMBER, _TRUTH, _TEXT = "a number", "0 or 1", "text"
_DATE = "a date such as 2026-12-20 22:59:00"
_SPAN = "a time from 1970-01-01 on, 1970-01-03 00:00:00 for two days"


def refuse_odd_values(engine: Engine, shown: str) -> None:
    """shown: what the gradebook is called. Takes a look at each row of a table that nbgrader's tables have.

    Raises: CourseError: a value is of another kind than its column; says which table, row and column.
    """
    with engine.connect() as connection:
        for table in api.Base.metadata.sorted_tables:
            for column, row, value, wanted in _odd(connection, table):
                where = f"table {table.name}, the row with id = {clipped(repr(row), 60)}, column {column}"
                found = f"it is {'NULL' if value is None else clipped(repr(value), 60)}"
                raise CourseError(shown, where, found, wanted=wanted, cure=_CURE)


def refuse_spoilt_text(engine: Engine, shown: str) -> None:
    """As `refuse_odd_values`, for text that is not UTF-8, at which SQLite stops without naming the row. Reads
    all text, so it is for a gradebook that is known to have some.
    """
    columns = [one for table in api.Base.metadata.sorted_tables for one in table.columns]
    with engine.connect() as connection:
        for column in (one for one in columns if isinstance(one.type, String)):
            asked = [type_coerce(cast(one, LargeBinary), LargeBinary) for one in (column.table.c.id, column)]
            for found in connection.execute(select(*asked).where(func.typeof(column) == "text")):
                if _is_spoilt(found[1]):
                    row, told = (
                        clipped(repr(found[0].decode(errors="replace")), 60),
                        clipped(repr(found[1]), 60),
                    )
                    where = f"table {column.table.name}, the row with id = {row}, column {column.name}"
                    raise CourseError(shown, where, f"it is {told}", wanted="text in UTF-8", cure=_CURE)


def _is_spoilt(text: bytes) -> bool:
    try:
        text.decode()
        return False
    except UnicodeDecodeError:
        return True


def _odd(connection: Connection, table: Table) -> Iterator[tuple[str, object, object, str]]:
    """Column, id and value of the first row of each kind that has an odd one, and what is wanted there."""
    is_sqlite = connection.dialect.name == "sqlite"
    rules = {column: rule for column in table.columns if (rule := _rule(column, is_sqlite)) is not None}
    if rules:
        raw = [type_coerce(column, String) for column in rules]
        broken = [rule.label(None) for rule in rules.values()]
        found = connection.execute(select(table.c.id, *raw, *broken).where(or_(*rules.values())).limit(1))
        for row, *values in found:
            for column, value, is_odd in zip(rules, values, values[len(rules) :], strict=False):
                if is_odd:
                    yield column.name, row, value, _wanted(column)
    for column in table.columns if is_sqlite else ():
        if isinstance(column.type, DateTime | Interval):
            dates = select(table.c.id, type_coerce(column, String)).where(column.is_not(None))
            for row, value in connection.execute(dates):
                if not _is_date(value, before=MAXYEAR + 1 if isinstance(column.type, DateTime) else _NEVER):
                    yield column.name, row, value, _wanted(column)


def _rule(column: Column[object], is_sqlite: bool) -> ColumnElement[bool] | None:
    """What an odd value is; None: any value will do. Other databases see to kinds themselves."""
    kind, rules = column.type, list[ColumnElement[bool]]()
    if column.foreign_keys and column.table.name.startswith("submitted"):
        rules = [column.is_(None)]  # nbgrader's tables allow it, and nobody's work is counted
    if isinstance(kind, Float):
        rules = [column > _LARGEST, column < -_LARGEST]
    if not is_sqlite:
        return or_(*rules) if rules else None
    kept = func.typeof(column)
    kinds = {_NUMBER: ["real", "integer"], _TRUTH: ["integer"]}.get(_wanted(column), ["text"])
    odd = kept.not_in([*kinds, *(["null"] if column.nullable else [])])
    if isinstance(kind, Boolean):
        rules = [type_coerce(column, Float).not_in([0, 1])]
    if isinstance(kind, Enum):
        rules = [type_coerce(column, String).not_in(kind.enums)]
    return or_(odd, *rules)


def _wanted(column: Column[object]) -> str:
    for kind, wanted in ((Float, _NUMBER), (Boolean, _TRUTH), (DateTime, _DATE), (Interval, _SPAN)):
        if isinstance(column.type, kind):
            return wanted
    return _TEXT


def _is_date(text: str, *, before: int) -> bool:
    """before: the first year that is none."""
    try:
        found = datetime.fromisoformat(text)
        return found.tzinfo is None and found.year < before
    except (ValueError, TypeError):
        return False
