"""What grading found out about a submission."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    NOT_WRITTEN = "not written"
    SKIPPED = "skipped"
    BROKEN = "broken"


FINE = (Verdict.PASSED, Verdict.BROKEN)  # no points are lost
LACKING = "lacking"  # the rule of a repair that tells what the grading machine lacks
LACKING_HIDDEN = "lacking in hidden checks"  # of one that hidden checks alone met, and so their inputs chose
GONE = "gone"  # of one that tells of a student's own cell that is nowhere in the notebook


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
    right: `got` is right, and what it is compared with is not. question: what to ask about just this; "":
    what the check asks, or which step is the first with other numbers.
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
    question: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict of one check on one submission. `message` and `hint` are written for the student.

    asked: the check's own question; hint: that, or what is asked of just this answer, which may quote it.
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
    asked: str = ""
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
    public: its public checks at the end of the notebook handed in last, where `results` are of its check cell
    or of an earlier notebook, as hidden checks came out better there; (): those among `results`.
    """

    score: float
    points: float
    results: tuple[Result, ...] = ()
    awaits_marker: bool = False
    diagnoses: tuple[Diagnosis, ...] = ()
    behaviour: str = ""
    contrast: Contrast | None = None
    waits_for: str = ""
    public: tuple[Result, ...] = ()

    @property
    def in_public(self) -> tuple[Result, ...]:
        """The results of public checks, which no hidden check decides."""
        return self.public or tuple(one for one in self.results if not one.hidden)


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing about a notebook's structure that was not as released, and what was done about it."""

    cell: str
    rule: str
    done: str

    @property
    def lacking(self) -> bool:
        """It tells what the grading machine lacks, and nothing about the notebook."""
        return self.rule in (LACKING, LACKING_HIDDEN)

    @property
    def by_hidden(self) -> bool:
        """Hidden checks decided that there is such a repair."""
        return self.rule in ("stands", LACKING_HIDDEN)

    @property
    def gone(self) -> bool:
        """It tells of a cell that could not be put right, and what belongs in it earned nothing."""
        return self.rule == GONE


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
