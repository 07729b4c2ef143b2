"""Whatever else is asked in between, and however little memory there is, a story's answers are its own."""

from typing import Any
from weakref import WeakSet

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised
from grader.values import Objects
from grader.values.class_state import LARGEST

CELL = """
import io
import itertools
from array import array
import numpy as np

CALLS, SEEN, TURNS, TABLE = 0, [], itertools.count(), {table}

def note(number):
    SEEN.append(number)
    return len(SEEN)

class Kept:
    made, all, row, table, store = 0, [], np.zeros(3), TABLE, {{}}
    bytes, text, codes = io.BytesIO(), io.StringIO(), array("b")

    def __init__(self, start):
        global CALLS
        self.number = None
        take(self)
        CALLS += 1
        Kept.made += 1
        self.number = Kept.made
        self.store[self.number] = start
        {itself}
        self.total = start

    {ends}

    def add(self, number, given=[]):
        self.bytes.write(bytes([number]))
        self.text.write(str(number))
        self.codes.append(number)
        held = [self.store[self.number], self.bytes.tell(), self.text.getvalue(), [*self.codes]]
        self.total += number
        self.all.append(number)
        self.row[number % 3] += 1
        given.append(number)
        return [self.total, self.made, [*self.all], self.row.tolist(), [*given], CALLS, note(number),
                next(TURNS), len(self.table), held]
"""
TABLES = ("[]", f"[[at, 'x'] for at in range({LARGEST})]", f"tuple([at] for at in range({LARGEST}))")
ENDS = "def __del__(self): self.store.pop(self.number, None)"
Act = tuple[int | None, int]  # which object is asked, None: one that is made; and a number

acts = st.lists(st.tuples(st.sampled_from([None, 0, 0, 1]), st.integers(0, 3)), min_size=1, max_size=5)
stories = st.lists(acts.map(lambda some: [(None, 1), *some]), min_size=2, max_size=6)


def notebook(table: str, itself: str, room: int, ends: str = "") -> dict[str, Any]:
    """A class of whose objects so many have room in memory at once."""
    alive: WeakSet[Any] = WeakSet()

    def take(one: Any) -> None:
        if len(alive) >= room:
            raise MemoryError("no room")
        alive.add(one)

    names: dict[str, Any] = {"__name__": "notebook", "take": take}
    exec(CELL.format(table=table, itself=itself, ends=ends), names)
    return names


class Teller:
    """Tells a story, act by act, as a check does."""

    def __init__(self, ask: Any) -> None:
        self._maker = StudentFunction("Kept", ("class", "__init__", "add"), ask, {})
        self._objects: list[Any] = []
        self.answers: list[Any] = []

    def happens(self, act: Act) -> None:
        which, number = act
        try:
            if which is None:
                self._objects.append(self._maker(number))
            elif which < len(self._objects):
                self.answers.append(self._objects[which].add(number))
        except CallRaised as error:
            self.answers.append(error.kinds)


@settings(max_examples=50, deadline=None)
@given(
    stories,
    st.sampled_from(TABLES),
    st.sampled_from(["pass", "self.me = self"]),
    st.integers(1, 4),
    st.sampled_from(["", "", ENDS]),
    st.data(),
)
def test_a_story_is_alone(
    told: list[list[Act]], table: str, itself: str, room: int, ends: str, data: st.DataObject
) -> None:
    """Its answers, and whether memory is enough, are as if nobody had asked anything else."""
    turns = data.draw(st.permutations([at for at, story in enumerate(told) for _ in story]))
    names = notebook(table, itself, room, ends)
    ask = in_process(names)
    together = [Teller(ask) for _ in told]
    left = [iter(story) for story in told]

    for at in turns:
        together[at].happens(next(left[at]))
    Objects.leave_all()

    for story, found in zip(told, together, strict=True):
        alone = Teller(in_process(notebook(table, itself, room, ends)))
        for act in story:
            alone.happens(act)
        assert found.answers == alone.answers
    kept = names["Kept"]
    assert (names["CALLS"], names["SEEN"], kept.made, kept.all, kept.row.tolist()) == (0, [], 0, [], [0] * 3)


def test_memory_that_runs_short_is_told_as_that() -> None:
    """Not as what came of an object that could not be made once more."""
    names = notebook("[]", "pass", 1)
    one = StudentFunction("Kept", ("class", "__init__", "add"), in_process(names), {})
    first = one(1)
    first.add(1)

    with pytest.raises(CallRaised, match="MemoryError: no room"):
        one(2)
    assert first.add(2)[0] == 4


def test_what_ends_so_on_purpose_goes_on() -> None:
    """An act that raised MemoryError from the start is a part of its story, also where that is told anew."""
    names = notebook("[]", "if start < 0: raise MemoryError('below zero')", 2)
    ask = in_process(names)
    tellers = [Teller(ask) for _ in range(3)]

    for act in [(None, 1), (None, -1), (0, 1), (0, 2)]:
        for at, one in enumerate(tellers):
            one.happens((act[0], act[1] + at) if act[1] > 0 else act)

    assert [one.answers[0] for one in tellers] == [tellers[0].answers[0]] * 3
    assert [one.answers[2][0] for one in tellers] == [4, 7, 10]


def test_functions_and_objects_do_not_meet() -> None:
    """What a function of the notebook keeps by itself is there when it is called again, and only then."""
    names = notebook("[]", "pass", 9)
    ask = in_process(names)
    note, one = (
        StudentFunction("note", (), ask, {}),
        StudentFunction("Kept", ("class", "__init__", "add"), ask, {}),
    )

    counts = [one(1).add(1)[6], int(note(0)), one(2).add(1)[6], int(note(0))]
    Objects.leave_all()

    assert (counts, names["SEEN"]) == ([1, 1, 2, 2], [0, 0])
