"""How far two markers agree beyond chance: Cohen's kappa, weighted by the square of the distance.

Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
credit. Psychological Bulletin, 70(4), 213-220. With two levels it is the kappa of 1960.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two markers on one criterion. same: answers on one level. kappa: None: all is on one level."""

    criterion: str
    same: int
    answers: int
    kappa: float | None


def kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """1: always the same level; 0: as often as by chance; None: chance alone makes them agree always.

    pairs: the levels that two markers gave to the same answers; levels are places on a scale.
    """
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum((one - other) ** 2 for one, other in pairs) * len(pairs)
    by_chance = sum((a - b) ** 2 * ones[a] * others[b] for a in ones for b in others)
    return 1 - observed / by_chance if by_chance else None


def agreement(criterion: str, pairs: Sequence[tuple[int, int]]) -> Agreement:
    return Agreement(criterion, sum(one == other for one, other in pairs), len(pairs), kappa(pairs))
