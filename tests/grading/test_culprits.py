"""The line that is at fault is told, where the text of the cells shows it."""

import pytest

from grader.checks.run import Failure
from grader.errors import CallRaised, CheckFailed
from grader.grading.culprits import with_culprit
from grader.wording import NEW_FIGURE, NEXT_FIGURE

SAME = Failure(0, {}, CheckFailed(NEXT_FIGURE, "that of the first", "a new one", question=NEW_FIGURE))
UNDERFLOW = "raised FloatingPointError: underflow encountered in exp (line 2 of its cell)"


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["def plot(x):\n    return plt.figure(1)"], "What does `plt.figure(1)` give when"),
        (
            ["def plot(x):\n    f, a = plt.subplots(1, 2, num='training', clear=True)\n    return f"],
            "What does `plt.subplots(..., num='training')` give when",
        ),
        (["def plot(x):\n    return plt.gcf()"], "`plt.gcf()` takes the figure that is there"),
        (
            ["def plot(x):\n    plt.imshow(x)\n    return plt.gca()"],
            "`plt.imshow` takes the figure that is there",
        ),
        (
            ["figure = plt.figure()", "def plot(x):\n    return figure"],
            "`figure = plt.figure()` stands outside your function.",
        ),
        (
            ["def plot(x, ax=plt.figure().add_subplot()):\n    return ax"],
            "`ax=plt.figure().add_subplot()` is a default: it is made once, with the function.",
        ),
        (["figure = plt.figure()", "def plot(x):\n    return plt.figure()"], NEW_FIGURE),
        (["def other(x):\n    return plt.figure(1)", "def plot(x):\n    return other(x)"], NEW_FIGURE),
        (["%magic", "no_plot = 1"], NEW_FIGURE),
    ],
    ids=["number", "name", "current", "drawn", "outside", "default", "not used", "elsewhere", "none"],
)
def test_which_line_gives_the_same_figure_twice(cells: list[str], asked: str) -> None:
    """It is quoted in the question, and the question is about what such a line does."""
    error = with_culprit(SAME, "plot", cells).error

    assert isinstance(error, CheckFailed)
    assert error.question.startswith(asked)
    assert (error.what, error.got, error.expected) == (NEXT_FIGURE, "that of the first", "a new one")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            "np.seterr(all='raise')  # to see it\ndef f(x):\n    return x",
            "as `np.seterr(all='raise')` in the cell of f asks for (line 2 of its cell)",
        ),
        ("import numpy as np\nnp.seterr(under='raise')", "in the cell that begins with `import numpy as np`"),
        (
            "np.seterr(under='raise')\nnp.seterr(all='ignore')",
            "as `np.seterr(under='raise')` in the cell that",
        ),
        (f"np.seterr(all='raise', {'a' * 10_000})", "aa…` in the cell that begins with"),
        ("np.seterr(all='ignore')", UNDERFLOW.partition("raised ")[2]),
        ("x = 1", UNDERFLOW.partition("raised ")[2]),
    ],
)
def test_which_cell_sets_what_numpy_raises(cell: str, told: str) -> None:
    """It may be any cell, and where it is, is told before the line that raised."""
    failure = Failure(0, {}, CallRaised("g(x)", UNDERFLOW, kinds=("FloatingPointError",)))

    error = with_culprit(failure, "g", [cell, "def g(x):\n    return np.exp(x)"]).error

    assert isinstance(error, CallRaised)
    assert error.happened.startswith("raised FloatingPointError: underflow encountered in exp")
    assert told in error.happened
    assert error.kinds == ("FloatingPointError",)


TOTAL = "def total(x):\n    return x"
SHARES = "def shares(x):\n    return sum(x) / total(x)"


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("total = 0", ", as the cell that begins with `total = 0` gives the name `total` to something else"),
        (
            "for sum in (1, 2): pass",
            "the cell that begins with `for sum in (1, 2): pass` gives the name `sum`",
        ),
        ("shares = shares([1])", "the cell that begins with `shares = shares([1])` gives the name `shares`"),
        ("total = sum = 0", ""),
        ("def total(x):\n    return 2 * x", ""),
        ("max = total(3)", ""),
    ],
)
def test_which_cell_took_a_functions_name(later: str, told: str) -> None:
    """Of a function that the question calls, on the way too; not where it may be one of two."""
    happened = "raised TypeError: 'int' object is not callable (line 2 of its cell)"
    failure = Failure(0, {}, CallRaised("f(x)", happened, kinds=("TypeError",)))

    error = with_culprit(failure, "f", [TOTAL, SHARES, "def f(x):\n    return shares(x)", later]).error

    assert isinstance(error, CallRaised)
    assert (told in error.happened) if told else (error.happened == happened)


def test_another_failure_stays_as_it_is() -> None:
    """Nothing is read into it."""
    failure = Failure(0, {}, CheckFailed("f(x)", "1", "2"))

    assert with_culprit(failure, "f", ["np.seterr(all='raise')"]) is failure
