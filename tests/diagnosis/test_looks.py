"""A line of the cell is pointed at only where it stands there."""

import pytest

from grader.diagnosis.looks import labels_in_turn, looks_at_sizes, shape_question
from grader.model import Counterexample, Result, Verdict

EARLY = "def f(x):\n    for one in x:\n        kept = [one]\n        return kept"
GUARDED = "def f(x):\n    for one in x:\n        if one > 3:\n            return [one]\n    return x"
SQUEEZED = "def f(x):\n    return np.squeeze(x).sum(-1)"
IN_TURN = "def f(axes, words):\n    axes.xaxis.set_major_locator(EVERY)\n    axes.set_xticklabels(words)"


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        (EARLY, "Line 4 returns inside the loop."),
        (GUARDED, "Which line?"),
        (SQUEEZED, "Print the shape before and after `squeeze`"),
        ("def f(x):\n    return x[:1]  # no squeeze", "Which line?"),
        ("def f(x:", "Which line?"),
    ],
)
def test_another_shape(cell: str, asked: str) -> None:
    """A return in a loop, or squeeze, is asked about where it is."""
    assert shape_question("Which line?", cell, "f").startswith(asked)


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        ("def f(x):\n    n, t = x.shape\n    if n > t:\n        x = x.T\n    return x", True),
        ("def f(x):\n    return x if len(x) > 1 else x[0]", True),
        ("def f(x):\n    n = len(x)\n    if x[0] > 3:\n        return n", False),
    ],
)
def test_a_condition_on_sizes(cell: str, looks: bool) -> None:
    """A size may have a name before it is looked at."""
    assert looks_at_sizes(cell) is looks


def labels(cell: str, what: str = "the tick labels at the cells") -> tuple[str, str] | None:
    example = Counterexample(what, "you (none)", "hello you")
    return labels_in_turn(
        cell,
        "f",
        [Result("f.labels", "Words.", Verdict.FAILED, 0.0, 1.0, hidden=False, counterexample=example)],
    )


def test_labels_without_a_call_that_sets_their_ticks() -> None:
    """Whoever labels ticks that somebody else placed is told of that line; who places them is not."""
    told = labels(IN_TURN)

    assert told is not None
    assert told[0] == "Line 3 gives the words to the ticks of the x axis in turn, wherever these are."
    assert labels(IN_TURN.replace("EVERY)", "EVERY)\n    axes.set_xticks([0, 1])")) is None
    assert labels(IN_TURN, "the colour bar") is None
