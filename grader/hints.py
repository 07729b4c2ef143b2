"""What an instructor says to those who are wrong alike: solutions/<assignment>/hints.toml.

[[group]]
behaviour = "7f651baf50ad"      # from `grader groups`
name = "Counts words from one."
hint = "Which number does Python give the first word?"

A hint goes to every submission of that behaviour, without any of them being graded again.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader.errors import CourseError
from grader.model import Diagnosis, QuestionReport, Report


@dataclass(frozen=True, slots=True)
class Hint:
    """What to tell a behaviour group: the slip's name, and a question that leads out of it."""

    behaviour: str
    name: str
    hint: str


_KEYS = [field.name for field in fields(Hint)]
_WANTED = {"behaviour": "12 digits and letters as `grader groups` prints them"}


def load_hints(solutions: Path | None) -> tuple[Hint, ...]:
    """The hints in an assignment's private folder; none where there is no file.

    Raises: CourseError: the file says something unusable.
    """
    path = solutions and solutions / "hints.toml"
    if path is None or not path.exists():
        return ()
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(path, "", f"not TOML: {error}") from None
    _refuse_keys(path, "", tables, ["group"])
    groups = tables.get("group", [])
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise CourseError(
            path, "", "group is no list of tables", wanted="[[group]]", cure="double the brackets"
        )
    hints = tuple(_hints(path, groups))
    _refuse_twice(path, hints)
    return hints


def _hints(path: Path, groups: Sequence[Mapping[str, Any]]) -> Iterator[Hint]:
    for number, group in enumerate(groups, start=1):
        place = f"[[group]] {number}"
        _refuse_keys(path, place, group, _KEYS)
        for key in _KEYS:
            if key not in group:
                raise CourseError(path, place, f"{key!r} is missing", cure=f"add {key} = ...")
            value = group[key]
            if not isinstance(value, str) or not value.strip() or not _usable(key, value):
                raise CourseError(path, place, f"{key} is {_as_toml(value)}", wanted=_WANTED.get(key, "text"))
        yield Hint(group["behaviour"], " ".join(group["name"].split()), " ".join(group["hint"].split()))


def _usable(key: str, value: str) -> bool:
    return key != "behaviour" or re.fullmatch(r"[0-9a-f]{12}", value) is not None


def _as_toml(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return json.dumps(value, ensure_ascii=False, default=str)


def _refuse_keys(path: Path, place: str, table: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in table:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            cure = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"
            raise CourseError(path, place, f"there is no key {key!r}", cure=cure)


def _refuse_twice(path: Path, hints: Sequence[Hint]) -> None:
    seen: dict[str, int] = {}
    for number, hint in enumerate(hints, start=1):
        first = seen.setdefault(hint.behaviour, number)
        if first != number:
            found = f"behaviour {json.dumps(hint.behaviour)} is in [[group]] {first} already"
            raise CourseError(path, f"[[group]] {number}", found, cure="remove one of them")


def with_hints(report: Report, hints: Sequence[Hint]) -> Report:
    """`report` with a diagnosis for each question whose behaviour has a hint and no known misconception."""
    by_behaviour = {hint.behaviour: Diagnosis("", hint.name, hint.hint) for hint in hints}

    def hinted(question: QuestionReport) -> QuestionReport:
        diagnosis = by_behaviour.get(question.behaviour)
        if diagnosis is None or question.diagnoses:
            return question
        return replace(question, diagnoses=(diagnosis,))

    return replace(report, questions={name: hinted(one) for name, one in report.questions.items()})
