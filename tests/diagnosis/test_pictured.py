"""A figure as an answer: what tells two mistakes apart whose lines go through the same points."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import pytest

from grader.diagnosis.pictured import picture
from grader.values.figures import Figure
from grader.values.reading import drawn

LOSSES = [4.0, 2.0, 1.0, 0.5]


def form(steps: Sequence[object]) -> object:
    """Of a line over these steps."""

    def draw() -> object:
        _, axes = plt.subplots()
        axes.plot(steps, LOSSES, label="loss")
        return axes

    found = drawn(draw)
    plt.close("all")
    assert isinstance(found, Figure)
    return picture(found)[0]


@pytest.mark.parametrize("texts", [["1", "2", "3", "4"], ["7", "5", "3", "1"]])
def test_numbers_handed_over_as_texts(texts: list[str]) -> None:
    """They stand at 0, 1, 2, and are told from steps that are counted from 0."""
    assert form(texts) != form(range(4))


@pytest.mark.parametrize("first", [0, 1, 100])
def test_numbers_at_their_places(first: int) -> None:
    """Whatever the numbers along x are, they are where they say, and no other form."""
    assert form(range(first, first + 4)) == form(range(4))
