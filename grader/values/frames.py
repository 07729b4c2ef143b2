"""What may cross between the trusted side and a worker: typed frames, and nothing else.

A frame is four bytes of length, little-endian, then one msgpack message. There is no pickle and no message
that says "correct"; a worker can only send arrays, text and cell outputs. `read_*` check all of it and raise
nothing but ProtocolError.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from grader.values.arrays import ProtocolError
from grader.values.calls import Call, CellRun, Forgotten, Hung, Output, Raised, Reply, Returned, Step
from grader.values.exceptions import cut, too_slow
from grader.values.messages import (
    Answered,
    Forgot,
    Gave,
    MakeCalls,
    PackedCall,
    PackedOutput,
    PackedStep,
    Ran,
    Run,
    Stuck,
    Threw,
)
from grader.values.packed import Part, pack, unpack_argument
from grader.values.plain import Plain
from grader.values.reading import MOST_BASES
from grader.values.stories import TOLD_WHOLE, Fingerprints, fingerprints
from grader.values.structs import freeze, thaw

HEADER = 4  # bytes
LARGEST_FRAME = 16 << 20  # bytes; decoding one takes at most some 20 times that, for a while
MOST_SEEN, LARGEST_SEEN = 100_000, 500  # replies that are remembered, and the bytes of one

_ENCODER = msgspec.msgpack.Encoder()
_TO_WORKER = msgspec.msgpack.Decoder(Run | MakeCalls)
_STEPPED = msgspec.msgpack.Decoder(PackedStep)
_RAN = msgspec.msgpack.Decoder(Ran)
_ANSWERED = msgspec.msgpack.Decoder(Answered)
_REPLY = msgspec.msgpack.Decoder(Gave | Threw | Stuck | Forgot)


# --- the trusted side ---


def key(call: Call) -> bytes:
    """The call as it goes over the wire. Equal calls, and only they, have equal keys."""
    if call.step is None or call.after is None or call.place <= TOLD_WHOLE:
        return whole(call)
    then = (msgspec.Raw(_act(call)),)
    told = _FINGERPRINTS.of(call.after), _FINGERPRINTS.of(call)
    return _ENCODER.encode(PackedCall(call.function, (), call.reads, call.stand_ins, (), 0, then, *told))


def whole(call: Call) -> bytes:
    """A call with all of its story."""
    arguments, named = _packed(call)
    then = tuple(msgspec.Raw(_ENCODER.encode(_stepped(step))) for step in call.steps())
    return _ENCODER.encode(
        PackedCall(call.function, arguments, call.reads, call.stand_ins, named, call.most, then)
    )


def _act(call: Call) -> bytes:
    if call.step is not None:
        return _ENCODER.encode(_stepped(call.step))
    arguments, named = _packed(call)
    return _ENCODER.encode(PackedCall(call.function, arguments, stand_ins=call.stand_ins, named=named))


_FINGERPRINTS = Fingerprints(_act)


def _stepped(step: Step) -> PackedStep:
    return PackedStep(step.name, *_packed(step), step.called, step.of)


def _packed(call: Call | Step) -> tuple[tuple[Part, ...], tuple[tuple[str, Part], ...]]:
    named = tuple((name, pack(argument)) for name, argument in call.named)
    return tuple(map(pack, call.arguments)), named


def step(encoded: bytes) -> Step:
    """The step that crossed, beside the student's code."""
    stepped = _STEPPED.decode(encoded)
    named = tuple((name, unpack_argument(part)) for name, part in stepped.named)
    return Step(
        stepped.name, tuple(map(unpack_argument, stepped.arguments)), named, stepped.called, stepped.of
    )


def ask(keys: Sequence[bytes]) -> bytes:
    """The frame that asks for the calls with these keys."""
    return _frame(["ask", [msgspec.Raw(encoded) for encoded in keys]])


def run(number: int, source: str, seconds: float) -> bytes:
    """The frame that runs one cell."""
    return _frame(Run(number, source, seconds))


class Seen:
    """Replies by their bytes: what many students answer is decoded once, and is one object for as long as it
    comes again. What did not come for longest is forgotten first.
    """

    def __init__(self) -> None:
        self._read = lru_cache(MOST_SEEN)(_read_reply)

    def reply(self, encoded: bytes) -> Reply | Forgotten:
        """Raises: ProtocolError."""
        return self._read(encoded) if len(encoded) <= LARGEST_SEEN else _read_reply(encoded)


