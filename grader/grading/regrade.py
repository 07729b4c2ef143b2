"""What a regrade changes: whose score, by which check, and why. Reports are compared; nothing is run here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.model import Provenance, QuestionReport, Report, Result
from grader.wording import points, printable

# What verdicts depend on, in the order in which `setup.fingerprint` has it.
PARTS = (
    "[limits]",
    "the notebook's source",
    "the public checks",
    "the data",
    "the reference",
    "the hidden checks, the key or a quiz's right answer",
)

_CAUSES = {
    "notebook": "another notebook was handed in",
    "assignment": "{} changed",
    "grader": "another version of grader",
    "environment": "other library versions",
}
_UNCAUSED = "nothing changed; the answers themselves vary from run to run"


@dataclass(frozen=True, slots=True)
class Shift:
    """A check that judges otherwise than before. None: there was, or is, no such check."""

    check: str
    before: Result | None
    after: Result | None


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score differs."""

    student: str
    question: str
    before: float
    after: float
    shifts: tuple[Shift, ...]
    causes: tuple[str, ...]


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """The questions whose scores differ, in the order of the assignment."""
    causes = causes_of(before.provenance, after.provenance)
    names = dict.fromkeys((*before.questions, *after.questions))
    nothing = QuestionReport(0.0, 0.0)
    pairs = {
        name: (before.questions.get(name, nothing), after.questions.get(name, nothing)) for name in names
    }
    return tuple(
        Change(after.student, name, old.score, new.score, _shifts(old, new), causes)
        for name, (old, new) in pairs.items()
        if old.score != new.score
    )


def causes_of(before: Provenance, after: Provenance) -> tuple[str, ...]:
    """What is not as it was; nothing at all if the answers themselves vary from run to run."""
    changed = _of_assignment(before.assignment, after.assignment)
    return tuple(
        words.format(changed)
        for field, words in _CAUSES.items()
        if getattr(before, field) != getattr(after, field)
    )


def _of_assignment(before: str, after: str) -> str:
    """Which parts of the assignment differ; an earlier version kept one hash of them all."""
    pairs = [*zip(before.split("-"), after.split("-"), strict=False)]
    if len(pairs) != len(PARTS):
        return "checks, reference, limits or key"
    return ", ".join(name for name, (old, new) in zip(PARTS, pairs, strict=True) if old != new)


def higher_of(before: Report, after: Report) -> Report:
    """`after`, but no question below its score in `before`: the policy "never lower"."""
    kept = {
        name: replace(before.questions[name], public=question.in_public)
        for name, question in after.questions.items()
        if name in before.questions and before.questions[name].score > question.score
    }
    if not kept:
        return after
    questions = {name: kept.get(name, question) for name, question in after.questions.items()}
    reason = f"a regrade never lowers a score: {', '.join(kept)} as before"
    total = sum(question.score for question in questions.values())
    return replace(after, questions=questions, score=total, reason=reason)


def changes_in_words(found: Sequence[Change], regraded: int, *, written: bool) -> Iterator[str]:
    """For the instructor: a paragraph a change, then the count. written: the scores are in the gradebook."""
    for change in sorted(found, key=lambda change: (change.student, change.question)):
        difference = points(abs(change.after - change.before))
        sign = "+" if change.after > change.before else "-"
        yield (
            f"{printable(change.student)}: {change.question} "
            f"{points(change.before)} → {points(change.after)} ({sign}{difference})"
        )
        for shift in change.shifts:
            yield f"    {shift.check}: {_told(shift.before)} → {_told(shift.after)}"
        yield f"    because: {'; '.join(change.causes) or _UNCAUSED}"
    students = len({change.student for change in found})
    yield f"{students} of {regraded} students {'have' if written else 'would have'} another score"


def _shifts(before: QuestionReport, after: QuestionReport) -> tuple[Shift, ...]:
    old = {result.check: result for result in before.results}
    new = {result.check: result for result in after.results}
    return tuple(
        Shift(check, old.get(check), new.get(check))
        for check in dict.fromkeys((*old, *new))
        if _judged(old.get(check)) != _judged(new.get(check))
    )


def _judged(result: Result | None) -> tuple[str, float] | None:
    return (str(result.verdict), result.score) if result else None


def _told(result: Result | None) -> str:
    return f"{result.verdict}, {points(result.score)}" if result else "no such check"
