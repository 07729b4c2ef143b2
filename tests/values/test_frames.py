"""What crosses the wire comes out as it went in, and nothing else gets through."""

import math
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest

from grader.values import as_argument, frames, messages
from grader.values.arrays import ProtocolError
from grader.values.calls import Call, Hung, Raised, Returned
from grader.values.exceptions import LONGEST_TEXT
from grader.values.plain import REAL, NotNumbers, Plain


def there_and_back(value: Plain) -> Plain:
    (reply,) = frames.read_answers(frames.answered([frames.gave(value, {})])[frames.HEADER :], 1)
    assert isinstance(reply, Returned)
    return reply.value


def sent(*replies: Any) -> bytes:
    return msgspec.msgpack.encode(["answered", list(replies)])


@pytest.mark.parametrize("name", sorted(REAL))
def test_every_dtype_survives(name: str) -> None:
    """The dtypes of values.py are the dtypes of the wire."""
    array = np.arange(6).astype(name).reshape(2, 3)
    back = there_and_back(array)
    assert isinstance(back, np.ndarray)
    assert back.dtype == array.dtype
    assert back.tolist() == array.tolist()


@pytest.mark.parametrize("shape", [(), (0,), (2, 0, 3), (1, 1, 1, 1)])
def test_odd_shapes_survive(shape: tuple[int, ...]) -> None:
    """No axis at all and empty axes included."""
    back = there_and_back(np.zeros(shape))
    assert isinstance(back, np.ndarray)
    assert back.shape == shape


@pytest.mark.parametrize("shape", [(1 << 40, 0), (1 << 20, 0, 1 << 20)])
def test_a_vast_array_without_numbers_is_a_value_too_large(shape: tuple[int, ...]) -> None:
    """It takes no byte, and listing it would take a terabyte."""
    back = there_and_back(np.zeros(shape))
    assert back == NotNumbers("a value too large to grade", f"an array of shape {shape}")


def test_many_replies_are_refused_before_they_are_read() -> None:
    """Two million nils are two megabytes, and would be 160 once read."""
    message = b"\x92\xa8answered\xdd" + (1 << 21).to_bytes(4, "big") + b"\xc0" * (1 << 21)
    tracemalloc.start()
    with pytest.raises(ProtocolError):
        frames.read_answers(message, 100)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 20


def test_tuples_and_texts_survive() -> None:
    """Nested as they were."""
    number, (text,) = there_and_back((np.array(1), (NotNumbers("NoneType", "None"),)))  # type: ignore[misc]
    assert number == 1
    assert text == NotNumbers("NoneType", "None")


def test_memory_order_does_not_matter() -> None:
    """A transposed array arrives as the array it is, and has the key of its copy."""
    array = np.arange(6.0).reshape(2, 3).T
    assert frames.key(Call("f", (array,))) == frames.key(Call("f", (array.copy(),)))


@pytest.mark.parametrize(
    "other", [Call("g", (np.zeros(2),)), Call("f", (np.zeros(2, "float32"),)), Call("f", (-np.zeros(2),))]
)
def test_unequal_calls_have_unequal_keys(other: Call) -> None:
    """Function, dtype and every bit count."""
    assert frames.key(other) != frames.key(Call("f", (np.zeros(2),)))


