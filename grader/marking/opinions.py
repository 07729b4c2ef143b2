"""What a marker thinks of an answer, and what comes of it under today's rubric.

An opinion holds levels, not points: when a criterion's points change, every mark follows. The rubric is kept
as it stood, so that a level or criterion that came or went since is noticed, and asked about again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from grader.course import Criterion, Rubric
from grader.wording import points as worded

NONE_MET = 0


class Seen(msgspec.Struct, frozen=True, tag="rubric"):
    """A rubric's levels as a marker saw them: by criterion, what each level's `when` said."""

    id: str
    criteria: dict[str, tuple[str, ...]]


class Opinion(msgspec.Struct, frozen=True, tag="opinion", omit_defaults=True):
    """What one marker thinks of one answer, as a whole; a later one takes its place.

    at: ISO 8601, UTC. act: one press of a button, which may be about many answers. answer: the text's digest.
    rubric: id of a Seen. levels: by criterion, counted from the best, which is 1; 0: none is met.
    resolves: the last word where markers differ. undoes: the act that was taken back by this one.
    """

    at: str
    act: str
    marker: str
    question: str
    student: str
    answer: str
    rubric: str
    levels: dict[str, int] = {}
    errors: tuple[str, ...] = ()
    comment: str = ""
    resolves: bool = False
    undoes: str = ""

    @property
    def empty(self) -> bool:
        return not (self.levels or self.errors or self.comment)


@dataclass(frozen=True, slots=True)
class Reading:
    """An opinion under today's rubric.

    levels: one for each criterion; None: not decided yet, or decided when there were other levels to choose.
    asked_again: names of the criteria that were decided and must be again.
    """

    levels: tuple[int | None, ...]
    errors: tuple[str, ...] = ()
    comment: str = ""
    asked_again: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return None not in self.levels


def seen(rubric: Rubric) -> Seen:
    criteria = {one.name: tuple(level.when for level in one.levels) for one in rubric.criterion}
    return Seen(hashlib.sha256(repr(criteria).encode()).hexdigest()[:12], criteria)


def read(opinion: Opinion | None, rubrics: Mapping[str, Seen], rubric: Rubric) -> Reading:
    """rubrics: as they stood, by id."""
    if opinion is None:
        return Reading((None,) * len(rubric.criterion))
    then = rubrics[opinion.rubric].criteria if opinion.rubric in rubrics else {}
    levels = tuple(
        _level_now(opinion.levels.get(one.name), then.get(one.name, ()), one) for one in rubric.criterion
    )
    known = {error.name for error in rubric.error}
    decided = all(name in opinion.levels for name in then)
    again = tuple(
        one.name
        for one, level in zip(rubric.criterion, levels, strict=True)
        if level is None and (one.name in opinion.levels or decided)
    )
    return Reading(levels, tuple(name for name in opinion.errors if name in known), opinion.comment, again)


def _level_now(level: int | None, then: Sequence[str], criterion: Criterion) -> int | None:
    """The same level in the criterion as it is now; None where the marker had other levels to choose from.

    Same number of levels: other points, another order or other words; what is worded anew keeps its place.
    Fewer: whoever chose one that is left keeps it. More: nobody could choose the new one; all decide again.
    """
    now = [one.when for one in criterion.levels]
    if level is None or len(now) > len(then):
        return None
    if level == NONE_MET:
        return NONE_MET
    if then[level - 1] in now:
        return now.index(then[level - 1]) + 1
    return level if len(now) == len(then) else None


def score(rubric: Rubric, reading: Reading) -> float:
    """Points of what is decided, less its errors; never below 0."""
    earned = sum(worth(one, level) for one, level in zip(rubric.criterion, reading.levels, strict=True))
    return max(0.0, earned - sum(error.deduct for error in rubric.error if error.name in reading.errors))


def worth(criterion: Criterion, level: int | None) -> float:
    return criterion.levels[level - 1].points if level else 0.0


def comment_of(rubric: Rubric, reading: Reading, *, blank: bool) -> str:
    """What the student is told: the marker's comment, and how the points come about."""
    if blank:
        return reading.comment or "No response."  # nbgrader's words
    lines = [
        f"{worded(worth(one, level))} of {worded(one.points)}: {one.name}"
        for one, level in zip(rubric.criterion, reading.levels, strict=True)
    ]
    noted = [error for error in rubric.error if error.name in reading.errors]
    lines += [f"{f'-{worded(error.deduct)}' if error.deduct else 'noted'}: {error.name}" for error in noted]
    return "\n".join([reading.comment, "", *lines] if reading.comment else lines)


def differ(one: Reading, other: Reading) -> bool:
    """Whether two markers disagree, be it only about how the same points come about."""
    return one.levels != other.levels or set(one.errors) != set(other.errors)
