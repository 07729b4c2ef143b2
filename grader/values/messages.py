"""The messages that cross between the trusted side and a worker, as `frames` writes and reads them."""

from typing import Annotated, Literal

import msgspec

from grader.values.arrays import Size
from grader.values.calls import Reads
from grader.values.packed import Part
from grader.values.reading import MOST_BASES
from grader.values.stand_ins import StandIn
from grader.values.structs import Value
from grader.values.texts import ShortText

MOST_REPLIES = 10_000  # in one frame; whoever asks for more asks again

# --- what they hold ---


class PackedStep(msgspec.Struct, array_like=True, frozen=True):
    """Stands for calls.Step."""

    name: str
    arguments: tuple[Part, ...]
    named: tuple[tuple[str, Part], ...]
    called: bool
    of: int


class PackedCall(msgspec.Struct, array_like=True, frozen=True):
    """One call. Its encoded bytes are the call's key.

    then: PackedStep; all of a story after its first act, most of which has happened already, or, where there
    are fingerprints of it, without its last act and with it, only that one.
    """

    function: str
    arguments: tuple[Part, ...]
    reads: Reads = "result"
    stand_ins: tuple[tuple[str, StandIn], ...] = ()
    named: tuple[tuple[str, Part], ...] = ()
    most: int = 0
    then: tuple[msgspec.Raw, ...] = ()
    before: bytes = b""
    now: bytes = b""


class Gave(msgspec.Struct, array_like=True, frozen=True, tag="gave"):
    value: Value
    changed: Annotated[dict[int, Value], msgspec.Meta(max_length=100)]


class Threw(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="threw"):
    kind: ShortText
    text: ShortText
    line: Size
    unwritten: ShortText = ""
    bases: Annotated[tuple[ShortText, ...], msgspec.Meta(max_length=MOST_BASES)] = ()


class Stuck(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="stuck"):
    seconds: float


class Forgot(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="forgot"):
    """Stands for calls.Forgotten."""


class PackedOutput(msgspec.Struct, array_like=True, frozen=True):
    """One output of a cell; see model.Output."""

    kind: Literal["stream", "display", "result", "error"]
    data: dict[
        Literal[
            "stdout", "stderr", "ename", "evalue", "traceback",
            "text/plain", "text/latex", "text/markdown", "text/html", "image/png", "image/jpeg",
        ],
        str,
    ]  # fmt: skip


# --- to the worker ---


class Run(msgspec.Struct, array_like=True, frozen=True, tag="run"):
    """Run one cell for at most `seconds` of CPU; `number` is its name in tracebacks."""

    number: int
    source: str
    seconds: float


class MakeCalls(msgspec.Struct, array_like=True, frozen=True, tag="ask"):
    calls: list[PackedCall]


# --- from the worker ---


class Ran(msgspec.Struct, array_like=True, frozen=True, tag="ran"):
    outputs: Annotated[list[PackedOutput], msgspec.Meta(max_length=1_000)]
    error: ShortText
    too_slow: bool = False


class Answered(msgspec.Struct, array_like=True, frozen=True, tag="answered"):
    """Replies (Gave, Threw, Stuck or Forgot) to the first calls of an Ask, at least one.

    Their number is looked at before any is read: a nil takes one byte in a frame and eighty in memory.
    """

    replies: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_REPLIES)]