@pytest.mark.parametrize("argument", [np.zeros((1,) * 9), np.array([None]), np.array(["2026"], "M8[Y]")])
def test_arrays_that_no_check_may_send(argument: Any) -> None:
    """The author of the check is told what was found and what was wanted."""
    with pytest.raises(ValueError, match="expected numbers, truth values or texts along at most 8 axes"):
        as_argument(argument)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xc1",
        sent(),
        sent(["gave", ["array", "float64", [2], bytes(8)], {}]),
        sent(["gave", ["array", "float64", [-1], b""], {}]),
        sent(["gave", ["array", "float64", [10**9, 10**9], bytes(8)], {}]),
        sent(["gave", ["array", "float64", [1] * 9, bytes(8)], {}]),
        sent(["gave", ["array", "object", [1], bytes(8)], {}]),
        sent(["gave", ["array", "float64", [1 << 62, 0], b""], {}]),
        sent(["gave", ["array", "int8", [1 << 40, 0], b""], {}]),
        sent(["gave", ["array", "float64", [1 << 40, 1 << 40, 0], b""], {}]),
        sent(["gave", ["text", "x" * 3000, ""], {}]),
        sent(["gave", ["many", [["many", [["text", "", ""]] * 5_000]] * 3], {}]),
        sent(["threw", "E", "text", -1]),
        sent(["stuck", math.nan]),
        sent(["stuck", math.inf]),
        sent(["stuck", 1.0]) + b"\x00",
        sent(["threw", "E", "", 0], ["threw", "E", "", 0]),
        msgspec.msgpack.encode(["ran", [], ""]),
    ],
)
def test_whatever_breaks_the_protocol_is_one_exception(message: bytes) -> None:
    """Truncated, too long, too deep, contradictory, or simply another message."""
    with pytest.raises(ProtocolError):
        frames.read_answers(message, 1)


def test_a_byte_that_is_no_bool_becomes_one() -> None:
    """numpy would believe any byte."""
    (reply,) = frames.read_answers(sent(["gave", ["array", "bool", [2], b"\x07\x00"], {}]), 1)
    assert isinstance(reply, Returned)
    assert reply.value.view(np.uint8).tolist() == [1, 0]


def test_replies_are_the_models_nouns() -> None:
    """Exceptions and hangs come out as Raised and Hung."""
    message = frames.answered([frames.threw("ValueError", "x" * 9999, 3), messages.Stuck(2.0)])[
        frames.HEADER :
    ]
    assert frames.read_answers(message, 2) == [Raised("ValueError", "x" * LONGEST_TEXT, 3), Hung(2.0)]


def test_a_lone_surrogate_can_be_sent() -> None:
    """Python allows it in a text, UTF-8 does not."""
    (reply,) = frames.read_answers(frames.answered([frames.threw("E", "\ud800", 0)])[frames.HEADER :], 1)
    assert reply == Raised("E", "?", 0)


def test_a_cell_may_not_send_more_than_was_agreed() -> None:
    """Whatever the worker's own bounds have become."""
    message = msgspec.msgpack.encode(["ran", [["stream", {"stdout": "x" * 101}]], ""])
    with pytest.raises(ProtocolError, match="at most 100 were agreed"):
        frames.read_cell_run(message, most_bytes=100, seconds=1)


@pytest.mark.parametrize("data", [{"application/javascript": "x"}, {"text/plain": b"x"}])
def test_only_known_outputs_arrive(data: dict[str, Any]) -> None:
    """MIME types are an allow-list on arrival, too."""
    with pytest.raises(ProtocolError):
        frames.read_cell_run(
            msgspec.msgpack.encode(["ran", [["display", data]], ""]), most_bytes=100, seconds=1
        )


def test_a_reply_that_keeps_coming_is_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many others come meanwhile."""
    monkeypatch.setattr(frames, "MOST_SEEN", 3)
    seen = frames.Seen()
    common, *others = [frames.answered([frames.gave(np.array(number), {})]) for number in range(10)]
    (first,) = frames.read_answers(common[frames.HEADER :], 1, seen)

    for other in others:
        frames.read_answers(other[frames.HEADER :], 1, seen)
        (again,) = frames.read_answers(common[frames.HEADER :], 1, seen)
        assert again is first


def test_a_reply_is_the_same_frame_whether_it_was_encoded_before_or_not() -> None:
    """A worker encodes each once, as it looks at the size."""
    replies = [
        frames.gave((np.arange(3.0), np.ones(2)), {}),
        frames.threw("E", "text", 1),
        messages.Stuck(1.0),
    ]

    assert frames.answered([frames.encoded(one) for one in replies]) == frames.answered(replies)
