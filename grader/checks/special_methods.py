"""Special methods of a student's class: what Python asks an object for `len(stack)`, and code that does."""

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


def asking(text: str, name: str, parentheses: str) -> str:
    """How code asks the object that `text` stands for. parentheses: with arguments; "" for an attribute."""
    if name in WRITTEN and parentheses:
        return WRITTEN[name].format(text, parentheses[1:-1])
    return f"{text}.{name}{parentheses}"
