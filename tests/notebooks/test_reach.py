"""What a function uses, and which names a cell gives a meaning, read off the text."""

import pytest

from grader.notebooks.reach import reach, read_cell

ABOVE = """
import numpy as np

TWO, TABLE = 2, [1]

def helper(x):
    weights = np.ones(3, float)
    return TWO * x * weights

def double(numbers):
    return helper(numbers) + TABLE[0]
"""
NAMES = reach(["double"], [ABOVE])


def test_what_a_function_uses() -> None:
    """All names outside, however indirectly, and none of its own."""
    assert {"double", "helper", "np", "float", "TWO", "TABLE"} == NAMES


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("def helper(x): return 1", {"helper"}),
        ("del helper", {"helper"}),
        ("double = double(3)", {"double"}),
        ("for TWO in range(3): pass", {"TWO"}),
        ("def more():\n    global TWO\n    TWO = 3", {"TWO", "more"}),
        ("%%time\nTWO = 5", {"TWO"}),
        ("import numpy.linalg as np", {"np"}),
        ("try: 1 / 0\nexcept ValueError as TWO: pass", {"TWO"}),
        ("match 3:\n    case [TWO, *TABLE] | {1: helper, **rest}: pass", {"TWO", "TABLE", "helper", "rest"}),
        ("%matplotlib inline\nx = double(3)", {"x"}),
        ("TABLE.append(2)", set()),
        ("def (", set()),
    ],
)
def test_what_a_cell_binds(cell: str, bound: set[str]) -> None:
    """Or takes away; of what is no Python nothing is known."""
    assert read_cell(cell).binds == bound
