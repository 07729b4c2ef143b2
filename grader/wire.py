"""What may cross between the trusted side and a worker: typed frames, and nothing else.

A frame is four bytes of length, little-endian, then one msgpack message. There is no pickle and no message
that says "correct"; a worker can only send arrays, text and cell outputs. `read_*` check all of it and raise
nothing but ProtocolError.
"""

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal, get_args

import msgspec
import numpy as np

from grader.model import Call, CellRun, Hung, Output, Raised, Reply, Returned
from grader.values import NotNumbers, Plain

HEADER = 4  # bytes
LARGEST_FRAME = 16 << 20  # bytes; decoding one takes at most some 20 times that, for a while
LARGEST_VALUE = 4 << 20  # bytes of one returned value
MOST_PARTS = 10_000  # arrays in one returned value
MOST_DIMENSIONS = 4
MOST_SEEN, LARGEST_SEEN = 30_000, 1_000  # replies that are remembered, and the bytes of one
LONGEST_TEXT = 2_000  # characters

DType = Literal[
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64",
]  # fmt: skip
_Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
_Size = Annotated[int, msgspec.Meta(ge=0)]
_Shape = Annotated[tuple[_Size, ...], msgspec.Meta(max_length=MOST_DIMENSIONS)]


class ProtocolError(Exception):
    """A worker sent something that is not the one message it was asked for."""


# --- the structs ---


class Array(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="array"):
    dtype: DType
    shape: _Shape
    data: bytes


class Text(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="text"):
    """Stands for values.NotNumbers."""

    kind: _Text
    text: _Text


class Many(msgspec.Struct, array_like=True, frozen=True, tag="many"):
    parts: Annotated[tuple["Value", ...], msgspec.Meta(max_length=MOST_PARTS)]


Value = Array | Text | Many


class Asked(msgspec.Struct, array_like=True, frozen=True):
    """One call. Its encoded bytes are the call's key."""

    function: str
    arguments: tuple[Array, ...]


class Gave(msgspec.Struct, array_like=True, frozen=True, tag="gave"):
    value: Value
    changed: Annotated[dict[int, Value], msgspec.Meta(max_length=100)]


class Threw(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="threw"):
    kind: _Text
    text: _Text
    line: _Size


class Stuck(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="stuck"):
    seconds: float


class Shown(msgspec.Struct, array_like=True, frozen=True):
    """One output of a cell; see model.Output."""

    kind: Literal["stream", "display", "result", "error"]
    data: dict[
        Literal[
            "stdout", "stderr", "ename", "evalue", "traceback",
            "text/plain", "text/latex", "text/markdown", "text/html", "image/png", "image/jpeg",
        ],
        str,
    ]  # fmt: skip


# to the worker


class Run(msgspec.Struct, array_like=True, frozen=True, tag="run"):
    """Run one cell for at most `seconds` of CPU; `number` is its name in tracebacks."""

    number: int
    source: str
    seconds: float


class Ask(msgspec.Struct, array_like=True, frozen=True, tag="ask"):
    calls: list[Asked]


# from the worker


class Ran(msgspec.Struct, array_like=True, frozen=True, tag="ran"):
    outputs: Annotated[list[Shown], msgspec.Meta(max_length=1_000)]
    error: _Text


class Answered(msgspec.Struct, array_like=True, frozen=True, tag="answered"):
    """Replies (Gave, Threw or Stuck) to the first calls of an Ask, at least one."""

    replies: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1)]


# Two look-ups that numpy itself is slow at: 12 us for dtype.name, 1 us for dtype().
_DTYPES: dict[DType, np.dtype[Any]] = {name: np.dtype(name) for name in get_args(DType)}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}

_ENCODER = msgspec.msgpack.Encoder()
_TO_WORKER = msgspec.msgpack.Decoder(Run | Ask)
_RAN = msgspec.msgpack.Decoder(Ran)
_ANSWERED = msgspec.msgpack.Decoder(Answered)
_REPLY = msgspec.msgpack.Decoder(Gave | Threw | Stuck)


# --- the trusted side ---


def key(call: Call) -> bytes:
    """The call as it goes over the wire. Equal calls, and only they, have equal keys.

    Raises: ValueError: an argument is not an array of numbers of at most MOST_DIMENSIONS dimensions.
    """
    return _ENCODER.encode(Asked(call.function, tuple(_argument(array) for array in call.arguments)))


def _argument(array: Any) -> Array:
    array = np.asarray(array)
    if array.dtype not in _NAMES or array.ndim > MOST_DIMENSIONS:
        raise ValueError(
            f"an argument is an array of dtype {array.dtype} and {array.ndim} dimensions, "
            f"expected numbers in at most {MOST_DIMENSIONS} dimensions"
        )
    return _array(array)


def ask(keys: Sequence[bytes]) -> bytes:
    """The frame that asks for the calls with these keys."""
    return _frame(["ask", [msgspec.Raw(encoded) for encoded in keys]])


def run(number: int, source: str, seconds: float) -> bytes:
    """The frame that runs one cell."""
    return _frame(Run(number, source, seconds))


class Seen(dict[bytes, Reply]):
    """Replies by their bytes: what many students answer is decoded once, and is one object ever after."""

    def __missing__(self, encoded: bytes) -> Reply:
        reply = _reply(_decoded(_REPLY, encoded))
        if len(encoded) <= LARGEST_SEEN:
            if len(self) >= MOST_SEEN:
                self.clear()
            self[encoded] = reply
        return reply


