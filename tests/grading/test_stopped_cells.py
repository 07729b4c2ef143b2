"""Cells that stopped, and what tells of them."""

import pytest

from grader.grading.stopped_cells import ended_cells
from grader.submissions import Anchored, AnchoredCell
from grader.values import CellRun

ENDLESS = "TimeoutError: the cell did not finish within 20 seconds (line 1 of its cell)"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ENDLESS, "this cell did not finish within 20 seconds"),
        ("WorkerDied: cell 7 was ended, as all took 60 seconds together", "this cell was ended, as all took"),
        (
            "WorkerDied: cell 7 was not run, as the cells before it took 90 seconds together",
            "this cell was not",
        ),
        ("TimeoutError: no answer (line 2 of its cell)", ""),
        ("NameError: name 'a' is not defined", ""),
        ("", ""),
    ],
)
def test_a_cell_that_a_limit_ended(error: str, told: str) -> None:
    """It is told, unless it is a stub's, of which its question tells; the student's own errors are theirs."""
    cells = AnchoredCell("code", "while True:\n    pass"), AnchoredCell("code", "...", "stub", "double")
    runs = dict.fromkeys((0, 1), CellRun((), error))

    found = ended_cells(Anchored(cells, ()), runs)

    assert [one.cell for one in found] == ['"while True:"'] * bool(told)
    assert all(one.done.startswith(told) for one in found)
