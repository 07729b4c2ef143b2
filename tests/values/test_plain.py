"""Whatever a student returns is reduced to arrays, or described."""

import tracemalloc
from collections import namedtuple
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.errors import CheckFailed
from grader.values.forms import formed
from grader.values.plain import Exact, NotNumbers, as_plain, describe, exactly

Pair = namedtuple("Pair", "low high")


class Tensor:
    """As torch and pandas do it."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        return np.array([1.0, 2.0])


class Liar:
    __class__ = list  # type: ignore[assignment]


NUMBERS = [
    pytest.param(np.array([1.0, 2.0]), "float64", (2,), id="array"),
    pytest.param(np.array([1, 2]), "int64", (2,), id="whole array"),
    pytest.param(np.array([1.0], ">f8"), "float64", (1,), id="other byte order"),
    pytest.param(np.array([1, 2], np.longdouble), "float64", (2,), id="long double"),
    pytest.param(np.longdouble(1), "float64", (), id="one long double"),
    pytest.param(np.ones((2, 3)).T, "float64", (3, 2), id="transposed"),
    pytest.param(np.ones((4, 4))[::2, ::2], "float64", (2, 2), id="every other"),
    pytest.param(np.ones((1, 2)).view(np.matrix), "float64", (1, 2), id="matrix"),
    pytest.param(np.ma.masked_array([1, 2], [0, 1]), "float64", (2,), id="masked"),
    pytest.param(np.float32(1), "float32", (), id="float32"),
    pytest.param(np.bool_(True), "bool", (), id="truth"),
    pytest.param(np.array(3.0), "float64", (), id="array without axes"),
    pytest.param(2.0, "float64", (), id="float"),
    pytest.param(2, "int64", (), id="int"),
    pytest.param(True, "bool", (), id="bool"),
    pytest.param(2**70, "float64", (), id="a large int"),
    pytest.param([2**64, 0.5, -(10**30)], "float64", (3,), id="list of large ints"),
    pytest.param([2**70, np.float64(2), np.int8(1)], "float64", (3,), id="large ints and NumPy's"),
    pytest.param(np.array([2**70, np.int64(2)], object), "float64", (2,), id="an array of large ints"),
    pytest.param([1, 2.5], "float64", (2,), id="list"),
    pytest.param((1, 2), "int64", (2,), id="tuple"),
    pytest.param([np.float32(1), np.float32(2)], "float32", (2,), id="list of float32"),
    pytest.param([], "float64", (0,), id="empty list"),
    pytest.param([[1, 2], [3, 4]], "int64", (2, 2), id="nested list"),
    pytest.param([np.ones(3), np.ones(3)], "float64", (2, 3), id="list of arrays"),
    pytest.param([[[[1.0]]]], "float64", (1, 1, 1, 1), id="four deep"),
    pytest.param(Tensor(), "float64", (2,), id="tensor"),
]


@pytest.mark.parametrize(("value", "dtype", "shape"), NUMBERS)
def test_numbers_are_an_array(value: object, dtype: str, shape: tuple[int, ...]) -> None:
    """Every way to write numbers down is one plain array, its precision kept."""
    array = formed(as_plain(value), (), call="f(x)")

    assert (type(array), array.dtype.name, array.shape) == (np.ndarray, dtype, shape)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param(None, "None", id="None"),
        pytest.param("3", "the text '3'", id="text"),
        pytest.param({"a": 1}, "a value of type dict", id="dict"),
        pytest.param({1, 2}, "a value of type set", id="set"),
        pytest.param(len, "a value of type builtin_function_or_method", id="function"),
        pytest.param(np.float64, "a value of type type", id="a class whose objects are arrays"),
        pytest.param(Liar(), "a value of type Liar", id="what says it is a list"),
        pytest.param([[1], [1, 2]], "a list or tuple of 2 values", id="ragged"),
        pytest.param([1, None], "a list or tuple of 2 values, among them None", id="None among numbers"),
        pytest.param([[[[[1.0]]]]], "a list or tuple of 1 value", id="five deep"),
        pytest.param((np.ones(2), np.ones(3)), "a list or tuple of 2 values", id="pair of vectors"),
    ],
)
def test_what_is_no_array_is_described(value: object, found: str) -> None:
    """What came back instead is named by its kind."""
    with pytest.raises(CheckFailed) as failed:
        formed(as_plain(value), (), call="f(x)")

    assert str(failed.value) == f"f(x) is {found}, expected one array of numbers"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1j, "complex"),
        (np.array([1j]), "complex numbers"),
        (np.array(["a"]), "an array of dtype str32"),
        (np.datetime64("2026-01-01"), "an array of dtype datetime64[D]"),
        (10**400, "an array of dtype object"),
    ],
)
def test_arrays_of_something_else(value: object, kind: str) -> None:
    """Objects, texts, dates and complex numbers are no numbers to compare."""
    found = as_plain(value)

    assert isinstance(found, NotNumbers)
    assert found.kind == kind


@pytest.mark.parametrize(
    "value",
    [
        pytest.param((np.ones(2), np.ones(3)), id="tuple"),
        pytest.param([np.ones(2), np.ones(3)], id="list"),
        pytest.param(Pair(np.ones(2), [1, 1, 1]), id="named tuple"),
        pytest.param(([1, 1], (1, 1, 1)), id="of lists"),
    ],
)
def test_two_values(value: object) -> None:
    """Where a question returns two things, every kind of pair will do."""
    low, high = formed(as_plain(value), ("low", "high"), call="f(x)")

    assert (low.shape, high.shape) == ((2,), (3,))


def test_two_rows_are_two_values() -> None:
    """An array of two rows comes apart as assignment would take it apart."""
    low, high = formed(as_plain(np.array([[1, 2], [3, 4]])), ("low", "high"), call="f(x)")

    assert (low.tolist(), high.tolist()) == ([1, 2], [3, 4])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (1.0, "f(x) is the number 1.0, expected a tuple or a list of 2: low, high"),
        (None, "f(x) is None, expected a tuple or a list of 2: low, high"),
        (np.ones(3), "f(x) is an array of shape (3,), expected a tuple or a list of 2: low, high"),
        (
            (1, [2], 3),
            "f(x) is a list or tuple of 3 values, expected a tuple or a list of 2: low, high",
        ),
        ((1, "a"), "the high of f(x): got the text 'a', expected numbers, in an array or in lists"),
        (
            ([1, [2]], 1),
            "the low of f(x): got a list or tuple of 2 values, expected numbers, in an array or in lists",
        ),
    ],
)
def test_not_two_values(value: object, message: str) -> None:
    """What came back, and which of the two is no array."""
    with pytest.raises(CheckFailed) as failed:
        formed(as_plain(value), ("low", "high"), call="f(x)")

    assert str(failed.value) == message


def test_a_copy_is_taken() -> None:
    """What a student changes later changes nothing for us."""
    array = np.array([1.0, 2.0])

    found = as_plain(array)
    array[0] = 9

    assert found.tolist() == [1.0, 2.0]


def test_what_makes_a_generator() -> None:
    """A line with for between round brackets, or a function with yield: what its code contains is named."""

    def yields() -> Iterator[int]:
        yield 1

    assert "round brackets make" in describe(as_plain(one for one in (1, 2)))
    assert "yield makes" in describe(as_plain(yields()))


def test_long_texts_are_cut() -> None:
    """A student's megabyte of text does not enter a report."""
    found = as_plain("a" * 10_000)

    assert len(describe(found)) < 300