def read_answers(message: bytes, asked: int, seen: Seen | None = None) -> list[Reply]:
    """The replies to the first of `asked` calls: between one and all of them.

    Raises: ProtocolError.
    """
    replies = _decoded(_ANSWERED, message).replies
    if len(replies) > asked:
        raise ProtocolError(f"{len(replies)} replies to {asked} calls")
    seen = Seen() if seen is None else seen
    return [seen[bytes(reply)] for reply in replies]


def read_cell_run(message: bytes, *, most_bytes: int) -> CellRun:
    """What a cell left behind, of at most `most_bytes` characters.

    Raises: ProtocolError.
    """
    ran = _decoded(_RAN, message)
    size = sum(len(text) for shown in ran.outputs for text in shown.data.values())
    if size > most_bytes:
        raise ProtocolError(f"{size} characters of output, at most {most_bytes} were agreed")
    return CellRun(tuple(Output(shown.kind, dict(shown.data)) for shown in ran.outputs), ran.error)


def _decoded(decoder: Any, message: bytes) -> Any:
    try:
        return decoder.decode(message)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as problem:
        raise ProtocolError(str(problem)) from None


def _reply(reply: Gave | Threw | Stuck) -> Reply:
    if isinstance(reply, Gave):
        changed = {position: plain(value) for position, value in reply.changed.items()}
        return Returned(plain(reply.value), changed)
    if isinstance(reply, Threw):
        return Raised(reply.kind, reply.text, reply.line)
    if not 0 <= reply.seconds < math.inf:
        raise ProtocolError(f"a time of {reply.seconds} seconds")
    return Hung(reply.seconds)


def plain(value: Value) -> Plain:
    """`value` as writable arrays, tuples and NotNumbers.

    Raises: ProtocolError: shape, dtype and data contradict one another, or there are too many parts.
    """
    parts = [0]
    return _plain(value, parts)


def _plain(value: Value, parts: list[int]) -> Plain:
    parts[0] += 1
    if parts[0] > MOST_PARTS:
        raise ProtocolError(f"a value of more than {MOST_PARTS} parts")
    if isinstance(value, Array):
        return thaw(value)
    if isinstance(value, Text):
        return NotNumbers(value.kind, value.text)
    return tuple(_plain(part, parts) for part in value.parts)


def thaw(array: Array) -> np.ndarray[Any, Any]:
    """A fresh, writable array.

    Raises: ProtocolError: shape, dtype and data contradict one another.
    """
    dtype = _DTYPES[array.dtype]
    if math.prod(array.shape) * dtype.itemsize != len(array.data) or max(array.shape, default=0) > 1 << 40:
        raise ProtocolError(f"{len(array.data)} bytes for shape {array.shape} of {array.dtype}")
    if array.dtype == "bool":  # any byte can be sent, but only 0 and 1 are bools
        return np.asarray(np.frombuffer(array.data, np.uint8).reshape(array.shape) != 0)
    return np.frombuffer(array.data, dtype).reshape(array.shape).copy()


def unchanged(array: np.ndarray[Any, Any], was: Array) -> bool:
    """Whether `array` still has the dtype, shape and every bit of the one it was made from."""
    return array.dtype == _DTYPES[was.dtype] and array.shape == was.shape and array.tobytes() == was.data


# --- the worker's side ---


def read_request(message: bytes) -> Run | Ask:
    """What the trusted side wants."""
    request: Run | Ask = _TO_WORKER.decode(message)
    return request


def answered(replies: Sequence[Gave | Threw | Stuck]) -> bytes:
    """The frame that answers an Ask."""
    return _frame(["answered", replies])


def ran(outputs: Sequence[Output], error: str) -> bytes:
    """The frame that answers a Run."""
    return _frame(Ran([Shown(output.kind, output.data) for output in outputs], cut(error)))  # type: ignore[arg-type]


def gave(value: Plain, changed: dict[int, Plain]) -> Gave:
    """A returned value; what is too large to send becomes a text that says so."""
    return Gave(freeze(value), {position: freeze(argument) for position, argument in changed.items()})


def threw(kind: str, text: str, line: int) -> Threw:
    """An exception, its text cut to LONGEST_TEXT."""
    return Threw(cut(kind), cut(text), line)


def freeze(value: Plain) -> Value:
    """`value` as structs. What could not be sent becomes a Text that says so."""
    size, parts = _measure(value)
    if size > LARGEST_VALUE or parts > MOST_PARTS:
        return Text("a value too large to grade", f"{parts} arrays, {size} bytes")
    return _freeze(value)


def _measure(value: Plain) -> tuple[int, int]:
    if not isinstance(value, tuple):
        return (value.nbytes if isinstance(value, np.ndarray) else 0), 1
    measures = [_measure(part) for part in value]
    return sum(size for size, _ in measures), 1 + sum(parts for _, parts in measures)


def _freeze(value: Plain) -> Value:
    if isinstance(value, tuple):
        return Many(tuple(_freeze(part) for part in value))
    if isinstance(value, NotNumbers):
        return Text(cut(value.kind), cut(value.text))
    if value.ndim > MOST_DIMENSIONS:
        return Text(f"an array of {value.ndim} dimensions", f"at most {MOST_DIMENSIONS} can be graded")
    return _array(value)


def _array(array: np.ndarray[Any, Any]) -> Array:
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    return Array(_NAMES[array.dtype], array.shape, array.tobytes())


def cut(text: str) -> str:
    """At most LONGEST_TEXT characters, and never a lone surrogate, which no frame can carry."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode()


def _frame(message: Any) -> bytes:
    body = _ENCODER.encode(message)
    return len(body).to_bytes(HEADER, "little") + body
