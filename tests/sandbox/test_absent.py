"""A package that is not installed costs only what needs it."""

import numpy as np
import pytest

from grader.sandbox import NOT_INSTALLED, Zygote
from grader.values import Call, Raised, Returned

DOUBLE = "def double(numbers):\n    return TWO * numbers"
CALL = Call("double", (np.array([1.0]),))


@pytest.mark.parametrize(
    "cell",
    [
        "import not_there\nTWO = 2",
        "from not_there import bar\nTWO = 2",
        "import math, not_there.inner as inner\nTWO = int(math.sqrt(4))",
        "import not_there\nnot_there.seed(0)\nTWO = 2",
        "import not_there as there\nclass Net(there.Module):\n    pass\nTWO = 2",
        "import not_there as there\nx = there.tensor(3)\ny = x + 1\nfor one in y:\n    TWO = one\nTWO = 2",
        "try:\n    import not_there\nexcept ImportError:\n    TWO = 2",
        "TWO = 2\nfrom not_there import *",
        "def later():\n    import not_there\n\nTWO = 2",
    ],
)
def test_what_does_not_need_it_is_there(zygote: Zygote, cell: str) -> None:
    """The rest of the cell runs, whatever is done with the package in between."""
    with zygote.session() as session:
        ran, _ = session.load([cell, DOUBLE])
        (reply,) = session.call([CALL])

    assert ran.error == ""
    assert isinstance(reply, Returned)
    assert np.array_equal(reply.value, [2.0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "import not_there\ndef double(numbers):\n    return not_there.twice(numbers)",
        "from not_there import twice\ndef double(numbers):\n    return twice(numbers)",
        "from not_there import twice\nfactor = twice(1)\ndef double(numbers):\n    return factor * numbers",
        "from not_there import jit\n@jit\ndef double(numbers):\n    return 2 * numbers",
        "def double(numbers):\n    import not_there\n    return not_there.twice(numbers)",
    ],
)
def test_what_needs_it_says_so(zygote: Zygote, cell: str) -> None:
    """Used in a call, a default or a decorator, it raises what its import raised."""
    with zygote.session() as session:
        session.load([cell])
        (reply,) = session.call([CALL])

    assert isinstance(reply, Raised)
    assert (reply.kind, reply.text) == ("ModuleNotFoundError", "No module named 'not_there'")


def test_the_cell_says_so(zygote: Zygote) -> None:
    """Whoever reads the graded notebook sees which package was left out."""
    with zygote.session() as session:
        (ran,) = session.load(["import not_there"])

    assert f"not_there {NOT_INSTALLED}" in ran.outputs[0].data["stdout"]


def test_an_error_of_the_students_own_stays_one(zygote: Zygote) -> None:
    """A module that is there and lacks a name, and any other error, end the cell as ever."""
    with zygote.session() as session:
        ran = session.load(["from math import twice", "import not_there\nundefined"])

    assert [one.error.partition(":")[0] for one in ran] == ["ImportError", "NameError"]
