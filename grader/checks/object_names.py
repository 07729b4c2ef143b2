"""What code calls the objects of a student's class, and where in an answer they are."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.values import ObjectNumber, as_source


class Name:
    """Stands for an object where a call is written."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def naming(text: str, objects: Sequence[tuple[str, str]]) -> list[str]:
    """Lines of code that give objects their names, each with where in the value of `text` it is."""
    if not objects or objects[0][1] == "":
        return [f"{objects[0][0]} = {text}" if objects else text]
    return [f"answer = {text}", *(f"{name} = answer{place}" for name, place in objects)]


def objects_in(value: Any, place: str = "") -> list[tuple[int, str]]:
    """The objects in a value, in order: the number of each, and how code gets at it."""
    if type(value) is ObjectNumber:
        return [(value.number, place)]
    if isinstance(value, dict):
        inner = [(item, f"[{as_source(key)}]") for key, item in value.items()]
    elif isinstance(value, tuple) and type(value) is not tuple:
        inner = [(item, f".{name}") for name, item in zip(value._fields, value, strict=True)]  # type: ignore[attr-defined]
    elif isinstance(value, list | tuple):
        inner = [(item, f"[{at}]") for at, item in enumerate(value)]
    else:
        return []
    return [one for item, step in inner for one in objects_in(item, place + step)]


def name_of(kind: str, number: int) -> str:
    """What an object of this class is called in code: "stack", "stack_2"."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
    name = name if name != kind else f"a_{name}"
    return f"{name}_{number + 1}" if number else name


def is_finite(value: Any) -> bool:
    """Whether all numbers of an answer are, or of several."""
    if isinstance(value, list | tuple):
        return all(map(is_finite, value))
    array = np.asarray(value) if isinstance(value, float | np.ndarray) else None
    return array is None or array.dtype.kind not in "fc" or bool(np.isfinite(array).all())
