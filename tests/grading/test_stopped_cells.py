"""Cells that stopped, and what tells of them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import grader
from grader.checks.in_process import in_process
from grader.grading.stopped_cells import ended_cells, why_undefined
from grader.sandbox import Zygote
from grader.submissions import Anchored, AnchoredCell
from grader.values import Call, CellRun, Raised, too_slow

ENDED = "was ended, as all took 60 seconds together"
ROOMS = "errors.py sandbox/*.py values/*.py grading/*.py checks/*.py student/*.py".split()
# All classes of ours near a student's code, and the names that stand in what cells leave behind.
NAMES = {"WorkerDied", "TimeoutError", "KeyboardInterrupt"}.union(
    *(
        re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
        for room in ROOMS
        for path in Path(grader.__file__).parent.glob(room)
    )
)
RAISING = """
class {name}(BaseException): __module__ = "grader.errors"
def raises_{name}(x): raise {name}(f"the cell did not finish within {{x[0]:g}} seconds")
"""


@pytest.mark.parametrize("ended", [ENDED, ""])
def test_a_cell_that_a_limit_ended(ended: str) -> None:
    """It is told, unless it is a stub's, of which its question tells; the student's own errors are theirs."""
    cells = AnchoredCell("code", "while True:\n    pass"), AnchoredCell("code", "...", "stub", "double")
    runs = dict.fromkeys((0, 1), CellRun((), f"WorkerDied: cell 7 {ENDED}", ended))

    found = ended_cells(Anchored(cells, ()), runs)

    assert [(one.cell, one.done) for one in found] == [('"while True:"', f"this cell {ENDED}")] * bool(ended)


def test_a_class_of_a_students_with_a_name_of_ours(zygote: Zygote) -> None:
    """What it raises is what the student's code raised, in a cell and in a call, in grading and at home."""
    texts = f"the cell {too_slow(1)}", "cell 1 ended the process with exit status 3"
    cells = [RAISING.format(name=name) for name in sorted(NAMES)]
    cells += [f"raise {name}({text!r})" for name in sorted(NAMES) for text in texts]
    calls = [Call(f"raises_{name}", (np.ones(1),)) for name in sorted(NAMES)]

    with zygote.session() as session:
        runs = session.load(cells)
        replies = session.call(calls)
    home: dict[str, object] = {}
    exec("".join(cells[: len(NAMES)]), home)
    at_home = [in_process(home)(call) for call in calls]

    assert {run.ended for run in runs} == {""}
    assert [run.error.partition(":")[0] for run in runs[len(NAMES) :: 2]] == sorted(NAMES)
    for found in (replies, at_home):
        assert [one.kind for one in found if isinstance(one, Raised)] == sorted(NAMES)


@given(place=st.integers(0, 16), letter=st.sampled_from(["", "e", "x", "__"]))
def test_an_answer_under_a_misspelt_name(place: int, letter: str) -> None:
    """Its right name is told, in grading as at home; of what has another name, nothing is."""
    name = "static_or_dynamic"
    misspelt = f"{name[:place]}{letter}{name[place + 1 :]}"
    assume(misspelt != name)
    told = f"; the notebook has {misspelt}: call it {name} everywhere"
    cells = AnchoredCell("code", f'{misspelt} = "static"', "stub", name), AnchoredCell("code", "state = 1")

    (graded,) = why_undefined(Anchored(cells, ()), dict.fromkeys((0, 1), CellRun(())), [name]).values()
    at_home = in_process({misspelt: "static", "state": 1}, [name])(Call(name, (), reads="variable"))
    (unlike,) = why_undefined(Anchored(cells[1:], ()), {0: CellRun(())}, [name]).values()

    assert graded == told
    assert isinstance(at_home, Raised) and at_home.text == f"{name} is not defined{told}"
    assert unlike == "; no cell of the notebook defines it"


def test_a_cell_that_never_ends(zygote: Zygote) -> None:
    """What ended it is told, whatever the student's code makes of it."""
    cell = "try:\n    while True:\n        pass\nfinally:\n    class TimeUp(Exception): pass"
    with zygote.session() as session:
        session._limits = replace(session._limits, cell_seconds=0.2)
        (run,) = session.load([cell])

    assert run.ended == too_slow(0.2)
