"""What a class keeps for all its objects: whatever can be reached from it, and changed in place.

`items = []` in a class, `Tally.count += 1`, `def __init__(self, items=[])`, or `global count` in a method:
what one object does shows in another. A check's objects are to see that of each other, as they would in a
notebook, and nothing of the objects of other checks. So what a class keeps can be noted, and put back, and
what its methods keep in variables of the notebook just so.

Each thing is noted by itself, with what it holds, and is put back in place. So two names of one list stay
that, and what is compared by `is` stays the same. Nothing here asks the student's own code.
"""

import gc
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from dis import get_instructions
from functools import partial
from types import CodeType, FunctionType, MappingProxyType, MethodType, SimpleNamespace
from typing import Any

import numpy as np

from grader.values.changing import (
    NAMES,
    SLOTS,
    LruCache,
    Variables,
    Way,
    has_slots,
    instance_dict,
    way_of,
)
from grader.values.stand_ins import functions_of

# Objects that are noted of a class: what is beyond, a large table say, and what is in it, lasts. All are
# looked at whenever another check's objects are on.
LARGEST = 5_000
MANY = 100  # things in one are a table
_LOOK = 10  # of these take as long as it takes to look at a thing that holds none
# Whose classes hold things for those who use them. Objects of other libraries are left alone.
_COLLECTIONS = ("collections", "functools", "types", "weakref", "_weakrefset")
_MRO = type.__dict__["__mro__"]
_ATOMS = frozenset({type(None), bool, int, float, complex, str, bytes, range})
_THROUGH = (tuple, frozenset, MappingProxyType, partial, MethodType, staticmethod, classmethod, property)
_STORES = ("STORE_GLOBAL", "DELETE_GLOBAL")
_OPEN = (np.ndarray, SimpleNamespace)
_ITERATORS: tuple[type, ...] = (
    itertools.count,
    itertools.cycle,
    type(iter(())),
    type(iter([])),
    type(iter(range(0))),
)


@dataclass(frozen=True, slots=True, eq=False)
class Noted:
    """A thing that can be changed in place, and what it held. begins: iterators in it begin where they were
    then, each time that it is put back.
    """

    thing: Any
    way: Way
    held: list[Any]
    begins: bool = False


Kept = tuple[Noted, ...]


def kept(kind: Any) -> Kept:
    """What the class keeps, and classes of its notebook that it is derived from or speaks of."""
    home = _Home(kind)
    found: list[Noted] = []
    copies: dict[int, Any] = {}
    met, left = dict[int, Any](), LARGEST
    waiting, later = deque([kind]), deque[Any]()  # what is in a table comes last, so that all else has room
    while (waiting or later) and left > _LOOK:
        thing = (waiting or later).popleft()
        if type(thing) in _ATOMS or id(thing) in met:
            continue
        met[id(thing)] = thing  # which keeps its id
        ways = home.ways(thing)
        size = sum(_LOOK + way.size(thing) for way in ways)
        if size > left:
            continue
        left -= size
        noted = [_noted(thing, way, copies) for way in ways]
        found += noted
        within = [value for one in noted if not one.way.copies for value in one.held] + [*home.within(thing)]
        (later if len(within) > MANY else waiting).extend(within)
    return tuple(found)


def _noted(thing: Any, way: Way, copies: dict[int, Any]) -> Noted:
    held = way.holds(thing)
    begins = any(type(value) in _ITERATORS for value in held)
    return Noted(thing, way, [_again(value, copies) for value in held] if begins else held, begins)


def put_back(was: Kept) -> Kept:
    """Make all things hold what they held. Returns those that held something else, with that."""
    copies: dict[int, Any] = {}
    found = []
    for one in was:
        try:
            now = one.way.holds(one.thing)
            held = [_again(value, copies) for value in one.held] if one.begins else one.held
            if not one.way.same(now, held):
                found.append(Noted(one.thing, one.way, now))
                one.way.refill(one.thing, held)
        except MemoryError:
            raise
        except Exception:  # what a student's own code raises, or what cannot be changed any more
            continue
    return tuple(found)


def _again(value: Any, copies: dict[int, Any]) -> Any:
    """Of an iterator a copy, the same for all who have it."""
    return copies.setdefault(id(value), copy(value)) if type(value) in _ITERATORS else value


class _Home:
    """The notebook that a class is of, by its module's name and its functions' names."""

    def __init__(self, kind: Any) -> None:
        self._module = _module(kind) if issubclass(type(kind), type) else None
        self._names = next((one.__globals__ for one in functions_of(kind)), None)

    def _has(self, kind: type) -> bool:
        return self._module is not None and _module(kind) == self._module

    def _wrote(self, function: FunctionType) -> bool:
        names = function.__globals__
        return names is self._names or names.get("__name__") == self._module

    def ways(self, thing: Any) -> list[Way]:
        """How what is kept of a thing is noted."""
        kind = type(thing)
        if issubclass(kind, type) and not self._has(thing):
            return []
        if kind is FunctionType and not self._wrote(thing):
            return []
        way = way_of(thing)
        slots = [SLOTS] if self._is_open(thing) and has_slots(thing) else []
        return [*([] if way is None else [way]), *slots]

    def _is_open(self, thing: Any) -> bool:
        """Whether its attributes are looked at."""
        kind = type(thing)
        if issubclass(kind, type):
            return False
        return self._has(kind) or _module(kind) in _COLLECTIONS or issubclass(kind, _OPEN)

    def within(self, thing: Any) -> Iterator[Any]:
        """What is reached from a thing, beside what it holds."""
        kind = type(thing)
        if issubclass(kind, type):
            if self._has(thing):
                yield from (kind, *_MRO.__get__(thing), *NAMES.__get__(thing).values())
        elif kind is FunctionType:
            yield from self._within_function(thing)
        elif issubclass(kind, _THROUGH):
            yield from gc.get_referents(thing)
        elif kind is np.ndarray or self._is_open(thing) or kind is LruCache:
            yield from (kind, instance_dict(thing))
            if issubclass(kind, np.ndarray):
                yield from (np.ndarray.base.__get__(thing), *_objects_in(thing))

    def _within_function(self, function: FunctionType) -> Iterator[Any]:
        if not self._wrote(function):  # a decorator's, say
            yield dict.get(function.__dict__, "__wrapped__")
            return
        yield from (function.__kwdefaults__ or {}).values()
        yield from function.__closure__ or ()
        yield function.__dict__
        yield from _variables(function)


def _module(kind: type) -> Any:
    return NAMES.__get__(kind).get("__module__")


def _variables(function: FunctionType) -> Iterator[Any]:
    """Those of the notebook that it may use: what they hold, and those that hold another thing later on.
    What a cached function keeps depends on what it is given, so it may last.
    """
    every = function.__globals__
    codes = list(_codes(function.__code__))
    held = {name: every[name] for code in codes for name in code.co_names if name in every}
    stored = [one.argval for code in codes for one in get_instructions(code) if one.opname in _STORES]
    begins = [name for name, value in held.items() if type(value) in _ITERATORS]
    if stored or begins:
        yield Variables(every, tuple(dict.fromkeys([*stored, *begins])))
    yield from (value for value in held.values() if type(value) is not LruCache)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if type(one) is CodeType:
            yield from _codes(one)


def _objects_in(array: Any) -> Iterable[Any]:
    plain = np.ndarray.view(array, np.ndarray)
    return plain.ravel().tolist() if plain.dtype == object else ()
