"""What an instructor says to those who are wrong alike: solutions/<assignment>/hints.toml.

[[group]]
behaviour = "7f651baf50ad"      # from `grader groups`
name = "Counts words from one."
hint = "Which number does Python give the first word?"

A hint goes to every submission of that behaviour, without any of them being graded again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import msgspec

from grader.errors import CourseError
from grader.files import as_toml, read_toml
from grader.model import Course, Diagnosis, QuestionReport, Report

Text = Annotated[str, msgspec.Meta(pattern=r"\S", description="text in quotes")]
Behaviour = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-9a-f]{12}\Z", description="12 digits and letters as `grader groups` prints them"
    ),
]


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to tell a behaviour group: the slip's name, and a question that leads out of it."""

    behaviour: Behaviour
    name: Text
    hint: Text


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: tuple[Hint, ...] = ()


def load_hints(solutions: Path | None) -> tuple[Hint, ...]:
    """The hints in an assignment's private folder; none where there is no file.

    Raises: CourseError: the file says something unusable.
    """
    path = solutions and solutions / "hints.toml"
    if path is None or not path.exists():
        return ()
    hints = read_toml(path, _File, absent="").group
    _refuse_twice(path, hints)
    return tuple(Hint(one.behaviour, _on_one_line(one.name), _on_one_line(one.hint)) for one in hints)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse_twice(path: Path, hints: Sequence[Hint]) -> None:
    seen: dict[str, int] = {}
    for number, hint in enumerate(hints, start=1):
        first = seen.setdefault(hint.behaviour, number)
        if first != number:
            found = f"behaviour {as_toml(hint.behaviour)} is in [[group]] {first} already"
            raise CourseError(path, f"[[group]] {number}", found, cure="remove one of them")


def hinted(course: Course, assignment: str, reports: Iterable[Report]) -> list[Report]:
    """The reports with the hints that stand in the assignment's hints.toml.

    Raises: CourseError: the file says something unusable.
    """
    hints = load_hints(course.root / "solutions" / assignment)
    return [with_hints(report, hints) for report in reports]


def with_hints(report: Report, hints: Sequence[Hint]) -> Report:
    """`report` with a diagnosis for each question whose behaviour has a hint and no known misconception."""
    by_behaviour = {hint.behaviour: Diagnosis("", hint.name, hint.hint) for hint in hints}

    def hinted(question: QuestionReport) -> QuestionReport:
        diagnosis = by_behaviour.get(question.behaviour)
        if diagnosis is None or question.diagnoses:
            return question
        return replace(question, diagnoses=(diagnosis,))

    return replace(report, questions={name: hinted(one) for name, one in report.questions.items()})
