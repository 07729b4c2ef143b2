"""The nouns: frozen, comparable, and free of behaviour."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

CHECKED = ("stub", "quiz")  # kinds of question that machines mark


# --- an assignment, as its author wrote it ---


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


# --- what grading found ---


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    NOT_WRITTEN = "not written"
    SKIPPED = "skipped"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Given:
    """One input of a counterexample, as Python source that can be pasted."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Intermediate:
    """What is found on the way to a right answer, in words, and its value as text."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The smallest input found for which a claim does not hold: `what` is `got`, and `expected` was due.

    expected: "" where no value came back to compare; then `got` says what happened: "raised KeyError: 'a'".
    whole: where `got` and `expected` are single numbers of two small arrays, those: ("[0, 1]", "[1, 1]").
    at: their place in them, where `what` is told in words. beside, sure: as errors.CheckFailed has them.
    alone: of an example that does not fail by itself, in a fresh process, why not; else "".
    code: Python that prints what is compared, to be pasted below the student's cell; "": there is none.
    way: what there is on the way to the right answer, in order; none: nobody wrote that.
    right: `got` is right, and what it is compared with is not.
    """

    what: str
    got: str
    expected: str
    when: tuple[Given, ...] = ()
    whole: tuple[str, str] = ("", "")
    beside: str = ""
    alone: str = ""
    at: str = ""
    sure: bool = False
    code: str = ""
    way: tuple[Intermediate, ...] = ()
    right: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict of one check on one submission. `message` and `hint` are written for the student.

    inputs: the kind of input that the claim is about; "": all kinds.
    slip: of a broken check, where and on what it went wrong; for its author alone.
    """

    check: str
    claim: str
    verdict: Verdict
    score: float
    points: float
    hidden: bool
    message: str = ""
    hint: str = ""
    counterexample: Counterexample | None = None
    inputs: str = ""
    slip: str = ""

    @property
    def lost(self) -> bool:
        """Whether it cost points."""
        return self.score < self.points


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """On every input tried, a submission answers as the known wrong `solution` (a file's stem) does."""

    solution: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """What sets a submission's wrong answers apart from right ones, on every input tried; and what to ask
    about it, "" for what the claim asks.
    """

    found: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question's score. `score` counts what machines marked; `awaits_marker`: a person adds to it.

    diagnoses: the misconception it shows, or what its instructor writes to all who answer so; no effect on
    points.
    behaviour: equal for submissions that answered alike; "" for a question without a fault. contrast: None if
    nothing is known that would lead on. waits_for: the other question whose function makes every mistake that
    shows here; "": this one's own does, or nobody knows.
    """

    score: float
    points: float
    results: tuple[Result, ...] = ()
    awaits_marker: bool = False
    diagnoses: tuple[Diagnosis, ...] = ()
    behaviour: str = ""
    contrast: Contrast | None = None
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing about a notebook's structure that was not as released, and what was done about it."""

    cell: str
    rule: str
    done: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Enough to explain later why a score is what it is. All hashes are SHA-256 in hex.

    told: of what decides only how a verdict is told: wrong solutions, and what students may see.
    """

    notebook: str
    assignment: str
    grader: str
    environment: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that grading found out about one submission. Written as report.json."""

    student: str
    assignment: str
    status: Literal["graded", "unreadable", "broken"]
    score: float
    points: float
    questions: dict[str, QuestionReport]
    repairs: tuple[Repair, ...]
    isolation: str
    provenance: Provenance
    reason: str = ""
    schema: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What the gradebook has for one question of one student, beyond what a report says.

    machine: the points it keeps from machines; None: none yet. manual: a person's, in place of them. extra:
    extra credit. comment: what the person wrote.
    """

    machine: float | None = None
    manual: float | None = None
    extra: float = 0.0
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """One student's marks by question, and what coming late takes off their total."""

    questions: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
