"""A line of the cell is pointed at only where it stands there."""

import pytest

from grader.diagnosis.looks import labels_in_turn, looks_at_sizes, rounds_of, shape_question
from grader.model import Counterexample, Result, Verdict

EARLY = "def f(x):\n    for one in x:\n        kept = [one]\n        return kept"
GUARDED = "def f(x):\n    for one in x:\n        if one > 3:\n            return [one]\n    return x"
SQUEEZED = "def f(x):\n    return np.squeeze(x).sum(-1)"
ROUNDS = "def f(x, n):\n    for _ in range(n):\n        x = x[1:]"
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
        (
            "def f(x):\n    used = np.zeros(len(x))\n    if used.any() and not used.all():\n        x = 0",
            False,
        ),
        ("def f(x):\n    if not x.ndim or np.shape(x)[0] < 2:\n        x = 0", True),
        ("def f(x):\n    half = x.shape[0] // 2\n    while half > 3:\n        half = 1", True),
        ("def f(x, n):\n    if n > 1:\n        x = 0", True),
        ("def f(x, n):\n    for at in range(n):\n        if x[at] > 1:\n            x = 0", False),
        ("def f(x):\n    if np.any(x[: len(x)] > 1):\n        x = 0", False),
        (f"def f(x):\n    if {'not ' * 900}x.shape[0]:\n        x = 0", True),
        (f"def f(x):\n    if len(x){' + 1' * 700} > 1:\n        x = 0", True),
        (f"def f(x):\n    if len('{')[' * 900}').real:\n        x = 0", False),
    ],
)
def test_a_condition_on_sizes(cell: str, looks: bool) -> None:
    """A size may have a name before it is looked at."""
    assert looks_at_sizes(cell, ["n"]) is looks


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


@pytest.mark.parametrize(
    ("cell", "count"),
    [(ROUNDS, "n"), (ROUNDS.replace("range(n)", "x"), ""), (ROUNDS.replace("for", "fro"), ""), ("n = 3", "")],
)
def test_how_often_a_loop_goes_round(cell: str, count: str) -> None:
    """As an argument says, where one does."""
    assert rounds_of(cell, ["n"]) == count
