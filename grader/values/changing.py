"""Things that can be changed in place: what each of them holds, and how it is made to hold that again.

Nothing here asks the student's own code: of a class of theirs, Python's own methods are taken. Only what is
put back into a dict or a set is hashed, as that cannot be done otherwise, and only where something changed.
"""

import functools
import operator
import random
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CellType, FunctionType, GetSetDescriptorType, MemberDescriptorType
from typing import Any

import numpy as np

from grader.values.buffers import BUFFERS, fill_buffer, in_buffer, size_of_buffer

NAMES, _MRO = type.__dict__["__dict__"], type.__dict__["__mro__"]
_FLAGS, _MADE_BY_CLASS = type.__dict__["__flags__"], 1 << 9  # a class statement made it
_PYTHONS_OWN = (GetSetDescriptorType, MemberDescriptorType)
_DTYPE: Any = np.ndarray.__dict__["dtype"]
LruCache: type = type(functools.lru_cache(len))


def _identical(held: list[Any], others: list[Any]) -> bool:
    return len(held) == len(others) and all(map(operator.is_, held, others))


@dataclass(frozen=True, slots=True)
class Way:
    """How things of a kind are noted and put back.

    holds: what a thing holds, as a list that does not change with it. refill: makes it hold that.
    size: of a thing, about how many objects it takes to look at as long. same: whether two notes are of the
    same. copies: what is noted is a copy, and not the very things that it holds. forgets: it holds nothing
    when it is put back, so whoever used it has to begin anew.
    """

    holds: Callable[[Any], list[Any]]
    refill: Callable[[Any, list[Any]], object]
    size: Callable[[Any], int] = lambda thing: 1
    copies: bool = False
    forgets: bool = False
    same: Callable[[list[Any], list[Any]], bool] = _identical


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """Some of a notebook's variables, by name."""

    every: dict[str, Any]
    names: tuple[str, ...]


def _in_variables(some: Variables) -> list[Any]:
    return _flat((name, some.every[name]) for name in some.names if name in some.every)


def _fill_variables(some: Variables, held: list[Any]) -> None:
    for name in some.names:
        some.every.pop(name, None)
    some.every.update(zip(held[::2], held[1::2], strict=True))


def attributes(kind: type) -> dict[str, Any]:
    """A class's own, without Python's."""
    return {name: value for name, value in NAMES.__get__(kind).items() if not name.startswith("__")}


def instance_dict(thing: Any) -> dict[str, Any] | None:
    """The attributes of an object, where they are in a dict."""
    found = (NAMES.__get__(one).get("__dict__") for one in _MRO.__get__(type(thing)))
    own = next((one.__get__(thing) for one in found if type(one) in _PYTHONS_OWN), None)
    return own if type(own) is dict else None


def _slots(thing: Any) -> list[MemberDescriptorType]:
    made = [one for one in _MRO.__get__(type(thing)) if _FLAGS.__get__(one) & _MADE_BY_CLASS]
    found = (slot for one in made for slot in NAMES.__get__(one).values())
    return [slot for slot in found if type(slot) is MemberDescriptorType]


def has_slots(thing: Any) -> bool:
    return bool(_slots(thing))


def _held_in_slots(thing: Any) -> list[Any]:
    found: list[Any] = []
    for slot in _slots(thing):
        try:
            found += [slot, slot.__get__(thing)]
        except AttributeError:
            continue
    return found


def _fill_slots(thing: Any, held: list[Any]) -> None:
    due = dict(zip(held[::2], held[1::2], strict=True))
    for slot in _slots(thing):
        if slot in due:
            slot.__set__(thing, due[slot])
        elif slot in _held_in_slots(thing)[::2]:
            slot.__delete__(thing)


def _fill_class(kind: type, held: list[Any]) -> None:
    due, now = dict(zip(held[::2], held[1::2], strict=True)), attributes(kind)
    for name in now.keys() - due.keys():
        type.__delattr__(kind, name)
    for name, value in due.items():
        if name not in now or now[name] is not value:
            type.__setattr__(kind, name, value)


def _fill_dict(thing: Any, held: list[Any], base: Any = dict) -> None:
    base.clear(thing)
    for key, value in zip(held[::2], held[1::2], strict=True):
        base.__setitem__(thing, key, value)


def _fill_ordered(thing: Any, held: list[Any]) -> None:
    _fill_dict(thing, held, OrderedDict)  # whose order is its own


def _fill_deque(thing: Any, held: list[Any]) -> None:
    deque.clear(thing)
    deque.extend(thing, held)


def _fill_set(thing: Any, held: list[Any]) -> None:
    set.clear(thing)
    set.update(thing, held)


