"""Answers that took no thought, to questions that return no arrays: values, texts, tables, classes."""

import contextlib
import copy
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from grader.values import fresh

Lazy = Callable[..., Any]

ITEMS = 20  # of a generator's, taken for all that it gives
# Made anew for each call, so that nobody's is written into.
VALUES: Mapping[str, Callable[[], Any]] = {
    "nothing": lambda: None,
    "zero": lambda: 0,
    "one": lambda: 1,
    "false": lambda: False,
    "true": lambda: True,
    "an empty text": lambda: "",
    "an empty list": list,
    "an empty dict": dict,
    "an empty set": set,
}
# What methods return whose results Python itself looks at.
SPECIAL: Mapping[str, Callable[..., Any]] = {
    "__init__": lambda *_, **__: None,
    "__len__": lambda _: 0,
    "__iter__": lambda _: iter(()),
    "__contains__": lambda *_: False,
    "__bool__": lambda _: False,
    "__str__": lambda _: "",
    "__repr__": lambda _: "",
    "__hash__": lambda _: 0,
}


def empty_answers(answer: Lazy, sample: Sequence[Any]) -> dict[str, Lazy]:
    """By name. answer: the reference's; sample: arguments of a call."""
    found = {name: _giving(make) for name, make in VALUES.items()}
    found |= {f"input {place + 1}": _handing_back(place) for place in range(len(sample))}
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            due = answer(*map(fresh, sample))
            constant = list(islice(due, ITEMS)) if hasattr(due, "__next__") else due
    except Exception:
        return found
    if text := printed.getvalue():
        found["what is printed for one input, always"] = lambda *_, **__: print(text, end="")
    if sample:
        found["the right answer to one input, always"] = _giving(lambda: copy.deepcopy(constant))
    if hasattr(due, "head"):
        found["a table without rows"] = _giving(lambda: due.head(0).copy())
    return found


def _giving(make: Callable[[], Any]) -> Lazy:
    return lambda *_, **__: make()


def _handing_back(place: int) -> Lazy:
    return lambda *given, **named: [*given, *named.values()][place]


def empty_classes(name: str, methods: Sequence[str]) -> dict[str, type]:
    """By name: classes whose objects remember nothing. methods: of the stub."""
    ideas: dict[str, Lazy] = {
        "methods and attributes that are nothing": lambda *_, **__: None,
        "methods and attributes that are zero": lambda *_, **__: 0,
        "methods that hand their argument back": lambda self, *given, **__: given[0] if given else self,
    }
    return {idea: type(name, (), dict(_members(methods, give))) for idea, give in ideas.items()}


def _members(methods: Sequence[str], give: Lazy) -> Iterator[tuple[str, Lazy]]:
    for name in ("__init__", *methods):
        yield name, SPECIAL.get(name, give)

    def attribute(self: Any, asked: str) -> Any:
        if asked.startswith("__"):
            raise AttributeError(asked)
        return give(None)

    yield "__getattr__", attribute
