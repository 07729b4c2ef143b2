"""All that the report of a class shows, as plain data."""

from dataclasses import dataclass
from datetime import datetime

from grader.diagnosis import Group


@dataclass(frozen=True, slots=True)
class StudentFacts:
    """name: in full, as the roster has it; "": it does not. late: seconds. penalty: points.

    called_late: by the system it was handed in to, which says no time.

    score: as the gradebook has it, else the machines'. unmarked: questions that nobody marked yet.

    lost: questions that lost points with a machine. remark: what is out of the ordinary. reason: why it could
    not be graded. repairs: how many. page: the student's feedback, relative to the report; "": none was made.
    """

    student: str
    name: str
    score: float
    machine: float
    late: float
    called_late: bool
    penalty: float
    status: str
    remark: str
    reason: str
    unmarked: tuple[str, ...]
    lost: tuple[str, ...]
    repairs: int
    page: str


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """Of those whose question machines marked. mean, full: shares of points and of students, from 0 to 1."""

    question: str
    points: float
    students: int
    mean: float | None
    full: float | None
    discrimination: float | None
    unmarked: int


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """passed: share of the students it was judged for, from 0 to 1. The rest are numbers of students."""

    check: str
    question: str
    claim: str
    hidden: bool
    points: float
    students: int
    passed: float | None
    discrimination: float | None
    failed: int
    crashed: int
    timed_out: int
    not_written: int
    skipped: int
    broken: int


@dataclass(frozen=True, slots=True)
class Together:
    """Of the `students` who lost points on `question`, by question, how many lost points on that one too."""

    question: str
    students: int
    also: dict[str, int]


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """One kind of repair, or one cell that is gone; an example; and whose notebooks it is about."""

    rule: str
    example: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """When submissions were entered, in UTC, and the seconds that usually passed between two of them."""

    first: datetime
    last: datetime
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions alike. share: of the fingerprints of the one that has fewer, those that both have.

    passages: of either, the lines that hold them.
    """

    students: tuple[str, str]
    share: float
    passages: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """quartiles: of scores: lower, median, upper. isolation: numbers of submissions by level.

    similar: pairs that are alike; None: nobody asked.
    """

    course: str
    assignment: str
    points: float
    students: tuple[StudentFacts, ...]
    quartiles: tuple[float, float, float] | None
    mean: float | None
    questions: tuple[QuestionFacts, ...]
    checks: tuple[CheckFacts, ...]
    together: tuple[Together, ...]
    groups: tuple[Group, ...]
    repairs: tuple[RepairFacts, ...]
    isolation: dict[str, int]
    times: Times | None
    similar: tuple[Pair, ...] | None = None
