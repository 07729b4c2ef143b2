"""Runs inside: one submission's process, from its first cell to its last call.

It answers frames on one socket and is not trusted from the first cell on.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from grader.errors import NotTheirs
from grader.model import Limits
from grader.sandbox.cells import Notebook
from grader.sandbox.time_limits import TICKS, Alarm, TimeUp
from grader.sandbox.tracebacks import raised
from grader.values import (
    LARGEST,
    Argument,
    FreshStep,
    Objects,
    Plain,
    all_left_behind,
    altered,
    arrays,
    base_names,
    frames,
    fresh,
    fresh_step,
    left_behind,
    messages,
    packed,
    read,
    standing_in,
    unwritten_function,
)

SEED = 20240229  # of random and numpy.random, before the first cell
SLICE_TICKS = 5  # after so many ticks in one message, send the answers there are
MOST_BYTES = LARGEST  # the same for the size of answers

NOTHING = nullcontext()

Find = Callable[[str, str], Any]
Answer = messages.Gave | messages.Threw | messages.Stuck | messages.Forgot


def serve(socket: int, shell: InteractiveShell, limits: Limits) -> None:
    """Answer frames until the other end closes."""
    random.seed(SEED)
    np.random.seed(SEED)
    notebook = Notebook(shell, limits.output_kb * 1024)
    alarm, spent, objects = Alarm(), Counter[tuple[str, str]](), Objects()
    while message := _receive(socket):
        request = frames.read_request(message)
        if isinstance(request, messages.Run):
            alarm.watch(request.seconds)
            Objects.leave_all()
            run = notebook.run(request.number, request.source, alarm)
            alarm.rest()
            objects = Objects()  # a cell may have changed their classes
            _send(socket, frames.ran(run))
        else:
            alarm.watch(limits.call_seconds)
            replies = answers(request.calls, notebook.find, alarm, spent, limits, objects)
            alarm.rest()
            _send(socket, frames.answered(replies))


def answers(
    calls: list[messages.PackedCall],
    find: Find,
    alarm: Alarm,
    spent: Counter[tuple[str, str]],
    limits: Limits,
    objects: Objects,
) -> list[bytes]:
    """Replies to the first calls, as they are sent: up to the first that hangs, or whose story is not known
    here, or as many as fit a slice.

    find: what a name stands for; NameError: nothing that can be used so.
    spent: ticks that each function has used in all its calls, computing and asleep; updated.
    """
    replies: list[bytes] = []
    alive: list[list[Any]] = []
    most = limits.question_seconds / limits.call_seconds * TICKS
    ticks = size = 0
    for call in calls:
        if spent and any(spent[call.function, how] > most for how in ("computing", "asleep")):
            return [*replies, frames.encoded(messages.Stuck(limits.question_seconds))]
        try:
            reply = answer(call, find, alarm, alive, objects)
        except TimeUp:  # rung while another error was on its way
            alarm.end()
            reply = messages.Stuck(alarm.seconds)
        replies.append(frames.encoded(reply))
        if isinstance(reply, messages.Stuck | messages.Forgot):
            break
        if alarm.cpu or alarm.asleep:
            ticks += alarm.cpu + alarm.asleep
            spent[call.function, "computing"] += alarm.cpu
            spent[call.function, "asleep"] += alarm.asleep
        size += len(replies[-1])
        if ticks >= SLICE_TICKS or size > MOST_BYTES:
            break
    return replies


def answer(
    call: messages.PackedCall, find: Find, alarm: Alarm, alive: list[list[Any]], objects: Objects
) -> Answer:
    """Call the function with fresh, writable arguments.

    alive: takes the arguments. While they live no other array has their address, so that what a student
    remembers by id() does not depend on when memory is used again.
    """
    sent = (*call.arguments, *(part for _, part in call.named)) if call.named else call.arguments
    try:
        found = find(call.function, call.reads)
        arguments = [packed.unpack_argument(part) for part in sent]
        used = [one if isinstance(one, np.ndarray) else fresh(one) for one in arguments]  # arrays are fresh
    except Exception as error:  # there is no such name; or no pandas for a table, or a spoilt one
        return frames.threw(*raised(error)[:2], 0)
    by_position, named = used[: len(call.arguments)], used[len(call.arguments) :]
    alive.append(used)
    met = standing_in(found, dict(call.stand_ins)) if call.stand_ins else NOTHING
    with met:  # around the alarm, which would cut its end short
        alarm.begin()
        try:
            by_name = {name: one for (name, _), one in zip(call.named, named, strict=True)} if named else {}
            if call.then or call.reads == "made":
                first = FreshStep("", tuple(by_position), by_name)
                value, last = _told(objects, found, call, first, alive)
            else:
                objects.leave()
                value, last = read(found, by_position, call.reads, by_name, call.most), None
            alarm.end()
            return frames.gave(value, _changed(sent, arguments, used) if last is None else _left(call, last))
        except TimeUp:
            alarm.end()  # before what fills the memory is thrown away, which takes ticks, too
            return messages.Stuck(alarm.seconds)
        except _Unknown:
            alarm.end()
            return messages.Forgot()
        except BaseException as error:
            alarm.end()
            unmet, above = unwritten_function(error, found), base_names(error)
            return frames.threw(*raised(error, found), unmet, above)


class _Unknown(NotTheirs):
    """What came before a call, which was not told, has not happened here."""


def _told(
    objects: Objects, found: Any, call: messages.PackedCall, first: FreshStep, alive: list[list[Any]]
) -> tuple[Plain, FreshStep | None]:
    """What the last act of a story of objects gives, and that act, if it is not the first.

    Raises: _Unknown.
    """

    def act(index: int) -> FreshStep:
        step = fresh_step(frames.step(call.then[index - 1])) if index else first
        alive.append([step.arguments])
        return step

    def before() -> Iterator[FreshStep]:
        if call.now:
            raise _Unknown
        yield from map(act, range(len(call.then)))

    last = act(len(call.then))
    return objects.ask(found, frames.story(call), last, before), last if call.then else None


def _left(call: messages.PackedCall, act: FreshStep) -> dict[int, Plain]:
    """What the last act of a story altered of its arguments."""
    return all_left_behind(frames.step(call.then[-1]).given, (*act.arguments, *act.named.values()))


def _changed(sent: tuple[packed.Part, ...], arguments: list[Argument], used: list[Any]) -> dict[int, Plain]:
    changed = {}
    for position, was in enumerate(sent):
        after = used[position]
        if isinstance(was, arrays.Array):
            if not arrays.unchanged(after, was):
                changed[position] = altered(after)
        elif (left := left_behind(arguments[position], after)) is not None:
            changed[position] = left
    return changed


def _receive(socket: int) -> bytes:
    """One message, or nothing at all when the other end has closed."""
    size = int.from_bytes(_exactly(socket, frames.HEADER), "little")
    return _exactly(socket, size)


def _exactly(socket: int, size: int) -> bytes:
    chunks = []
    while size:
        chunk = os.read(socket, min(size, 1 << 20))
        if not chunk:
            return b""
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _send(socket: int, frame: bytes) -> None:
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(socket, rest) :]
