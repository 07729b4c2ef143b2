"""What a class keeps for all its objects: whatever can be reached from it, and changed in place.

`items = []` in a class, `Tally.count += 1`, or `def __init__(self, items=[])`: what one object does shows in
another. A check's objects are to see that of each other, as they would in a notebook, and nothing of the
objects of other checks. So what a class keeps can be noted, and put back.

Each thing is noted by itself, with what it holds, and is put back in place. So two names of one list stay
that, and what is compared by `is` stays the same. Nothing here asks the student's own code.
"""

import gc
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import partial
from types import CodeType, FunctionType, MappingProxyType, MethodType, SimpleNamespace
from typing import Any

import numpy as np

from grader.values.changing import NAMES, SLOTS, LruCache, Way, has_slots, instance_dict, way_of
from grader.values.stand_ins import functions_of

LARGEST = 100_000  # objects and bytes that are noted of a class; what is beyond, and what is in it, lasts
# Whose classes hold things for those who use them. Objects of other libraries are left alone.
_COLLECTIONS = ("collections", "functools", "types", "weakref", "_weakrefset")
_MRO = type.__dict__["__mro__"]
_ATOMS = frozenset({type(None), bool, int, float, complex, str, bytes, range})
_THROUGH = (tuple, frozenset, MappingProxyType, partial, MethodType, staticmethod, classmethod, property)
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
    """A thing that can be changed in place, and what it held."""

    thing: Any
    way: Way
    held: list[Any]

    def now(self) -> "Noted":
        return Noted(self.thing, self.way, self.way.holds(self.thing))


Kept = tuple[Noted, ...]


def kept(kind: Any) -> Kept:
    """What the class keeps, and classes of its notebook that it is derived from or speaks of."""
    home = _Home(kind)
    found: list[Noted] = []
    waiting, met, left = deque([kind]), dict[int, Any](), LARGEST
    while waiting:
        thing = waiting.popleft()
        if type(thing) in _ATOMS or id(thing) in met:
            continue
        met[id(thing)] = thing  # which keeps its id
        ways = home.ways(thing)
        size = sum(1 + way.size(thing) for way in ways)
        if size > left:
            continue
        left -= size
        noted = [Noted(thing, way, way.holds(thing)) for way in ways]
        found += noted
        waiting += (value for one in noted if not one.way.copies for value in one.held)
        waiting += home.within(thing)
    return tuple(found)


def kept_now(before: Kept) -> Kept:
    """What the same things hold by now."""
    return tuple(one.now() for one in before)


def put_back(was: Kept, *, anew: bool = False) -> None:
    """Make all things hold what they held. anew: iterators begin again where they were."""
    copies: dict[int, Any] = {}

    def renewed(value: Any) -> Any:
        if anew and type(value) in _ITERATORS:
            return copies.setdefault(id(value), copy(value))
        return value

    for one in was:
        with suppress(Exception):  # what a student's own code raises, or what cannot be changed any more
            held = [renewed(value) for value in one.held]
            if not _same(one.way.holds(one.thing), held):
                one.way.refill(one.thing, held)


def _same(held: list[Any], others: list[Any]) -> bool:
    return len(held) == len(others) and all(one is other for one, other in zip(held, others, strict=True))


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
        named = (function.__globals__.get(name) for name in _names_in(function.__code__))
        yield from (one for one in named if issubclass(type(one), type))


def _module(kind: type) -> Any:
    return NAMES.__get__(kind).get("__module__")


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if type(one) is CodeType:
            yield from _names_in(one)


def _objects_in(array: Any) -> Iterable[Any]:
    plain = np.ndarray.view(array, np.ndarray)
    return plain.ravel().tolist() if plain.dtype == object else ()
