"""Whoever fails as somebody did before is asked the same, and told the same, with less work."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from grader.checks import retrace
from grader.checks.claims import Check
from grader.checks.draw import Pools, draw
from grader.checks.in_process import in_process
from grader.checks.retrace import Ways, retracing
from grader.checks.run import play_one_by_one
from grader.checks.shrink import shrinker
from grader.values import Call, Reply, Returned, frames

from .conftest import DOUBLED, RETURNS, Load

Double = Callable[[np.ndarray], np.ndarray]
SEEN: dict[bytes, Reply] = {}


@dataclass
class Asked:
    """Answers by a function, equal answers by the same object, and keeps the keys of all calls."""

    function: Double
    keys: list[bytes] = field(default_factory=list)

    def __call__(self, call: Call) -> Reply:
        self.keys.append(frames.key(call))
        reply = in_process({"double": self.function})(call)
        assert isinstance(reply, Returned)
        assert isinstance(reply.value, np.ndarray)
        return SEEN.setdefault(reply.value.tobytes(), reply)


def wrong_above(limit: int) -> Double:
    return lambda numbers: np.where(numbers > limit, 0, 2 * numbers)


def by_chance(seed: int) -> Double:
    rng = np.random.default_rng(seed)
    return lambda numbers: 2 * numbers + (rng.random() < 0.3)


CLASS: list[Callable[[], Double]] = [
    lambda: wrong_above(20),
    lambda: wrong_above(40),
    lambda: wrong_above(20),
    lambda: by_chance(0),
]


def told(
    check: Check, pools: Pools, function: Double, ways: Ways | None
) -> tuple[list[float], str, list[bytes]]:
    """The smallest input, what is said of it, and all that was asked."""
    ask = Asked(function)
    failure = play_one_by_one([check], pools, RETURNS, ask)[check.id]
    shrink = shrinker("", RETURNS, ask) if ways is None else retracing(ways, "", RETURNS, ask)
    small = shrink(check, failure)
    return small.example["numbers"].tolist(), str(small.error), ask.keys


@pytest.mark.parametrize("most", [retrace.MOST_TURNS, 50])
def test_the_same_as_alone(load: Load, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Each of a class, those with random answers too, however many ways are kept."""
    monkeypatch.setattr(retrace, "MOST_TURNS", most)
    monkeypatch.setattr("grader.checks.shrink.RUNS", 30)
    check, ways = load(DOUBLED)["doubled"], Ways()
    pools = draw([check], "")

    alone = [told(check, pools, function(), None) for function in CLASS]
    together = [told(check, pools, function(), ways) for function in CLASS]

    assert together == alone


def test_not_shrunk_again(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis has nothing to do where somebody answered the same before."""
    check, ways = load(DOUBLED)["doubled"], Ways()
    pools = draw([check], "")
    first = told(check, pools, wrong_above(20), ways)
    monkeypatch.setattr("grader.checks.shrink.replay", None)

    assert told(check, pools, wrong_above(20), ways) == first


def test_answers_too_large_to_come_again(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept of them: the same answer would be another object."""
    monkeypatch.setattr(frames, "LARGEST_SEEN", 0)
    check, ways = load(DOUBLED)["doubled"], Ways()
    pools = draw([check], "")

    told(check, pools, wrong_above(20), ways)

    assert ways.begun == {}
