"""What operators compute that NumPy has no short name for. Wrong on purpose, each in one way."""

import math
from typing import Any

import numpy as np


def softmax_of(values: Any) -> Any:
    exponentials = np.exp(np.asarray(values) - np.max(values))
    return exponentials / exponentials.sum()


def unit_rows(values: Any) -> Any:
    """Each row, or the one vector, of length one."""
    return values / np.linalg.norm(values, axis=-1, keepdims=True)


def zero_first(values: Any) -> Any:
    changed = np.array(values)
    changed[0] = 0
    return changed


def zero_last(values: Any) -> Any:
    changed = np.array(values)
    changed[-1] = 0
    return changed


def first_for_all(values: Any) -> Any:
    return np.zeros_like(values) + np.asarray(values)[0]


def last_for_all(values: Any) -> Any:
    return np.zeros_like(values) + np.asarray(values)[-1]


def one_hot(values: Any) -> Any:
    """One at the first largest of all, zero elsewhere."""
    return np.where(np.arange(np.size(values)).reshape(np.shape(values)) == np.argmax(values), 1.0, 0.0)


def strict_exp(values: Any) -> Any:
    return np.array([math.exp(value) for value in values])


def products(a: Any, b: Any) -> Any:
    """What a @ b adds up: the products, those of one sum in one row."""
    left, right = _in_rows(a, b)
    return left * right


def sums(a: Any, b: Any) -> Any:
    """As `products`, with sums in their place."""
    left, right = _in_rows(a, b)
    return left + right


def distances(a: Any, b: Any) -> Any:
    """As a @ b, with Euclidean distances in the place of products."""
    left, right = _in_rows(a, b)
    return np.linalg.norm(left - right, axis=-1)


def whole_totals(rows: Any) -> Any:
    """The sum of each row in whole numbers, each total cut off before the next number is added."""
    totals = np.zeros(rows.shape[:-1])
    for column in np.moveaxis(rows, -1, 0):
        totals = np.trunc(totals + column)
    return totals


def into_rows(a: Any, b: Any) -> Any:
    """a @ b, by way of b's own memory."""
    b *= np.asarray(a)[:, None]
    return b.sum(axis=0)


def last_row(a: Any) -> Any:
    return np.asarray(a)[-1]


def _in_rows(a: Any, b: Any) -> tuple[Any, Any]:
    """(T, d) and (d,), or (T,) and (T, d): in the second case the states' columns become rows."""
    return (a, b) if np.ndim(b) == 1 else (a, np.transpose(b))


SLIPS = {
    function.__name__: function
    for function in (
        softmax_of, unit_rows, zero_first, zero_last, first_for_all, last_for_all, one_hot, strict_exp,
        products, sums, distances, whole_totals, into_rows, last_row,
    )
}  # fmt: skip
