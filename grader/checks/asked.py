"""The calls that a run made, in order, and what came of each: what its example is written from (`script`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from grader.values import Call, Reply

Shows = Literal["answer", "inputs", "calls"]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """shows: what was looked at: the answer, the inputs after the call, or the calls of a function given."""

    call: Call
    reply: Reply
    shows: Shows = "answer"


_made: ContextVar[list[Asked] | None] = ContextVar("made", default=None)


@contextmanager
def recorded(into: list[Asked] | None) -> Iterator[None]:
    """Calls made within are added to `into`; None: they are not kept."""
    token = _made.set(into)
    try:
        yield
    finally:
        _made.reset(token)


def record(call: Call, reply: Reply, shows: Shows) -> None:
    made = _made.get()
    if made is not None:
        made.append(Asked(call, reply, shows))