def read_answers(message: bytes, asked: int, seen: Seen | None = None) -> list[Reply | Forgotten]:
    """The replies to the first of `asked` calls: between one and all of them.

    Raises: ProtocolError.
    """
    replies = _decoded(_ANSWERED, message).replies
    if len(replies) > asked:
        raise ProtocolError(f"{len(replies)} replies to {asked} calls")
    seen = Seen() if seen is None else seen
    return [seen.reply(bytes(reply)) for reply in replies]


def read_cell_run(message: bytes, *, most_bytes: int, seconds: float) -> CellRun:
    """What a cell left behind, of at most `most_bytes` characters. seconds: that it had.

    Raises: ProtocolError.
    """
    ran = _decoded(_RAN, message)
    size = sum(len(text) for shown in ran.outputs for text in shown.data.values())
    if size > most_bytes:
        raise ProtocolError(f"{size} characters of output, at most {most_bytes} were agreed")
    outputs = tuple(Output(shown.kind, dict(shown.data)) for shown in ran.outputs)
    return CellRun(outputs, ran.error, too_slow(seconds) if ran.too_slow else "")


def _decoded(decoder: Any, message: bytes) -> Any:
    try:
        return decoder.decode(message)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as problem:
        raise ProtocolError(str(problem)) from None


def _read_reply(encoded: bytes) -> Reply | Forgotten:
    return _reply(_decoded(_REPLY, encoded))


def _reply(reply: Gave | Threw | Stuck | Forgot) -> Reply | Forgotten:
    if isinstance(reply, Forgot):
        return Forgotten()
    if isinstance(reply, Gave):
        changed = {position: thaw(value) for position, value in reply.changed.items()}
        return Returned(thaw(reply.value), changed)
    if isinstance(reply, Threw):
        return Raised(reply.kind, reply.text, reply.line, reply.unwritten, reply.bases)
    if not 0 <= reply.seconds < math.inf:
        raise ProtocolError(f"a time of {reply.seconds} seconds")
    return Hung(reply.seconds)


# --- the worker's side ---


def story(call: PackedCall) -> tuple[bytes, bytes]:
    """What tells the story of a call from others (values.objects): without its last act, and with it."""
    if call.now:
        return call.before, call.now
    first = PackedCall(call.function, call.arguments, stand_ins=call.stand_ins, named=call.named)
    return fingerprints((_ENCODER.encode(first), *map(bytes, call.then)))


def read_request(message: bytes) -> Run | MakeCalls:
    """What the trusted side wants."""
    request: Run | MakeCalls = _TO_WORKER.decode(message)
    return request


def answered(replies: Sequence[bytes | Gave | Threw | Stuck | Forgot]) -> bytes:
    """The frame that answers an Ask. replies: those that are bytes, as `encoded` has them."""
    return _frame(["answered", [msgspec.Raw(one) if type(one) is bytes else one for one in replies]])


def ran(run: CellRun) -> bytes:
    """The frame that answers a Run."""
    outputs = [PackedOutput(output.kind, output.data) for output in run.outputs]  # type: ignore[arg-type]
    return _frame(Ran(outputs, cut(run.error), bool(run.ended)))


def gave(value: Plain, changed: dict[int, Plain]) -> Gave:
    """A returned value; what is too large to send becomes a text that says so."""
    return Gave(freeze(value), {position: freeze(argument) for position, argument in changed.items()})


def encoded(reply: Gave | Threw | Stuck | Forgot) -> bytes:
    """A reply as it goes over the wire."""
    return _ENCODER.encode(reply)


def threw(kind: str, text: str, line: int, unwritten: str = "", bases: Sequence[str] = ()) -> Threw:
    """An exception, its texts cut to LONGEST_TEXT."""
    return Threw(cut(kind), cut(text), line, cut(unwritten), tuple(map(cut, bases[:MOST_BASES])))


def _frame(message: Any) -> bytes:
    body = _ENCODER.encode(message)
    return len(body).to_bytes(HEADER, "little") + body
