"""What came with a notebook: its questions, public checks and their examples.

They are in the wheel that the release holds: beside the notebook as a file, or installed.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grader.checks.claims import Check
from grader.checks.draw import Pools
from grader.checks.load import load_checks
from grader.checks.pool_file import pools_from
from grader.checks.student_functions import Returns
from grader.errors import CourseError
from grader.model import CHECKED, Question

INSTALLED = Path(__file__).parent.parent / "handout"
INSIDE = "grader/handout/"  # in the wheel
WHEELS = "attention_grader-*.whl"


class HandoutMissing(Exception):
    """There is none, or no single one. The text says what to do, for the student."""


@dataclass(frozen=True, slots=True, eq=False)
class Handout:
    """pools: by check, its examples."""

    questions: tuple[Question, ...]
    checks: tuple[Check, ...]
    pools: Pools

    @property
    def returns(self) -> Returns:
        return {question.name: question.returns for question in self.questions if question.kind in CHECKED}


def read_handout(folder: Path) -> Handout:
    """The handout that belongs to a notebook in `folder`.

    Raises: HandoutMissing. CourseError: it is not as it was handed out.
    """
    wheels = sorted(folder.glob(WHEELS))
    if len(wheels) > 1:
        names = " and ".join(wheel.name for wheel in wheels)
        raise HandoutMissing(f"Beside this notebook lie {names}. Keep only the one that came with it.")
    if wheels:
        return _unpacked(wheels[0], wheels[0].stat().st_mtime_ns)
    if INSTALLED.is_dir():
        return _read(INSTALLED)
    raise HandoutMissing(
        "The checks are in the file attention_grader-….whl that came with this notebook.\n"
        "Put it beside the notebook, then try again."
    )


@cache
def _unpacked(wheel: Path, changed: int) -> Handout:
    """changed: the file's time of change, so that a new file is read anew."""
    with TemporaryDirectory() as aside:
        try:
            with zipfile.ZipFile(wheel) as packed:
                packed.extractall(aside, [name for name in packed.namelist() if name.startswith(INSIDE)])
        except zipfile.BadZipFile as error:
            raise CourseError(wheel, "", f"no wheel ({error})") from None
        return _read(Path(aside) / INSIDE)


def _read(folder: Path) -> Handout:
    questions = _questions(folder / "questions.json")
    checks = load_checks(folder / "checks.py", None, questions)
    try:
        pools = pools_from((folder / "examples.json").read_text("utf-8"), checks)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise _spoiled(folder / "examples.json", error) from error
    return Handout(questions, checks, pools)


def _questions(path: Path) -> tuple[Question, ...]:
    try:
        return tuple(_question(table) for table in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _spoiled(path, error) from error


def _question(table: Mapping[str, Any]) -> Question:
    """JSON has lists where a question has tuples."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        values[name] = tuple(value) if isinstance(value, list) else value
    return Question(**values)


def _spoiled(path: Path, error: Exception) -> CourseError:
    return CourseError(path.name, "", f"{type(error).__name__}: {error}")
