"""What a class keeps for all its objects: its own attributes, and the defaults of its methods.

`items = []` in a class, `Tally.count += 1`, or `def __init__(self, items=[])`: what one object does shows in
another. A check's objects are to see that of each other, as they would in a notebook, and nothing of the
objects of other checks. So what a class keeps can be noted, and put back.

Nothing here asks the class: any attribute of it, and its metaclass, may be the student's.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, ModuleType
from typing import Any

import numpy as np

from grader.values.stand_ins import functions_of, within

LARGEST = 100_000  # items and bytes of one attribute, all in it; nobody keeps larger ones to share by mistake
_MRO, _NAMES = type.__dict__["__mro__"], type.__dict__["__dict__"]
_SHARED = (FunctionType, BuiltinFunctionType, ModuleType, property, staticmethod, classmethod)
_MADE_BY_CLASS = 1 << 9  # of a type's flags: a class statement made it
_GROWING: tuple[Any, ...] = (list, set, deque, bytearray, dict)
_HOLDING: tuple[Any, ...] = (list, set, deque, dict, tuple, frozenset)
_SIZED: tuple[Any, ...] = (*_HOLDING, bytearray, bytes, str, np.ndarray)
_ATOMS = (type(None), int, float, complex, np.generic, range, type, *_SHARED)  # which no copy takes apart


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """names: by class, what its attributes are. contents: what can change in place, and what it holds."""

    names: tuple[tuple[type, dict[str, Any]], ...]
    contents: tuple[tuple[Any, Any], ...]


def kept(kind: Any, before: Kept | None = None) -> Kept:
    """What the class, and classes of its notebook that it is derived from, keep now, as copies.

    before: what was kept before; then of the same values, however large they have become, and not copied.
    """
    names = tuple((one, _attributes(one)) for one in _classes(kind))
    if before is not None:
        return Kept(names, tuple((value, _content(value)) for value, _ in before.contents))
    held = [value for _, attributes in names for value in attributes.values()]
    methods = (within(value) for _, attributes in names for value in attributes.values())
    held += [value for one in (*functions_of(kind), *methods) if one for value in _defaults(one)]
    changing = {id(value): value for value in held if _changes(value)}
    return Kept(names, tuple((value, copy_of(_content(value))) for value in changing.values()))


def put_back(was: Kept, copied: Callable[[Any], Any] = lambda held: held) -> None:
    """Make the classes what they were."""
    for kind, attributes in was.names:
        now = _attributes(kind)
        for name in now.keys() - attributes.keys():
            type.__delattr__(kind, name)
        for name, value in attributes.items():
            if name not in now or now[name] is not value:
                type.__setattr__(kind, name, value)
    for value, content in was.contents:
        _refill(value, copied(content))


def copy_of(held: Any) -> Any:
    """A copy that shares nothing; the same where the student's own values do not let themselves be copied."""
    try:
        return deepcopy(held)
    except Exception:
        return held


def _classes(kind: Any) -> Iterator[type]:
    if issubclass(type(kind), type):
        home = _NAMES.__get__(kind).get("__module__")
        yield from (one for one in _MRO.__get__(kind) if _NAMES.__get__(one).get("__module__") == home)


def _attributes(kind: type) -> dict[str, Any]:
    return {name: value for name, value in _NAMES.__get__(kind).items() if not name.startswith("__")}


def _defaults(function: Any) -> tuple[Any, ...]:
    return (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())


def _changes(value: Any) -> bool:
    """Whether it can change in place, and is so small that it can be noted."""
    if type(value) is np.ndarray:
        return value.flags.writeable and value.nbytes <= LARGEST
    return (_growing(value) is not None or _own(value) is not None) and _is_small(value)


def _growing(value: Any) -> Any:
    """Of Python's classes that grow, the one that it is of."""
    return next((base for base in _GROWING if issubclass(type(value), base)), None)


def _own(value: Any) -> dict[str, Any] | None:
    """The attributes of an object of a class that somebody wrote; of any other None."""
    kind = type(value)
    if not type.__dict__["__flags__"].__get__(kind) & _MADE_BY_CLASS or issubclass(kind, type):
        return None
    found = [_NAMES.__get__(one).get("__dict__") for one in _MRO.__get__(kind)]
    return next((one.__get__(value) for one in found if type(one) is GetSetDescriptorType), None)


def _is_small(value: Any) -> bool:
    """Whether what is in it, at any depth, is no more than LARGEST, and of kinds whose size is known."""
    waiting, met, size = [value], set[int](), 0
    while waiting and size <= LARGEST:
        one = waiting.pop()
        if id(one) in met:
            continue
        met.add(id(one))
        base: Any = next((base for base in _SIZED if issubclass(type(one), base)), None)
        own = _own(one)
        if base is None and own is None and not issubclass(type(one), _ATOMS):
            return False  # a table, say
        own = own or {}
        size += 1 + len(own) + (base.__len__(one) if base else 0)
        if base is np.ndarray:
            size += int(np.ndarray.nbytes.__get__(one))
        if size <= LARGEST and base in _HOLDING:
            waiting += dict.values(one) if base is dict else base.__iter__(one)
        waiting += own.values()
    return size <= LARGEST


def _content(value: Any) -> Any:
    """A copy of it; of an object what it holds, and its attributes."""
    if type(value) is np.ndarray:
        return value.copy()
    base, own = _growing(value), _own(value)
    held = None if base is None else dict(dict.items(value)) if base is dict else list(base.__iter__(value))
    return held, None if own is None else dict(own)


def _refill(value: Any, content: Any) -> None:
    if type(value) is np.ndarray:
        with suppress(ValueError):  # it is a view of another array
            value.setflags(write=True)
            value.resize(content.shape, refcheck=False)
            value[...] = content
        return
    base, own, (held, attributes) = _growing(value), _own(value), content
    if base is not None:
        base.clear(value)
        (base.update if base in (dict, set) else base.extend)(value, held)
    if own is not None:
        own.clear()
        own.update(attributes)
