"""What a grading reads of a course, to be taken to another machine: its files by name, and nothing else.

It holds the course's key, hidden checks and wrong solutions. Right ones and the gradebook's address stay at
home.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from grader.files import as_toml
from grader.model import Assignment, Course
from grader.notebooks import Source


def course_files(course: Course, assignment: Assignment, source: Source) -> dict[str, bytes]:
    """By path below the course's folder; course.toml holds the one assignment."""
    files = {"course.toml": _course_toml(course, assignment).encode()}
    for path in _needed(assignment, source):
        files[path.relative_to(course.root).as_posix()] = path.read_bytes()
    return files


def _needed(assignment: Assignment, source: Source) -> Iterator[Path]:
    """The files that a grading reads."""
    name, solutions = assignment.name, assignment.solutions or Path()
    yield source.path
    for path in (assignment.folder / "checks.py", *(assignment.folder / "data").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
    for inner in (f"{name}.py", "checks.py", "rubric.toml", "hints.toml"):
        if (solutions / inner).is_file():
            yield solutions / inner
    yield from sorted((solutions / "wrong").glob("*.py"))


def _course_toml(course: Course, assignment: Assignment) -> str:
    """What verdicts depend on, and no more: the key, the limits, how much is disclosed."""
    tables: dict[str, dict[str, object]] = {
        "[course]": {"id": course.id, "name": course.name, "timezone": course.timezone, "key": course.key},
        "[limits]": asdict(course.limits),
        "[feedback]": asdict(course.feedback),
        "[[assignment]]": {"name": assignment.name},
    }
    url = next(one.url for one in course.assignments if one.name == assignment.name)
    tables["[[assignment]]"] |= {"url": url} if url else {}
    tables["[[assignment]]"] |= {"requires": list(assignment.requires)} if assignment.requires else {}
    return "\n".join(
        f"{head}\n" + "".join(f"{key} = {_value(value)}\n" for key, value in table.items())
        for head, table in tables.items()
    )


def _value(value: object) -> str:
    return json.dumps(value) if isinstance(value, list) else as_toml(value)
