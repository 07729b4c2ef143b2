"""Frames from a worker, spoilt byte by byte: the typed error or a reply, and no more memory than agreed.

`fuzz/fuzz.py` runs the same tests, guided by coverage.
"""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.values import frames, messages
from grader.values.arrays import ProtocolError
from grader.values.calls import CellRun, Output
from grader.values.figures import Axes, Bars, Drawn, Figure, HeatMap, Line, Points
from grader.values.plain import NotNumbers, Word

TIMES = 30  # a frame takes so many times its length while it is decoded, and
SPARE = 200_000  # bytes that anything takes

GRID = HeatMap(np.eye(2), np.arange(2.0), np.arange(2.0), (0.0, 1.0), "viridis", True)
TWO = np.arange(2.0)
AXES = Axes(
    title="title", x_label="x", y_label="y", x_ticks=((0.0, "a"),), y_ticks=((1.0, "b"),), x_scale="linear",
    y_scale="log", x_limits=(0.0, 1.0), y_limits=(0.5, 2.0), inverted=(False, True), box=(0.1, 0.1, 0.9, 0.9),
    heat_maps=Drawn("heat maps", (GRID,)), lines=Drawn("lines", (Line(TWO, TWO, label="a"),)),
    points=Drawn("sets of points", (Points(TWO, TWO, TWO, TWO),)),
    bars=Drawn("sets of bars", (Bars(TWO, TWO, TWO, TWO),)), legend=("a",), texts=("here",), pictures=1,
)  # fmt: skip
VALUES = [
    np.arange(6.0).reshape(2, 3),
    np.array([True, False]),
    (np.float32(1) + np.zeros(3, "float32"), NotNumbers("NoneType", "None")),
    Word("static"),
    Figure(Drawn("axes", (AXES,))),
]
FRAMES = [
    frames.answered([frames.gave(value, {0: np.zeros(2)}) for value in VALUES])[frames.HEADER :],
    frames.answered([frames.threw("ValueError", "text", 3), messages.Stuck(0.5)])[frames.HEADER :],
    frames.ran(CellRun((Output("stream", {"stdout": "hello"}), Output("result", {"text/plain": "1"}))))[
        frames.HEADER :
    ],
]
# Where, what to put there, how much of what was there it replaces.
SPOILT = st.tuples(st.integers(0, 999), st.binary(max_size=6), st.integers(0, 6))


def spoilt(frame: bytes, steps: list[tuple[int, bytes, int]]) -> bytes:
    for at, new, instead_of in steps:
        place = at % (len(frame) + 1)
        frame = frame[:place] + new + frame[place + instead_of :]
    return frame


def peak(read: Callable[[], Any]) -> int:
    """Bytes that `read` takes at most; a ProtocolError is as good as a reply.

    Raises: whatever else it raises.
    """
    tracemalloc.start()
    try:
        read()
    except ProtocolError:
        pass
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


CONFIGURED = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))


@CONFIGURED
@given(frame=st.sampled_from(FRAMES), steps=st.lists(SPOILT, max_size=4))
def test_spoilt_answers(frame: bytes, steps: list[tuple[int, bytes, int]]) -> None:
    """Replies are read whole or refused; what they hold is no larger than what was sent."""
    message = spoilt(frame, steps)

    most = peak(lambda: frames.read_answers(message, len(VALUES)))

    assert most <= TIMES * len(message) + SPARE


@CONFIGURED
@given(frame=st.sampled_from(FRAMES), steps=st.lists(SPOILT, max_size=4))
def test_spoilt_cells(frame: bytes, steps: list[tuple[int, bytes, int]]) -> None:
    """So are the outputs of a cell."""
    message = spoilt(frame, steps)

    most = peak(lambda: frames.read_cell_run(message, most_bytes=1_000, seconds=1))

    assert most <= TIMES * len(message) + SPARE
