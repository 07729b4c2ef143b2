"""What known solutions that draw answer is found out once, and is the same from the cache."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.diagnosis.learn import Shelf, Solution, call_plan
from grader.diagnosis.suspects import MOST_DRAWN, learn_drawn, shelves_of
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


def test_learnt_before_anybody_is_graded(shelf: Callable[..., Shelf], drawn: list[int]) -> None:
    """Who grades later draws none of the first pictures; of what draws nothing, nothing is learnt."""
    solutions = shelf("ahead").solutions
    calls = {"plot": PLAN, "add": replace(PLAN, question="add", returns=("result",))}

    def using() -> Any:
        form = SimpleNamespace(own=True, written_out=False, source="")
        slips = [
            SimpleNamespace(
                id=one.id, name="", hint="", function=one.make, source=one.source(), edits=[1], form=form
            )
            for one in solutions
        ]
        return SimpleNamespace(plans=calls, shelves={}, known={}, mutants=lambda _: slips)

    learn_drawn(using())
    at_first = [*drawn]
    drawn.clear()
    (graded,) = [shelf for _, some in shelves_of(using(), "plot", {}) for shelf in some]

    assert matching(graded) == [1, 2]
    assert (at_first, drawn) == ([*FACTORS], [2, 2, 2, 2, 2, 2])


@pytest.mark.parametrize("slip_of", ["", "def plot(heights): ..."])
@pytest.mark.parametrize("options", [{}, {"files": ("data/a b1",)}])
def test_another_text_is_asked(
    shelf: Callable[..., Shelf], drawn: list[int], options: dict[str, Any], slip_of: str
) -> None:
    """So is what reads another file, or builds on another reference, as slips do."""
    other = {"files": ("data/a b0",)} if options else {}
    matching(shelf(f"now {slip_of}", slip_of=slip_of, **other))
    drawn.clear()

    version = f"{'now' if options else 'then'} {slip_of}"
    assert matching(shelf(version, slip_of=slip_of, **options)) == [1, 2]
    assert drawn[2:6] == list(FACTORS)


@pytest.mark.parametrize(("returns", "made"), [(FIGURE, {1: MOST_DRAWN}), (("result",), {1: 60, 2: 60})])
def test_few_slips_are_drawn(returns: tuple[str, ...], made: dict[int, int]) -> None:
    """Of a function that draws, the likeliest slips and never two of them: a class does not wait for more."""
    form = SimpleNamespace(own=True, written_out=False, source="")
    told = {"id": "", "name": "", "hint": "", "function": None, "form": form}
    slips = [SimpleNamespace(edits=range(count), **told) for count in (1, 2)]
    plan = call_plan("plot", PLAN.calls, returns, 5)
    using: Any = SimpleNamespace(plans={"plot": plan}, shelves={}, known={}, mutants=lambda _: slips * 60)

    found = [(slips, shelf) for slips, shelves in shelves_of(using, "plot", {}) for shelf in shelves]

    assert {slips: len(shelf.solutions) for slips, shelf in found} == made
