"""What a function uses, and what a later cell may change of it, read off the text."""

import pytest

from grader.notebooks.reach import ANY_NAME, disturbed, reach

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
    ("cell", "changed"),
    [
        ("def helper(x): return 1", {"helper"}),
        ("del helper", {"helper"}),
        ("double = double(3)", {"double"}),
        ("for TWO in range(3): pass", {"TWO"}),
        ("TABLE.append(2)", {"TABLE"}),
        ("TABLE[0] = 3", {"TABLE"}),
        ("random.shuffle(TABLE)", {"TABLE"}),
        ("def more():\n    global TWO\n    TWO = 3", {"TWO"}),
        ("%%time\nTWO = 5", {"TWO"}),
        ("import numpy.linalg as np", {"np"}),
        ("try: 1 / 0\nexcept ValueError as TWO: pass", {"TWO"}),
        ("match 3:\n    case [TWO, *TABLE] | {1: TWO, **TABLE}: pass", {"TWO", "TABLE"}),
        ("np.multiply(3, 5, out=TABLE)", {"TABLE"}),
        ("print(*TABLE)", {"TABLE"}),
        ("%time TWO = 5", ANY_NAME),
        ("%%capture double\nprint(3)", ANY_NAME),
        ("%%bash --out TWO\nls", ANY_NAME),
        ("%reset -f", ANY_NAME),
        ("%run other.py", ANY_NAME),
        ("exec('TWO = 1')", ANY_NAME),
        ("globals().clear()", ANY_NAME),
        ("from numpy import *", ANY_NAME),
        ("def (", ANY_NAME),
    ],
)
def test_a_cell_that_may_change_it(cell: str, changed: frozenset[str]) -> None:
    """By another meaning, by taking it away, by changing the object itself, or nobody can tell."""
    assert disturbed(NAMES, [ABOVE], cell) == changed


@pytest.mark.parametrize(
    "cell",
    [
        "weights = 3",
        "double(3)",
        "print(double)",
        "import numpy as np\nnp.random.seed(1)",
        "%matplotlib inline\nx = double(3)",
        "def another(x):\n    weights = x\n    return weights",
        "np.array([1], float)",
        "",
    ],
)
def test_a_cell_that_leaves_it_alone(cell: str) -> None:
    """Calling a function, naming things otherwise, or importing the same once more changes nothing."""
    assert disturbed(NAMES, [ABOVE], cell) == frozenset()
