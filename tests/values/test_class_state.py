"""Whatever a class keeps, and however it is changed, it is what it was when it is put back, aliases too."""

from contextlib import suppress
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.values.class_state import kept, put_back

CELL = """
from collections import Counter, OrderedDict, UserDict, deque
from functools import partial
from types import MappingProxyType, SimpleNamespace
import numpy as np

class Thing:
    def __init__(self): self.inner = None

class Slots:
    __slots__ = ("inner", "other")

class Row(list):
    pass

class Base:
    pass

class Shared(Base):
    pass
"""
# Of each kind: how one with these two in it is made, and ways to change it.
MAKE: dict[str, tuple[str, list[str]]] = {
    "list": ("[a, b]", ["it.append(3)", "it.reverse()", "it.clear()"]),
    "list of a class of its own": ("Row([a, b])", ["it.append(3)", "it.extra = 1"]),
    "dict": ("{'a': a, 'b': b}", ["it['c'] = 3", "del it['a']", "it['a'] = it.pop('a')"]),
    "ordered dict": ("OrderedDict(a=a, b=b)", ["it['c'] = 3", "it.move_to_end('a')", "it.popitem()"]),
    "UserDict": ("UserDict(a=a, b=b)", ["it['c'] = 3", "it.data = {}"]),
    "counter": ("Counter('aab')", ["it['a'] += 1", "it.clear()"]),
    "deque": ("deque([a, b], maxlen=3)", ["it.append(3)", "it.rotate(1)"]),
    "set": ("{1, 'x'}", ["it.add(3)", "it.clear()"]),
    "bytes": ("bytearray(b'ab')", ["it.append(1)"]),
    "array": (
        "np.zeros(2)",
        ["it += 1", "it.resize((3,), refcheck=False)", "it.flags.writeable = False", "it.dtype = int"],
    ),
    "array of objects": ("np.array([a, b, None], dtype=object)", ["it[2] = 3"]),
    "masked array": ("np.ma.zeros(2)", ["it[0] = np.ma.masked", "it += 1"]),
    "object": ("Thing()", ["it.inner = 3", "del it.inner", "it.new = 1"]),
    "slots": ("Slots()", ["it.inner = 3", "it.other = 1"]),
    "namespace": ("SimpleNamespace(a=a, b=b)", ["it.a = 3", "it.c = 1"]),
    "generator of random numbers": ("np.random.default_rng(0)", ["it.random()"]),
    "tuple": ("(a, b)", []),
    "function": ("(lambda x, seen=a: b)", ["it.calls = 1"]),
    "partial": ("partial(len, a)", []),
    "view of a dict": ("MappingProxyType({'a': a, 'b': b})", []),
    "class": ("type('Inner', (), {'__module__': Shared.__module__, 'a': a})", ["it.a = 3", "it.count = 1"]),
}


@st.composite
def shared(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """What is made, one thing of earlier ones, and how it is changed afterwards."""
    made, changes = ["things = [1, 'x']"], []
    for place in range(2, draw(st.integers(3, 7))):
        text, ways = MAKE[draw(st.sampled_from([*MAKE]))]
        a, b = (draw(st.integers(0, place - 1)) for _ in "ab")
        made.append(f"a, b = things[{a}], things[{b}]; things.append({text})")
        changes += [f"it = things[{place}]; {way}" for way in draw(st.lists(st.sampled_from(ways or ["0"])))]
    return made, draw(st.permutations(changes))


def seen(value: Any, names: dict[int, int]) -> Any:
    """All that a value shows, and which of its parts are one and the same."""
    if value is None or isinstance(value, int | float | str | bytes):
        return value
    if id(value) in names:
        return "the same as", names[id(value)]
    names[id(value)] = len(names)
    kind = type(value).__name__
    if isinstance(value, np.random.Generator):
        return kind, str(value.bit_generator.state)
    if isinstance(value, type):
        found = [(k, seen(v, names)) for k, v in vars(value).items() if not k.startswith("__")]
        return kind, sorted(found, key=lambda pair: pair[0])
    parts: list[Any] = []
    if isinstance(value, np.ndarray):
        parts = [value.shape, value.flags.writeable, str(np.ma.getmaskarray(value)), *map(str, value.ravel())]
    elif hasattr(value, "items"):
        parts = [(seen(k, names), seen(v, names)) for k, v in value.items()]
    elif isinstance(value, set):
        parts = sorted(map(str, value))
    elif hasattr(value, "__iter__"):
        parts = [seen(one, names) for one in value]
    parts += [seen(one, names) for one in getattr(value, "__defaults__", None) or ()]
    parts += [seen(one, names) for one in getattr(value, "args", ())]
    parts += [(name, seen(getattr(value, name, None), names)) for name in getattr(value, "__slots__", ())]
    own = getattr(value, "__dict__", {})
    return kind, parts, sorted((k, str(seen(v, names))) for k, v in own.items() if not k.startswith("_"))


@given(shared())
def test_all_is_what_it_was(drawn: tuple[list[str], list[str]]) -> None:
    """The first state, and then the changed one, after whatever was done."""
    made, changes = drawn
    names: dict[str, Any] = {"__name__": "notebook"}
    exec("\n".join([CELL, *made, "Shared.things, Base.last = tuple(things), things[-1]"]), names)
    kind = names["Shared"]

    def look() -> Any:
        return seen((kind, kind.__base__), {})

    first, before = look(), kept(kind)
    for line in changes:
        with suppress(KeyError, AttributeError, ValueError):  # some ways exclude others
            exec(line, names)
    kind.new = names["things"]
    changed, later = look(), put_back(before)
    assert look() == first
    put_back(later)
    assert look() == changed
