"""Whatever a student's function returns, home and sandbox say the same of it, soon and within bounds.

A tree is drawn and built by the student's own code out of classes that lie about themselves.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, CheckFailed
from grader.model import Limits
from grader.sandbox import Zygote, probe, start_zygote
from grader.values import Call, Reply

STUDENT = """
import numpy as np
from collections import namedtuple

def shout(*_, **__):
    raise ValueError("you asked")

names = "__iter__ __len__ __eq__ __hash__ __getitem__ __bool__ __str__ __int__ __contains__ items keys encode"
loud = dict.fromkeys(names.split(), shout)
Loud = {base: type("Loud", (base,), dict(loud)) for base in (int, float, str, bytes, list, tuple, dict, set)}
lying = {"__class__": property(lambda self: dict)}
Mean = {base: type("Mean", (base,), dict(lying)) for base in (int, str, list, dict, object)}
Pair = namedtuple("Pair", "low high")

class Named(tuple):
    _fields = ("__class__", "import")

class Array:
    def __array__(self, dtype=None, copy=None):
        return shout()

class Frame(np.ndarray):
    dtype = shape = property(shout)

class Lengthy(list):
    def __len__(self):
        return 1 << 40
    def __iter__(self):
        return iter([7])

class Meta(type):
    __name__ = property(shout)
    __instancecheck__ = __subclasscheck__ = shout

class Odd(metaclass=Meta):
    __dataclass_fields__ = {"x": 1, "__class__": 2}

def circle(parts):
    found = list(parts)
    found.append({"again": found})
    return found

def many(parts):
    for _ in range(12):
        parts = [parts] * 12
    return parts

def deep(parts):
    for _ in range(2_000):
        parts = (parts,)
    return parts

def objects(parts):
    found = np.empty(len(parts), dtype=object)
    for place, part in enumerate(parts):
        found[place] = part
    return found

LEAVES = [
    lambda: Loud[int](7), lambda: Loud[float](0.5), lambda: Loud[str]("a"), lambda: Loud[bytes](b"b"),
    lambda: Mean[int](7), lambda: Mean[str]("a"), lambda: Mean[object](), Array, Odd, lambda: Odd,
    lambda: np.ones(3).view(Frame), lambda: "x" * (9 << 20), lambda: 1 << 9_000, lambda: 1 << 90_000,
    lambda: np.zeros((1 << 40, 0)), lambda: np.zeros((9 << 20,), np.int8), lambda: shout,
    lambda: np.array(["y" * 500] + ["z"] * 5_000), lambda: (n for n in iter(int, 1)),
    lambda: {number * (2**61 - 1) for number in range(1, 2_000)}, lambda: np.datetime64("2026"),
    lambda: Lengthy([1, 2]), lambda: np.float64, lambda: np.ma.array(["a", "b"], mask=[0, 1]),
    lambda: objects([[1], [1, 2], None]), lambda: "\\ud800", lambda: float("nan"), lambda: np.zeros((1,) * 9),
]
AROUND = [
    Loud[list], Loud[tuple], lambda parts: Loud[dict](enumerate(parts)), Mean[list], circle, many, deep,
    Named, lambda parts: Mean[dict](enumerate(parts)), lambda parts: Pair(parts, parts), objects, list,
    lambda parts: Loud[set](range(9)), lambda parts: {(1, (2,)): parts},
    lambda parts: [namedtuple(f"P{n}", "x")(parts) for n in range(99)],
]

def built(tree):
    which, inner = tree
    if not inner:
        return LEAVES[which % len(LEAVES)]()
    return AROUND[which % len(AROUND)]([built(part) for part in inner])
"""

TREES = st.recursive(
    st.tuples(st.integers(0, 99), st.just(())),
    lambda inner: st.tuples(st.integers(0, 99), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """Time for the largest tree on the slowest machine: there is no limit at home to be the same as."""
    patient = Limits(call_seconds=100, cell_seconds=100, question_seconds=1000, submission_seconds=1000)
    with start_zygote(probe(), patient) as started:
        yield started


def told(reply: Reply, returns: tuple[str, ...]) -> str:
    """What a check is told of a reply: a value within the bounds, or what is the student's fault."""
    function = StudentFunction("built", returns, lambda call: reply, {})
    try:
        return repr(function(0))
    except (CheckFailed, CallRaised) as fault:
        return str(fault).partition(" (line ")[0]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees=st.lists(TREES, min_size=1, max_size=10))
def test_hostile_values(zygote: Zygote, trees: list[Any]) -> None:
    """Home and sandbox tell the check the same, in words that are bounded, and in a frame that is."""
    namespace: dict[str, Any] = {}
    exec(STUDENT, namespace)
    calls = [Call("built", (tree,), reads) for tree in trees for reads in ("value", "result")]  # type: ignore[arg-type]

    with np.errstate(all="ignore"):
        at_home = [in_process(namespace)(call) for call in calls]
    with zygote.session() as session:
        session.load([STUDENT])
        walled = session.call(calls)

    ways = [("value",) if call.reads == "value" else () for call in calls]
    assert [*map(told, walled, ways)] == [*map(told, at_home, ways)]
