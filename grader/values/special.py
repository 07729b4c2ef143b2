"""What answers where an object of a student's class is asked for a method.

A special method is that of the object's class, as in Python itself: `obj(s)` does not see what
`obj.__call__ = ...` set.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from grader.values.changing import NAMES
from grader.values.grammar import name_of

_MRO = type.__dict__["__mro__"]


def _turned_round(operation: Callable[[Any, Any], Any], own: Any, other: Any) -> Any:
    return operation(other, own)


# Special methods, with so many arguments: where one is missing or declines, Python itself knows what to do.
AS_PYTHON_DOES: dict[tuple[str, int], Callable[..., Any]] = {
    **{(f"__{one.__name__}__", 0): one for one in (str, repr, iter, next, abs, int, float, operator.neg)},
    **{
        (f"__{name}__", 1): getattr(operator, f"__{name}__")
        for name in (
            "eq", "ne", "lt", "le", "gt", "ge", "contains", "getitem", "delitem",
            "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow",
        )
    },
    **{
        (f"__r{name}__", 1): partial(_turned_round, getattr(operator, f"__{name}__"))
        for name in ("add", "sub", "mul", "truediv", "pow")
    },
    ("__setitem__", 2): operator.setitem,
}  # fmt: skip


def asked(own: Any, name: str, arguments: Sequence[Any], named: Mapping[str, Any]) -> Callable[..., Any]:
    """What answers where an object is asked so."""
    if name == "__call__":
        return cast(Callable[..., Any], own)
    if not named and (name, len(arguments)) in AS_PYTHON_DOES:
        return partial(AS_PYTHON_DOES[name, len(arguments)], own)
    if name.startswith("__") and name.endswith("__"):
        for kind in _MRO.__get__(type(own)):
            if name in (names := NAMES.__get__(kind)):
                bind = getattr(type(names[name]), "__get__", None)
                return cast(Callable[..., Any], bind(names[name], own, type(own)) if bind else names[name])
        raise AttributeError(f"{name_of(type(own))!r} object has no attribute {name!r}")
    return cast(Callable[..., Any], getattr(own, name))
