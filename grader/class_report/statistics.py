"""How hard questions and checks are, and how well they tell students apart.

Discrimination is the item-rest correlation, also called corrected item-total correlation: Pearson's
correlation of the score on one item with the score on all the rest. For an item that is passed or failed it
is the point-biserial correlation. J. C. Nunnally and I. H. Bernstein, Psychometric Theory, 3rd edition, 1994,
chapter 8.
"""

import math
import statistics
from collections import Counter
from collections.abc import Sequence

FEWEST = 10  # students; from fewer, a correlation says next to nothing
APART = 5  # students whose score is not the most frequent one; from fewer, it depends on one or two of them
WEAK = 0.1  # a discrimination that is surely below it is worth a look
_ONE_SIDED = statistics.NormalDist().inv_cdf(0.95)


def discrimination(item: Sequence[float], total: Sequence[float]) -> float | None:
    """From -1 to 1. item, total: by student, the score on the item, and on everything, item included.

    None: there are too few students, or too few whose score on the item is not the usual one, or all have the
    same score on the rest.
    """
    rest = [whole - part for part, whole in zip(item, total, strict=True)]
    if len(item) < FEWEST or len(item) - max(Counter(item).values()) < APART:
        return None
    if math.isclose(min(item), max(item)) or math.isclose(min(rest), max(rest)):
        return None
    return statistics.correlation(item, rest)


def surely_weak(correlation: float, students: int) -> bool:
    """Whether it is below WEAK, and not by chance alone: Fisher's one-sided interval of 95 %."""
    if students < FEWEST:
        return False
    inside = min(max(correlation, -0.999), 0.999)
    return math.tanh(math.atanh(inside) + _ONE_SIDED / math.sqrt(students - 3)) < WEAK


def quartiles(scores: Sequence[float]) -> tuple[float, float, float] | None:
    """Lower quartile, median, upper quartile, by linear interpolation; None: nobody has a score."""
    if not scores:
        return None
    if len(scores) == 1:
        return scores[0], scores[0], scores[0]
    lower, middle, upper = statistics.quantiles(scores, n=4, method="inclusive")
    return lower, middle, upper


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
