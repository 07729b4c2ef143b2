import pytest

from grader.feedback.example import Bar, Row, aligned, bounded, example, paste
from grader.model import Counterexample, Given

from .reports import CODE, SCORES, WRONG

WORD = Given("word", "1")


def test_paste() -> None:
    """The block imports NumPy, names the inputs and makes the call that failed."""
    found = paste("softmax", WRONG, CODE)

    assert found == "import numpy as np\n\nscores = np.array([1.0, 2.0])\nsoftmax(scores)"


@pytest.mark.parametrize(
    ("what", "call"),
    [
        ("softmax(scores + 1000)", "softmax(scores + 1000)"),
        ("the weights of softmax(scores)[2]", "softmax(scores)"),
        ("softmax((scores))[0]", "softmax((scores))"),
        ("the smallest weight", "softmax(scores)"),
        ("softmax(...)", "# now look at softmax(...)"),
        ("softmax(scores with 2000 added at 1)", "# now look at softmax(scores with 2000 added at 1)"),
        (
            "softmax(scores + 2000 * (np.arange(2) == 1))[0]",
            "softmax(scores + 2000 * (np.arange(2) == 1))",
        ),
        ("softmax(others)", "# now look at softmax(others)"),
        ("softmax(", "# now look at softmax("),
    ],
)
def test_call(what: str, call: str) -> None:
    """The call is the one that the claim is about, or, for a claim in prose, the plain one."""
    found = paste("softmax", Counterexample(what, "1", "2", (SCORES, WORD)), CODE)

    assert found.splitlines()[-1] == call


@pytest.mark.parametrize("code", ["", "def softmax(x):\n    return x", "def softmax(", "softmax = 1", "\0"])
def test_no_call(code: str) -> None:
    """Where no call can be made of the inputs, the block says what to look at."""
    found = paste("softmax", Counterexample("the smallest weight", "1", "2", (WORD,)), code)

    assert found == "word = 1\n# now look at the smallest weight"


def test_parameters_with_defaults() -> None:
    """A student's own optional parameters are left out of the call."""
    found = paste(
        "softmax", Counterexample("a weight", "1", "2", (SCORES,)), "def softmax(scores, axis=0): 1"
    )

    assert found.splitlines()[-1] == "softmax(scores)"


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (("0", "0.0420101"), ["0", "0.0420101"]),
        (("-12.5", "3"), ["-12.5", "  3"]),
        (("1e+20", "2.5"), ["1e+20", "2.5"]),
        (("nan", "1"), ["nan", "  1"]),
    ],
)
def test_aligned(numbers: tuple[str, str], shown: list[str]) -> None:
    """Numbers stand with their decimal points below one another."""
    assert aligned(numbers) == shown


def test_rows() -> None:
    """Two small arrays stand number by number beside each other, drawn to one scale."""
    found = example("softmax", WRONG, CODE)

    assert found.rows == (
        Row("0", "0.5", "0.268941", (Bar(0.0, 68.39), Bar(0.0, 36.79))),
        Row("1", "0.5", "0.731059", (Bar(0.0, 68.39), Bar(0.0, 100.0))),
    )
    assert [row.same for row in found.rows] == [False, False]
    assert found.whole == "softmax(scores)"


def test_rows_of_a_matrix() -> None:
    """The place of a number in a matrix is its row and column."""
    found = example("f", Counterexample("a", "[[1, 2], [3, 4]]", "[[1, 2], [3, 5]]"), "")

    assert [(row.place, row.same) for row in found.rows] == [
        ("0, 0", True), ("0, 1", True), ("1, 0", True), ("1, 1", False),
    ]  # fmt: skip


def test_negative_numbers() -> None:
    """Bars of numbers below zero lie to the left of it."""
    found = example("f", Counterexample("a", "[-1, 3]", "[1, 3]"), "")

    assert found.zero == 25.0
    assert found.rows[0].bars == (Bar(0.0, 25.0), Bar(25.0, 25.0))


@pytest.mark.parametrize("got", ["[nan, 1]", "[inf, 1]", "[0, 0]", "[1e400, 1]"])
def test_no_picture(got: str) -> None:
    """What has no length is not drawn, and still stands in the table."""
    found = example("f", Counterexample("a", got, "[0, 0]"), "")

    assert [row.bars for row in found.rows] == [None, None]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("[1, 2]", "[1]"),
        ("[1, 2]", "3"),
        ("[]", "[]"),
        ("an array of shape (3,)", "[1]"),
        ("[" * 9000, "[1]"),
    ],
)
def test_no_table(got: str, expected: str) -> None:
    """What are not two lists of one shape stay words."""
    assert example("f", Counterexample("a", got, expected), "").rows == ()


def test_bounded() -> None:
    """A long text is cut, and says by how much."""
    assert bounded("x" * 2500, 2000) == "x" * 2000 + "… and 500 more characters"


def test_a_call_that_is_made_twice() -> None:
    """What shows only in two calls together is pasted as two calls."""
    found = Counterexample("softmax(scores)[0]", "0.5", "0.4", (SCORES,), beside="before")

    assert paste("softmax", found, "").endswith("softmax(scores), softmax(scores)")
