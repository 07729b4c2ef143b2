"""Whether a function could carry anything from one call to the next.

Read off its code, so that what is said holds for calls in any order. In doubt it could: a wrong "no" would
change what a known solution is thought to answer, a wrong "yes" only costs time.
"""

import dis
from collections.abc import Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

# What writes elsewhere than to the function's own names.
_WRITES = frozenset({"STORE_GLOBAL", "DELETE_GLOBAL", "STORE_ATTR", "DELETE_ATTR"})
# Names of modules and functions that hold a state, or reach one.
_STATES = frozenset(
    "random time gc id open input globals vars setattr delattr exec eval seterr seterrcall set_printoptions "
    "chdir environ empty empty_like iter __dict__ __defaults__ __globals__".split()
)
_FIXED = (type(None), bool, int, float, complex, str, bytes, np.generic, type(...))
_LIBRARIES = ("builtins", "numpy", "math")  # where functions remember nothing, but for _STATES


def is_stateful(function: Any) -> bool:
    """Whether `function` could remember a call: in a default, a closure, a global, an attribute, a file."""
    return not _forgets(function, set())


def _forgets(value: Any, seen: set[int]) -> bool:
    if id(value) in seen:
        return True
    seen.add(id(value))
    if isinstance(value, tuple | frozenset):
        return all(_forgets(part, seen) for part in value)
    if isinstance(value, _FIXED) or _home(value) in _LIBRARIES:
        return True
    if not isinstance(value, FunctionType):
        return False
    kept = (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values(), *vars(value).values())
    codes = list(_codes(value.__code__))
    names = {name for code in codes for name in code.co_names}
    if any(step.opname in _WRITES for code in codes for step in dis.get_instructions(code)):
        return False
    if value.__closure__ or names & _STATES:
        return False
    return all(_forgets(one, seen) for one in (*kept, *(value.__globals__.get(name) for name in names)))


def _home(value: Any) -> str:
    """The package that a function, a type or a module is from; "" for any other value."""
    if isinstance(value, ModuleType):
        return value.__name__.partition(".")[0]
    named = isinstance(value, BuiltinFunctionType | FunctionType | np.ufunc | type)
    return str(getattr(value, "__module__", "") or "").partition(".")[0] if named else ""


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
