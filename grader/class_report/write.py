"""Facts → report/<assignment>/ in the class folder: the page, students.csv, checks.csv and figures.json."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import msgspec

from grader.class_report.facts import CheckFacts, Facts, StudentFacts
from grader.class_report.page import render
from grader.files import as_csv, write_file


def write_report(home: Path, found: Facts) -> Path:
    """Write all files into `home`, the page last, and return its path.

    Raises: CourseError: they cannot be written.
    """
    write_file(home / "figures.json", msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    write_file(home / "students.csv", _table(StudentFacts, found.students))
    write_file(home / "checks.csv", _table(CheckFacts, found.checks))
    page = home / f"{found.assignment}.html"
    write_file(page, render(found).encode())
    return page


def _table(kind: type[Any], rows: Sequence[Any]) -> bytes:
    names = [field.name for field in fields(kind)]
    return as_csv([names, *([_cell(asdict(row)[name]) for name in names] for row in rows)])


def _cell(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
