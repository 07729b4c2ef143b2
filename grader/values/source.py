"""A value as Python source, to be pasted below `import numpy as np`: what a counterexample shows."""

import math
from typing import Any

import numpy as np

from grader.values.described import Described, written
from grader.values.grammar import Table

_PLAIN = (np.dtype(np.float64), np.dtype(np.int64), np.dtype(np.bool_), np.dtype(np.complex128))


def as_source(value: Any) -> str:
    """Python for a value of the grammar, or of what is described; of anything else its repr."""
    if isinstance(value, Described):
        return written(value)
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, complex):
        return _complex(complex(value))
    if isinstance(value, float):
        return _float(float(value))
    if isinstance(value, Table):
        return f"pd.DataFrame({as_source(value.columns)})"
    if type(value) is dict:
        return "{" + ", ".join(f"{as_source(key)}: {as_source(item)}" for key, item in value.items()) + "}"
    return _several(value)


def _several(value: Any) -> str:
    if not isinstance(value, list | tuple | set | frozenset):
        return _object(value)
    texts = [
        as_source(part) for part in value
    ]  # each once: in sets of sets, twice would double at each level
    parts = ", ".join(texts)
    if type(value) is list:
        return f"[{parts}]"
    if type(value) is tuple:
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    if isinstance(value, tuple):
        fields = " ".join(getattr(value, "_fields", ()))
        return f'namedtuple("{type(value).__name__}", "{fields}")({parts})'
    if not value:
        return f"{type(value).__name__}()"
    inside = "{" + ", ".join(sorted(texts)) + "}"
    return inside if type(value) is set else f"{type(value).__name__}({inside})"


def _object(value: Any) -> str:
    """A dataclass as a named tuple, as which it is handed over: nobody who pastes it has the class."""
    fields = getattr(type(value), "__dataclass_fields__", None)
    if type(fields) is not dict:
        return repr(value)
    parts = ", ".join(as_source(getattr(value, name)) for name in fields)
    return f'namedtuple("{type(value).__name__}", "{" ".join(fields)}")({parts})'


def _float(number: float) -> str:
    return (
        repr(number)
        if math.isfinite(number)
        else repr(number).replace("nan", "np.nan").replace("inf", "np.inf")
    )


def _complex(number: complex) -> str:
    real, imaginary = number.real, number.imag
    simple = math.isfinite(real) and math.isfinite(imaginary) and math.copysign(1, real) > 0
    if simple and math.copysign(1, imaginary) > 0:
        return repr(number)
    return f"complex({_float(real)}, {_float(imaginary)})"


def _array(array: Any) -> str:
    kind = "str" if array.dtype.kind == "U" else f"np.{array.dtype.name}"
    if not array.size:
        return f"np.empty({array.shape}, dtype={kind})"
    plainly = array.dtype in _PLAIN or (kind == "str" and any(array.ravel().tolist()))
    text = as_source(array.tolist())
    return f"np.array({text})" if plainly else f"np.array({text}, dtype={kind})"
