"""Runs inside: one submission's process, from its first cell to its last call.

It answers frames on one socket and is not trusted from the first cell on.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from grader.model import Limits
from grader.sandbox.cells import Notebook
from grader.sandbox.time_limits import TICKS, Alarm, TimeUp
from grader.sandbox.tracebacks import kind_and_text, line_of
from grader.values import (
    Argument,
    Plain,
    as_plain,
    frames,
    fresh,
    left_behind,
    read,
    standing_in,
    structs,
    unwritten,
)

SEED = 20240229  # of random and numpy.random, before the first cell
SLICE_TICKS = 5  # after so many ticks in one message, send the answers there are
MOST_BYTES = structs.LARGEST_VALUE  # the same for the size of answers

Find = Callable[[str, str], Any]


def serve(socket: int, shell: InteractiveShell, limits: Limits) -> None:
    """Answer frames until the other end closes."""
    random.seed(SEED)
    np.random.seed(SEED)
    notebook = Notebook(shell, limits.output_kb * 1024)
    alarm, spent = Alarm(), Counter[tuple[str, str]]()
    while message := _receive(socket):
        request = frames.read_request(message)
        if isinstance(request, frames.Run):
            alarm.watch(request.seconds)
            ran = notebook.run(request.number, request.source, alarm)
            alarm.rest()
            _send(socket, frames.ran(ran.outputs, ran.error))
        else:
            alarm.watch(limits.call_seconds)
            replies = answers(request.calls, notebook.find, alarm, spent, limits)
            alarm.rest()
            _send(socket, frames.answered(replies))


def answers(
    calls: list[frames.Asked], find: Find, alarm: Alarm, spent: Counter[tuple[str, str]], limits: Limits
) -> list[frames.Gave | frames.Threw | frames.Stuck]:
    """Replies to the first calls: up to the first that hangs, or as many as fit a slice.

    find: what a name stands for; KeyError: nothing.
    spent: ticks that each function has used in all its calls, computing and asleep; updated.
    """
    replies: list[frames.Gave | frames.Threw | frames.Stuck] = []
    alive: list[list[Any]] = []
    most = limits.question_seconds / limits.call_seconds * TICKS
    ticks = size = 0
    for call in calls:
        if any(spent[call.function, how] > most for how in ("computing", "asleep")):
            return [*replies, frames.Stuck(limits.question_seconds)]
        reply = answer(call, find, alarm, alive)
        replies.append(reply)
        if isinstance(reply, frames.Stuck):
            break
        if alarm.cpu or alarm.asleep:
            ticks += alarm.cpu + alarm.asleep
            spent[call.function, "computing"] += alarm.cpu
            spent[call.function, "asleep"] += alarm.asleep
        if isinstance(reply, frames.Gave):
            size += _bytes(reply.value) + sum(_bytes(value) for value in reply.changed.values())
        if ticks >= SLICE_TICKS or size > MOST_BYTES:
            break
    return replies


def answer(
    call: frames.Asked, find: Find, alarm: Alarm, alive: list[list[Any]]
) -> frames.Gave | frames.Threw | frames.Stuck:
    """Call the function with fresh, writable arguments.

    alive: takes the arguments. While they live no other array has their address, so that what a student
    remembers by id() does not depend on when memory is used again.
    """
    try:
        found = find(call.function, call.reads)
    except KeyError:
        return frames.threw("NameError", f"{call.function} is not defined", 0)
    arguments = [structs.argument(given) for given in call.arguments]
    used = [one if isinstance(one, np.ndarray) else fresh(one) for one in arguments]  # arrays are fresh
    alive.append(used)
    with standing_in(found, dict(call.stand_ins)):  # around the alarm, which would cut its end short
        alarm.begin()
        try:
            value = read(found, used, call.reads)
            alarm.end()
            return frames.gave(value, _changed(call.arguments, arguments, used))
        except TimeUp:
            return frames.Stuck(alarm.seconds)
        except BaseException as error:
            alarm.end()
            return frames.threw(*kind_and_text(error), line_of(error, found), unwritten(error, found))
        finally:
            alarm.end()


def _changed(sent: tuple[structs.Given, ...], arguments: list[Argument], used: list[Any]) -> dict[int, Plain]:
    changed = {}
    for position, was in enumerate(sent):
        after = used[position]
        if isinstance(was, structs.Array):
            if not structs.unchanged(after, was):
                changed[position] = as_plain(after)
        elif (left := left_behind(arguments[position], after)) is not None:
            changed[position] = left
    return changed


def _bytes(value: structs.Value) -> int:
    if isinstance(value, structs.Many):
        return 20 + sum(_bytes(part) for part in value.parts)
    if isinstance(value, structs.Picture):
        maps = [one for drawing in value.drawings for one in drawing.heat_maps]
        return 1_000 + sum(len(one.values.data) for one in maps)
    return 20 + (len(value.data) if isinstance(value, structs.Array) else len(value.text))


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
