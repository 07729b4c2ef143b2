"""What a class keeps for all its objects: its own attributes, and the defaults of its methods.

`items = []` in a class, `Tally.count += 1`, or `def __init__(self, items=[])`: what one object does shows in
another. A check's objects are to see that of each other, as they would in a notebook, and nothing of the
objects of other checks. So what a class keeps can be noted, and put back.

Nothing here asks the class: any attribute of it, and its metaclass, may be the student's.
"""

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values.stand_ins import functions_of

LARGEST = 100_000  # items or bytes of one attribute; nobody keeps larger ones to share them by mistake
_MRO, _NAMES = type.__dict__["__mro__"], type.__dict__["__dict__"]
_DICTS = (dict, Counter, OrderedDict, defaultdict)
_CHANGING = (list, set, deque, bytearray, np.ndarray, *_DICTS)


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """names: by class, what its attributes are. contents: what can change in place, and what it holds."""

    names: tuple[tuple[type, dict[str, Any]], ...]
    contents: tuple[tuple[Any, Any], ...]


def kept(kind: Any, copied: Callable[[Any], Any] = lambda held: held) -> Kept:
    """What the class, and classes of its notebook that it is derived from, keep now."""
    names = tuple((one, _attributes(one)) for one in _classes(kind))
    held = [value for _, attributes in names for value in attributes.values()]
    held += [value for one in functions_of(kind) for value in _defaults(one)]
    changing = {id(value): value for value in held if type(value) in _CHANGING and _size(value) <= LARGEST}
    return Kept(names, tuple((value, copied(_content(value))) for value in changing.values()))


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


def _size(value: Any) -> int:
    return value.nbytes if type(value) is np.ndarray else len(value)


def _content(value: Any) -> Any:
    if type(value) is np.ndarray:
        return value.copy()
    return dict(value) if type(value) in _DICTS else list(value)


def _refill(value: Any, content: Any) -> None:
    if type(value) is np.ndarray:
        if value.shape == content.shape and value.flags.writeable:
            value[...] = content
        return
    value.clear()
    if type(value) in _DICTS:
        dict.update(value, content)
    elif type(value) is set:
        value.update(content)
    else:
        value.extend(content)
