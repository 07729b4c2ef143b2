"""What a check hands to a student's function: values of the grammar, and functions it describes.

Each call gets a fresh copy, and afterwards is asked what became of it.
"""

import importlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from grader.values.described import Array, Described, Formula, LinearFunction, RandomGenerator, Recorded
from grader.values.grammar import DTYPES, MOST_AXES, OutsideGrammar, Table, same
from grader.values.plain import Plain, as_plain, exactly
from grader.values.reduce import as_value
from grader.values.refilled import Refill, Refilled

Argument = Any  # a value of the grammar, or Described

NO_PANDAS = "No module named 'pandas', and this function is given a table; install pandas"
_WANTED = f"numbers, truth values or texts along at most {MOST_AXES} axes"
_AT_ONCE = {np.dtype(name) for name in DTYPES}


def is_handed_at_once(value: Any) -> bool:
    """Whether it is an array as it can be handed over, as arguments nearly always are."""
    return type(value) is np.ndarray and value.dtype in _AT_ONCE and value.ndim <= MOST_AXES


def as_argument(value: Any, stands: Callable[[Any], Any] | None = None) -> Argument:
    """`value` as it is handed over. stands: as as_value has it.

    Raises: OutsideGrammar, a ValueError: it is no value of the grammar, and none that is described.
    """
    if is_handed_at_once(value):
        return value
    if isinstance(value, Described):
        return value
    if isinstance(value, np.generic):
        return as_argument(np.asarray(value))  # a student is given what NumPy made
    if isinstance(value, np.ndarray) and value.dtype.kind != "U":
        found = f"an array of dtype {value.dtype.name} along {value.ndim} axes"
        raise OutsideGrammar(found, f"expected {_WANTED}")
    return as_value(value, stands)


def fresh(argument: Argument) -> Any:
    """What a student's function is called with: a copy; of a description, what it describes."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, LinearFunction | Formula):
        return Recorded(argument)
    if isinstance(argument, Refilled):
        return Refill(argument)
    if isinstance(argument, RandomGenerator):
        return np.random.default_rng(argument.seed)
    return _with_tables(as_value(argument))


def _with_tables(value: Any) -> Any:
    """Tables as pandas has them; one within other values stays a Table."""
    if not isinstance(value, Table):
        return value
    try:
        pandas = importlib.import_module("pandas")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(NO_PANDAS, name="pandas") from error
    return pandas.DataFrame(dict(value.columns))


def altered(array: Array) -> Plain:
    """An array that a call was given and wrote into, as a check sees it."""
    return as_plain(array) if array.dtype.kind in "biuf" else exactly(array)


def all_left_behind(given: Sequence[Argument], used: Iterable[Any]) -> dict[int, Plain]:
    """What a call made of its arguments, by place; those that it left alone are not among them."""
    left = enumerate(map(left_behind, given, used))
    return {place: after for place, after in left if after is not None}


def left_behind(argument: Argument, given: Any) -> Plain | None:
    """What a call made of `given`, the fresh `argument`; None: it left it alone.

    Of a described function, always its calls: a tuple of them, each a tuple of arrays.
    """
    if isinstance(argument, Refilled):
        argument, given = argument.then, given.array
    if isinstance(argument, np.ndarray):
        alike = given.dtype == argument.dtype and given.shape == argument.shape
        return None if alike and given.tobytes() == argument.tobytes() else altered(given)
    if isinstance(given, Recorded):
        return tuple(given.calls)
    if isinstance(argument, Table):
        argument = as_value(_with_tables(argument))  # a column may be kept in another form
    if isinstance(argument, list | dict | set | tuple | Table):
        after = exactly(given)
        return None if same(getattr(after, "value", after), argument) else after
    return None
