"""A course and its assignments, as their authors wrote them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

CHECKED = ("stub", "quiz")  # kinds of question that machines mark


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. CPU seconds.

    submission_seconds: all its cells and calls together, asleep or not, and what the grader computes for it.
    answers_mb: what its functions return, in all calls together. budget_seconds: what the grader may compute
    beyond submission_seconds, to write down what is known by then. budget_mb: what it may use itself.
    """

    call_seconds: float = 2.0
    cell_seconds: float = 20.0
    question_seconds: float = 20.0
    submission_seconds: float = 120.0
    memory_mb: int = 1024
    disk_mb: int = 16
    output_kb: int = 64
    notebook_mb: int = 64
    answers_mb: int = 64
    budget_seconds: float = 30.0
    budget_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Question:
    """One part of an assignment.

    returns: the names of what a stub's function returns; more than one means a tuple in that order; "figure":
    it draws. choices: of a quiz, the answers to choose from.
    """

    name: str
    kind: Literal["stub", "answer", "quiz"]
    points: float
    returns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment's folder, read. `solutions` is None where only the public half is present.

    requires: packages that its answers may use beside those that grading always has, as pip is told them.
    """

    name: str
    folder: Path
    solutions: Path | None
    questions: tuple[Question, ...]
    requires: tuple[str, ...] = ()

    @property
    def has_tables(self) -> bool:
        """Whether its functions may be given tables, or return some."""
        returned = any(question.returns == ("table",) for question in self.questions)
        return returned or any(one.lower().startswith("pandas") for one in self.requires)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An assignment in the course's calendar.

    due: carries the course's time zone. url: where students' notebooks fetch the release's zip from; "": from
    nowhere. requires: as model.Assignment has it.
    """

    name: str
    due: datetime | None = None
    url: str = ""
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """How much of a hidden check a student is told: its claim, also its hint, also its counterexample.

    at_once_per_day: how many pages with hidden checks `grader watch` gives a student in a day; 0: none.
    """

    hidden: Literal["claim", "hint", "counterexample"] = "counterexample"
    at_once_per_day: int = 0


@dataclass(frozen=True, slots=True)
class LateRule:
    """What coming late costs: `percent` of the score earned, or `points`, for each day or hour begun.

    grace_minutes: late by no more than this is in time. max_days: when more days than this have begun,
    nothing is left.
    """

    percent: float = 0.0
    points: float = 0.0
    per: Literal["day", "hour"] = "day"
    grace_minutes: float = 0.0
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """course.toml, read.

    key: the secret that hidden examples are drawn from. gradebook: a database's URL; "": SQLite in the class
    folder. never_lower: a regrade keeps the higher score of each question. drop_lowest: how many assignments
    do not count in a student's total.
    """

    root: Path
    id: str
    name: str
    timezone: str
    key: str
    limits: Limits
    assignments: tuple[Scheduled, ...]
    gradebook: str = ""
    never_lower: bool = False
    feedback: Feedback = Feedback()
    late: LateRule = LateRule()
    drop_lowest: int = 0
