"""A student's total over the assignments of the course, without what was dropped or excused."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Earned:
    """What one assignment brought. score: after the late penalty; 0 where nothing was handed in."""

    assignment: str
    score: float
    points: float
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """dropped, excused: assignments that count neither for the score nor for the points."""

    score: float
    points: float
    dropped: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()


def total(earned: Sequence[Earned], *, drop_lowest: int = 0) -> Total:
    """The sum, without the `drop_lowest` assignments that brought the smallest part of their points.

    One always counts. An assignment that a student is excused from uses up no drop.
    """
    counted = [one for one in earned if not one.excused]
    worst = sorted(counted, key=lambda one: (one.score / one.points if one.points else 1.0, -one.points))
    dropped = {one.assignment for one in worst[: min(drop_lowest, max(0, len(worst) - 1))]}
    kept = [one for one in counted if one.assignment not in dropped]
    return Total(
        sum(one.score for one in kept),
        sum(one.points for one in kept),
        tuple(one.assignment for one in counted if one.assignment in dropped),
        tuple(one.assignment for one in earned if one.excused),
    )
