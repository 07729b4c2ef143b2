"""What of an assignment is audited: all of it, one question, one known solution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.checks.judge import Prepared
from grader.errors import CourseError, WrongCommand, did_you_mean
from grader.model import CHECKED, Assignment


@dataclass(frozen=True, slots=True)
class Scope:
    """question: its name. solution: its file's name, without .py. "" is all of them."""

    question: str = ""
    solution: str = ""

    def questions(self, every: Sequence[str]) -> list[str]:
        return [name for name in every if name == self.question or not self.question]

    def __str__(self) -> str:
        return " and ".join(filter(None, (self.solution, self.question)))


EVERYTHING = Scope()


def scope_of(assignment: Assignment, question: str, solution: str) -> Scope:
    """solution: a file, by its path or its name alone. Raises: CourseError: there is none so called."""
    questions = [one.name for one in assignment.questions if one.kind in CHECKED]
    if question and question not in questions:
        raise _unknown(assignment.folder, "question with checks", question, questions)
    folder = assignment.solutions or assignment.folder
    files = [path.stem for kind in ("right", "wrong") for path in sorted((folder / kind).glob("*.py"))]
    if solution and Path(solution).stem not in files:
        raise _unknown(folder, "right or wrong solution", solution, files)
    return Scope(question, Path(solution).stem)


def _unknown(folder: Path, kind: str, name: str, known: list[str]) -> CourseError:
    cure = did_you_mean(Path(name).stem, known, f"there are: {', '.join(known)}")
    return WrongCommand(folder, "", f"there is no {kind} {name!r}", cure=cure)


def within(prepared: Prepared, scope: Scope) -> Prepared:
    """With the checks of these questions alone. What was drawn for all of them stays."""
    checks = tuple(check for check in prepared.checks if scope.questions([check.question]))
    return replace(prepared, checks=checks)
