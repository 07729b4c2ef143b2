from dataclasses import replace

import pytest

from grader.errors import bounded
from grader.feedback.example import Bar, Row, aligned, example, paste
from grader.model import Counterexample

from .reports import WRONG


def test_paste() -> None:
    """The code that the report has is what can be pasted; without any, the inputs are."""
    told = replace(WRONG, code="softmax(scores)")

    assert (paste(told), paste(WRONG)) == ("softmax(scores)", "scores = np.array([1.0, 2.0])")


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
    found = example(WRONG)

    assert found.rows == (
        Row("0", "0.5", "0.268941", (Bar(0.0, 68.39), Bar(0.0, 36.79))),
        Row("1", "0.5", "0.731059", (Bar(0.0, 68.39), Bar(0.0, 100.0))),
    )
    assert [row.same for row in found.rows] == [False, False]
    assert found.whole == "softmax(scores)"


def test_rows_of_a_matrix() -> None:
    """The place of a number in a matrix is its row and column."""
    found = example(Counterexample("a", "[[1, 2], [3, 4]]", "[[1, 2], [3, 5]]"))

    assert [(row.place, row.same) for row in found.rows] == [
        ("0, 0", True), ("0, 1", True), ("1, 0", True), ("1, 1", False),
    ]  # fmt: skip


def test_negative_numbers() -> None:
    """Bars of numbers below zero lie to the left of it."""
    found = example(Counterexample("a", "[-1, 3]", "[1, 3]"))

    assert found.zero == 25.0
    assert found.rows[0].bars == (Bar(0.0, 25.0), Bar(25.0, 25.0))


@pytest.mark.parametrize("got", ["[nan, 1]", "[inf, 1]", "[0, 0]", "[1e400, 1]"])
def test_no_picture(got: str) -> None:
    """What has no length is not drawn, and still stands in the table."""
    found = example(Counterexample("a", got, "[0, 0]"))

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
    assert example(Counterexample("a", got, expected)).rows == ()


def test_bounded() -> None:
    """A long text is cut, and says by how much."""
    assert bounded("x" * 2500, 2000) == "x" * 2000 + "… and 500 more characters"


def test_a_place_beside_words() -> None:
    """What is told in words keeps them whole, and its place stands by itself."""
    found = example(Counterexample("the outputs", "1", "2", whole=("[0, 1]", "[0, 2]"), at="[1]"))

    assert (found.whole, found.at, found.is_code) == ("the outputs", "[1]", False)