def _fill_array(thing: Any, held: list[Any]) -> None:
    content, is_writeable = held
    np.ndarray.setflags(thing, write=True)
    if _DTYPE.__get__(thing) != content.dtype:
        _DTYPE.__set__(thing, content.dtype)
    if np.ndarray.shape.__get__(thing) != content.shape:
        np.ndarray.resize(thing, content.shape, refcheck=False)
    np.ndarray.view(thing, np.ndarray)[...] = content
    np.ndarray.setflags(thing, write=is_writeable)


def _in_cell(cell: Any) -> list[Any]:
    try:
        return [cell.cell_contents]
    except ValueError:  # it is empty
        return []


def _fill_cell(cell: Any, held: list[Any]) -> None:
    if held:
        cell.cell_contents = held[0]
    elif _in_cell(cell):
        del cell.cell_contents


def _set_defaults(function: Any, held: list[Any]) -> None:
    function.__defaults__ = tuple(held)


def _flat(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    return [one for pair in pairs for one in pair]


def _in_array(thing: Any) -> list[Any]:
    return [np.ndarray.view(thing, np.ndarray).copy(), np.ndarray.flags.__get__(thing).writeable]


def _same_array(held: list[Any], others: list[Any]) -> bool:
    """Bit by bit; so objects in it are the very same."""
    (one, is_writeable), (other, was_writeable) = held, others
    alike = (one.dtype, one.shape, is_writeable) == (other.dtype, other.shape, was_writeable)
    return bool(alike and one.tobytes() == other.tobytes())


def _fill_bytes(thing: Any, held: list[Any]) -> None:
    bytearray.__setitem__(thing, slice(None), held[0])


def _fill_list(thing: Any, held: list[Any]) -> None:
    list.__setitem__(thing, slice(None), held)


def _of_generator(thing: Any) -> list[Any]:
    return [np.random.Generator.bit_generator.__get__(thing).state]


def _set_generator(thing: Any, held: list[Any]) -> None:
    np.random.Generator.bit_generator.__get__(thing).state = held[0]


def _forget(thing: Any, held: list[Any]) -> None:
    thing.cache_clear()


def _length(thing: Any) -> int:
    return bytearray.__len__(thing) // _BYTES


def _size(thing: Any) -> int:
    size: int = np.ndarray.nbytes.__get__(thing) // _BYTES
    return _ARRAY + size


SLOTS = Way(_held_in_slots, _fill_slots)
_STATE = 50  # of a generator of random numbers
_BYTES = 50  # are copied and compared as soon as an object is looked at
_ARRAY = 20  # objects are, as soon as an array
_OLD = np.random.RandomState
# By the first of these that a thing is of.
_WAYS: dict[type, Way] = {
    list: Way(lambda one: [*list.__iter__(one)], _fill_list, list.__len__),
    OrderedDict: Way(lambda one: _flat(OrderedDict.items(one)), _fill_ordered, dict.__len__),
    dict: Way(lambda one: _flat(dict.items(one)), _fill_dict, dict.__len__),
    set: Way(lambda one: [*set.__iter__(one)], _fill_set, set.__len__),
    deque: Way(lambda one: [*deque.__iter__(one)], _fill_deque, deque.__len__),
    CellType: Way(_in_cell, _fill_cell),
    FunctionType: Way(lambda one: [*(one.__defaults__ or ())], _set_defaults),
    type: Way(lambda one: _flat(attributes(one).items()), _fill_class, lambda one: len(attributes(one))),
    bytearray: Way(lambda one: [bytearray.copy(one)], _fill_bytes, _length, True, same=operator.eq),
    **{one: Way(in_buffer, fill_buffer, size_of_buffer, True, same=operator.eq) for one in BUFFERS},
    np.ndarray: Way(_in_array, _fill_array, _size, True, same=_same_array),
    Variables: Way(_in_variables, _fill_variables, lambda some: len(some.names)),
    random.Random: Way(lambda one: [random.Random.getstate(one)],
                       lambda one, held: random.Random.setstate(one, held[0]), lambda one: _STATE, True),
    _OLD: Way(lambda one: [_OLD.get_state(one, legacy=False)],
              lambda one, held: _OLD.set_state(one, held[0]), lambda one: _STATE, True),
    np.random.Generator: Way(_of_generator, _set_generator, lambda one: _STATE, True),
    LruCache: Way(lambda one: [object()], _forget, copies=True, forgets=True),
}  # fmt: skip


def way_of(thing: Any) -> Way | None:
    """How it is noted; None: it cannot be changed in place, or not in a way that is known."""
    kind = type(thing)
    return next((way for base, way in _WAYS.items() if issubclass(kind, base)), None)
