"""Special methods of a student's class: what Python asks an object for `len(stack)`, and code that does."""

import builtins
import functools
import re
import types
from collections.abc import Iterator

import numpy as np

# By method, as code has it: {0} is the object, {1} what it is given.
WRITTEN = {
    "__call__": "{0}({1})",
    "__len__": "len({0})",
    "__getitem__": "{0}[{1}]",
    "__contains__": "{1} in {0}",
    "__iter__": "list({0})",
    "__next__": "next({0})",
    "__str__": "str({0})",
    "__repr__": "repr({0})",
    "__bool__": "bool({0})",
    "__int__": "int({0})",
    "__float__": "float({0})",
    "__abs__": "abs({0})",
    "__neg__": "-{0}",
    "__eq__": "{0} == {1}",
    "__ne__": "{0} != {1}",
    "__lt__": "{0} < {1}",
    "__le__": "{0} <= {1}",
    "__gt__": "{0} > {1}",
    "__ge__": "{0} >= {1}",
    "__add__": "{0} + {1}",
    "__sub__": "{0} - {1}",
    "__mul__": "{0} * {1}",
    "__matmul__": "{0} @ {1}",
    "__truediv__": "{0} / {1}",
    "__floordiv__": "{0} // {1}",
    "__mod__": "{0} % {1}",
    "__pow__": "{0} ** {1}",
    "__radd__": "{1} + {0}",
    "__rsub__": "{1} - {0}",
    "__rmul__": "{1} * {0}",
    "__rtruediv__": "{1} / {0}",
    "__rpow__": "{1} ** {0}",
}
# What an object does without such a method: it is equal to itself alone, and compares with nothing.
COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
# Passed on as they are; a class without such a method cannot be asked.
FORWARDED = (
    "__next__", "__int__", "__float__", "__abs__", "__neg__", "__setitem__", "__delitem__",
    "__add__", "__sub__", "__mul__", "__matmul__", "__truediv__", "__floordiv__", "__mod__", "__pow__",
    "__radd__", "__rsub__", "__rmul__", "__rtruediv__", "__rpow__",
)  # fmt: skip

# What Python says of an object of class K that is asked for what it has not. No class K has `of`.
_SAID = {
    "of": r"'K' object has no attribute '(\w+)'",
    "__call__": "'K' object is not callable",
    "__getitem__": "'K' object is not subscriptable",
    "__setitem__": "'K' object does not support item assignment",
    "__delitem__": "'K' object does(?: not|n't) support item deletion",
    "__contains__": "argument of type 'K' is not .*",
    "__iter__": "'K' object is not iterable",
    "__next__": "'K' object is not an iterator",
    "__int__": r"int\(\) argument must be .*, not 'K'",
    "__float__": r"float\(\) argument must be .*, not 'K'",
    "__abs__": r"bad operand type for abs\(\): 'K'",
    "__neg__": "bad operand type for unary -: 'K'",
}


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """By method, what Python says, operators of two sides included, with the class's name as a group."""
    said = dict(_SAID)
    for name, code in WRITTEN.items():
        if name not in said and code.count(" ") == 2:
            left, sign, _ = code.split()
            two = "'.*' and 'K'" if left == "{1}" else "'K' and '.*'"
            of = rf"(?:'{re.escape(sign)}' not supported between instances of"
            said[name] = rf"{of}|unsupported operand type\(s\) for {re.escape(sign)}(?: or pow\(\))?:) {two}"
    for name, one in said.items():
        yield name, re.compile(one.replace("K", r"(\w+)") + "$")


_LACKS = dict(_patterns())

# Classes that no student wrote, of what may be there in the place of an object of theirs.
_KNOWN = frozenset(
    one.__name__
    for module in (builtins, types, functools, np)
    for one in vars(module).values()
    if isinstance(one, type)
)


def lacks(happened: str) -> tuple[str, str] | None:
    """The class, and what an object of it was asked for in vain, where no line of the student's cell did so.

    happened: "raised TypeError: 'A' object is not callable". None: that is not what happened.
    """
    for name, said in _LACKS.items():
        if (found := said.search(happened)) and found[1] not in _KNOWN:
            return found[1], found[2] if name == "of" else name
    return None


def asking(text: str, name: str, parentheses: str) -> str:
    """How code asks the object that `text` stands for. parentheses: with arguments; "" for an attribute."""
    if name in WRITTEN and parentheses:
        return WRITTEN[name].format(text, parentheses[1:-1])
    return f"{text}.{name}{parentheses}"
