"""course.toml and an assignment's folder, read into nouns, or into an error that says what to mend.

course.toml
assignments/<name>/   the notebook's source and public checks; may be published whole
solutions/<name>/     reference, hidden checks, known solutions; never published, may be absent
"""

import os
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from grader.course.requires import read_requires
from grader.errors import CourseError, WrongCommand, did_you_mean
from grader.files import as_toml, read_toml
from grader.model import Assignment, Course, Feedback, LateRule, Limits, Scheduled
from grader.notebooks import Source, questions_in, read_source


class _About(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    name: str
    timezone: str = "UTC"
    key: str = ""
    gradebook: str = ""
    never_lower: bool = False
    drop_lowest: Annotated[int, msgspec.Meta(ge=0)] = 0


class _Scheduled(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    due: datetime | None = None
    url: str = ""
    requires: list[str] = []


_MOST = 999_999  # of any limit: eleven days, or a terabyte of memory; beyond, the system takes no number
_Limits = msgspec.defstruct(
    "_Limits",
    [(one.name, Annotated[one.type, msgspec.Meta(gt=0, le=_MOST)], one.default) for one in fields(Limits)],
    forbid_unknown_fields=True,
    frozen=True,
)


Policy = Annotated[
    Literal["claim", "hint", "counterexample"],
    msgspec.Meta(description="one of: claim, hint, counterexample"),
]


Per = Annotated[Literal["day", "hour"], msgspec.Meta(description='"day" or "hour"')]


class _Feedback(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    hidden: Policy = "counterexample"
    at_once_per_day: Annotated[int, msgspec.Meta(ge=0)] = 0


class _Late(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    percent: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    points: Annotated[float, msgspec.Meta(gt=0)] | None = None
    per: Per = "day"
    grace_minutes: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    max_days: Annotated[int, msgspec.Meta(ge=0)] | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    course: _About
    limits: _Limits = _Limits()  # type: ignore[valid-type]
    feedback: _Feedback = _Feedback()
    late: _Late | None = None
    assignment: list[_Scheduled] = []


_ABSENT = "name the folder that holds it"
_NO_URL = re.compile(r"""^URL = (?:""|'')""", re.MULTILINE)


def load_course(root: str | os.PathLike[str]) -> Course:
    """The course whose folder is `root`.

    Raises: CourseError: course.toml is missing, is not TOML, or says something unusable.
    """
    root = Path(root)
    path = root / "course.toml"
    file = read_toml(path, _File, absent=_ABSENT)
    try:
        zone = ZoneInfo(file.course.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones, or too long for a file
        found = f"timezone is {as_toml(file.course.timezone)}"
        raise CourseError(path, "[course]", found, wanted='an IANA name such as "Europe/Paris"') from None
    _refuse_names(path, [one.name for one in file.assignment])
    _refuse_addresses(path, file.assignment)
    return Course(
        root=root,
        id=file.course.id,
        name=file.course.name,
        timezone=file.course.timezone,
        key=file.course.key,
        limits=Limits(**msgspec.structs.asdict(file.limits)),
        assignments=tuple(
            Scheduled(
                one.name,
                one.due and (one.due if one.due.tzinfo else one.due.replace(tzinfo=zone)),
                one.url,
                read_requires(path, one.name, one.requires),
            )
            for one in file.assignment
        ),
        gradebook=file.course.gradebook,
        never_lower=file.course.never_lower,
        feedback=Feedback(file.feedback.hidden, file.feedback.at_once_per_day),
        late=_late_rule(path, file.late) if file.late else LateRule(),
        drop_lowest=file.course.drop_lowest,
    )


def _late_rule(path: Path, late: _Late) -> LateRule:
    """Raises: CourseError: the table says two things at once, or none."""
    if late.percent and late.points:
        raise CourseError(path, "[late]", "percent and points are both there", cure="remove one of them")
    if not late.percent and not late.points and late.max_days is None:
        raise CourseError(path, "[late]", "it takes nothing off", cure="add percent = 10, or remove it")
    return LateRule(late.percent or 0.0, late.points or 0.0, late.per, late.grace_minutes, late.max_days)


def scheduled(course: Course, name: str) -> Scheduled:
    """What course.toml says of an assignment. Raises: WrongCommand: it does not list it."""
    for one in course.assignments:
        if one.name == name:
            return one
    listed = [one.name for one in course.assignments]
    cure = did_you_mean(name, listed, f'add [[assignment]] with name = "{name}"')
    wanted = f"one of: {', '.join(listed)}" if listed else "an [[assignment]]"
    file = course.root / "course.toml"
    raise WrongCommand(file, "[[assignment]]", f"there is no {name!r}", wanted=wanted, cure=cure)


def load_assignment(course: Course, name: str) -> tuple[Assignment, Source]:
    """An assignment of the course, and its notebook's source.

    Raises: CourseError: course.toml does not list it, or its folder or notebook source cannot be used.
    """
    listed_as = scheduled(course, name)
    folder, solutions = course.root / "assignments" / name, course.root / "solutions" / name
    if not folder.is_dir():
        raise CourseError(folder, "", "the folder is missing", cure="create it with a notebook source in it")
    notebook = folder / f"{name}.ipynb"
    only_notebook = notebook.exists() and not (folder / f"{name}.py").exists()
    source = read_source(notebook if only_notebook else folder / f"{name}.py")
    source = _addressed(source, listed_as.url)
    private = solutions if solutions.is_dir() else None
    return Assignment(name, folder, private, questions_in(source), listed_as.requires), source


def _addressed(source: Source, url: str) -> Source:
    """The source with `url` where its set-up cell says URL = ""; a cell's name is made before, and stays.

    Raises: CourseError: no cell says so, and students' notebooks would never ask there.
    """
    if not url:
        return source
    cells = tuple(
        replace(cell, text=_NO_URL.sub(lambda _: f'URL = "{url}"', cell.text))
        if cell.role == "locked"
        else cell
        for cell in source.cells
    )
    if cells == source.cells:
        cure = "add it to the set-up cell, or take url out of course.toml"
        raise CourseError(source.path, "", 'no read-only cell has the line URL = ""', cure=cure)
    return replace(source, cells=cells)


def due_of(course: Course, name: str) -> datetime | None:
    """When an assignment is due, with the course's time zone; None: course.toml does not say."""
    return next((one.due for one in course.assignments if one.name == name), None)


def is_assignment_name(name: str) -> bool:
    """Whether an assignment may be called so: the name names folders and files."""
    return re.fullmatch(r"\w[\w.+-]*", name) is not None


def _refuse_names(path: Path, names: Sequence[str]) -> None:
    """Raises: CourseError: two assignments share a name, or one is no name for a folder."""
    for index, name in enumerate(names):
        if not is_assignment_name(name):
            wanted = "letters, digits, _ or -, as it names a folder"
            raise CourseError(path, "[[assignment]]", f"name is {as_toml(name)}", wanted=wanted)
        if name in names[:index]:
            found = f"{as_toml(name)} is there twice"
            raise CourseError(path, "[[assignment]]", found, cure="remove one of them")


def _refuse_addresses(path: Path, assignments: Sequence[_Scheduled]) -> None:
    """Raises: CourseError: a url is none that a notebook could fetch a zip from."""
    for one in assignments:
        if one.url and not re.fullmatch(r"https?://[^\s\"'\\]+\.zip", one.url):
            wanted = f'the address of the zip that `grader release` writes, "https://…/{one.name}.zip"'
            raise CourseError(path, f"[[assignment]] {one.name}", f"url is {as_toml(one.url)}", wanted=wanted)
