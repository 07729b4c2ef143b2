"""The calls that a run made, in order, each with its reply: what its example is written from (`script`)."""

from collections.abc import Container, Iterable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Literal

from grader.values import Ask, Call, Reads, Reply, fixed

Shows = Literal["answer", "inputs", "calls"]


@fixed
class RecordedCall:
    """A call, and its reply. shows: what the check looked at: the answer, the inputs after the call, or the
    calls of a function that was handed over.
    """

    call: Call
    reply: Reply
    shows: Shows = "answer"


_made: ContextVar[list[RecordedCall] | None] = ContextVar("made", default=None)


def recorded(into: list[RecordedCall] | None) -> AbstractContextManager[None]:
    """Calls made within are added to `into`; None: they are not kept."""
    return _Recording(into)


class _Recording:
    """Not a generator, which costs more than many a check."""

    __slots__ = ("_into", "_token")

    def __init__(self, into: list[RecordedCall] | None) -> None:
        self._into = into

    def __enter__(self) -> None:
        self._token = _made.set(self._into)

    def __exit__(self, *_: object) -> None:
        _made.reset(self._token)


def with_due(
    question: str, calls: Iterable[RecordedCall], reference: Ask, reads: Container[Reads]
) -> Iterator[tuple[RecordedCall, Reply]]:
    """The calls of the question's own function, each with the reference's reply. reads: as Call has it."""
    for one in calls:
        if one.call.function == question and one.call.step is None and one.call.reads in reads:
            yield one, reference(one.call)


def record(call: Call, reply: Reply, shows: Shows) -> None:
    made = _made.get()
    if made is not None:
        made.append(RecordedCall(call, reply, shows))
