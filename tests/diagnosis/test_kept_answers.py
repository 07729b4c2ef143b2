"""What known solutions that draw answer is found out once, and is the same from the cache."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.diagnosis.learn import Shelf, Solution, call_plan
from grader.values import FIGURE, Call

PLAN = call_plan(
    "plot", [Call("plot", (np.array([2.0, size]),), "figure") for size in (3.0, np.nan)], FIGURE, 5
)
FACTORS = (1, 2, 2, 3)


@pytest.fixture
def drawn() -> list[int]:
    """The factors by which something was drawn, in order."""
    return []


@pytest.fixture
def shelf(drawn: list[int]) -> Callable[..., Shelf]:
    def made(version: str, files: tuple[str, ...] = (), **options: Any) -> Shelf:
        return Shelf(replace(PLAN, files=files), [solution(factor, version, **options) for factor in FACTORS])

    def solution(factor: int, version: str, slip_of: str = "") -> Solution:
        def plot(heights: Any) -> Any:
            drawn.append(factor)
            _, axes = plt.subplots()
            axes.plot(factor * heights, label="a line")
            axes.imshow([[1.0, 2.0]])
            return axes

        return Solution(f"{factor}", "", "", lambda: plot, lambda: f"{version}: {factor}", slip_of=slip_of)

    return made


def matching(shelf: Shelf) -> list[int]:
    """Those that answer as the second one does."""
    with PLAN.asking() as timed:
        function = shelf.solutions[1].make()
        given = [one for place in (0, 1) if (one := PLAN.one(timed, function, place))]
    return shelf.matching(given, [0], wordy=False)


def test_from_the_cache_it_is_the_same(shelf: Callable[..., Shelf], drawn: list[int]) -> None:
    """The first pictures are not drawn again, and the same solutions match."""
    first = matching(shelf("once"))
    at_first = [*drawn]
    drawn.clear()

    again = matching(shelf("once"))

    assert first == again == [1, 2]
    assert (at_first, drawn) == ([2, 2, 1, 2, 2, 3, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2])


@pytest.mark.parametrize("options", [{}, {"slip_of": "def plot(heights): ..."}, {"files": ("data/a b1",)}])
def test_another_text_is_asked(
    shelf: Callable[..., Shelf], drawn: list[int], options: dict[str, Any]
) -> None:
    """So is what reads another file, and a slip, whose text alone does not say what it answers."""
    matching(shelf("now", **options | ({"files": ("data/a b0",)} if "files" in options else {})))
    drawn.clear()

    assert matching(shelf("then" if not options else "now", **options)) == [1, 2]
    assert drawn[2:6] == list(FACTORS)