def test_an_array_of_objects_is_the_list_it_holds() -> None:
    """Vectors kept in an array of dtype object are read as a list of vectors is, and so are numbers."""
    rows = np.empty(2, dtype=object)
    rows[0], rows[1] = np.array([1.0, 2.0]), [3.0, 4.0]

    np.testing.assert_array_equal(formed(as_plain(rows), (), call="f(x)"), [[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(formed(as_plain(np.array([1, 2.5], object)), (), call="f(x)"), [1, 2.5])


def test_what_is_too_large_is_not_copied() -> None:
    """A list that holds one array a thousand times is measured before anything is copied."""
    array = np.zeros(100_000)
    tracemalloc.start()

    found = as_plain([array] * 1_000)

    assert isinstance(found, NotNumbers) and found.text == "arrays of 800000000 bytes together"
    assert tracemalloc.get_traced_memory()[1] < array.nbytes
    tracemalloc.stop()


def test_what_is_masked_is_no_number() -> None:
    """A right answer whose numbers are all hidden is no answer, in a list or by itself."""
    hidden = np.ma.masked_array([1.0, 2.0], [False, True])

    alone, inside, one = as_plain(hidden), as_plain((hidden, np.ones(2))), as_plain(np.ma.masked)

    assert np.array_equal(alone, [1, np.nan], equal_nan=True)  # type: ignore[arg-type]
    assert np.array_equal(inside[0], [1, np.nan], equal_nan=True)  # type: ignore[index]
    assert np.isnan(one)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "dtype", [float, np.float32, int, bool, complex, object, str, np.dtypes.StringDType()]
)
def test_what_is_masked_is_no_number_of_any_kind(dtype: Any) -> None:
    """Nor in a question that returns a value as it is, nor a text."""
    found = exactly(np.ma.masked_array(np.array([1, 1]).astype(dtype), [False, True]))

    assert isinstance(found, Exact)
    assert [one != one for one in found.value] == [False, True]


@pytest.mark.parametrize("value", [np.timedelta64(1, "s"), [np.timedelta64("NaT")], np.datetime64("2026")])
def test_a_time_is_no_number(value: object) -> None:
    """It is said so, and is no crash of the student's."""
    found = exactly(value)

    assert isinstance(found, NotNumbers) and "64" in found.kind


@pytest.mark.parametrize("raised", [KeyError("k"), SystemExit(0)], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("read", [as_plain, exactly])
@pytest.mark.parametrize("around", [lambda value: value, lambda value: [value, 1.0]])
def test_a_value_that_cannot_be_read(read: Any, around: Any, raised: BaseException) -> None:
    """Its function returned, and what reading the answer raises is not what the function raised."""

    class Spoilt:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            raise raised

    said = describe(read(around(Spoilt())))

    kind = type(around(Spoilt())).__name__
    what = f"a value of type {kind} that cannot be read"
    assert said == f"{what} (it raises {type(raised).__name__}: {raised})"
