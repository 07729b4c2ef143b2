"""Drawn examples as a file. A release holds the public checks' pools, a class folder those of all checks.

Drawing is nearly all the time that a self-check takes, and most of the time before a class is graded; and
another version of Hypothesis draws other examples: those in the file are the ones drawn, to the last bit.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from grader.checks.claims import Check
from grader.checks.draw import Pools, draw
from grader.values import Formula, LinearFunction, RandomGenerator, Refilled, Table, as_source

NOUNS = {
    "LinearFunction": LinearFunction,
    "Formula": Formula,
    "RandomGenerator": RandomGenerator,
    "Refilled": Refilled,
    "Table": Table,
}
SEVERAL: dict[str, type] = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}


def to_json(checks: Sequence[Check], pools: Pools) -> str:
    """The drawn part of every check's pool, pools that checks share written once; a line for each example.

    A pool that holds what JSON cannot say is left out, and drawn by whoever reads the file.
    """
    written: list[list[Any]] = []
    seen: dict[tuple[int, ...], int] = {}
    of: dict[str, int] = {}
    for check in checks:
        pool = pools[check.id][len(check.explicit) :]
        lines = [{name: _written(value) for name, value in example.items()} for example in pool]
        if any(value is _NOT for example in lines for value in example.values()):
            continue
        shared = tuple(id(example) for example in pool)
        if shared not in seen:
            seen[shared] = len(written)
            written.append(lines)
        of[check.id] = seen[shared]
    return json.dumps({"of": of, "pools": written}, separators=(",", ":"))


def pools_from(text: str, checks: Sequence[Check], key: str = "") -> Pools:
    """Every check's examples by its id: its explicit ones, then those in the file, or drawn if not there.

    key: the one they were drawn with.
    Raises: ValueError, KeyError, IndexError, TypeError: the file is not as `to_json` wrote it.
    """
    tables = json.loads(text)
    pools = [
        tuple({name: _read(value) for name, value in example.items()} for example in pool)
        for pool in tables["pools"]
    ]
    absent = [check for check in checks if check.id not in tables["of"]]
    there = {
        check.id: (*check.explicit, *pools[tables["of"][check.id]])
        for check in checks
        if check.id in tables["of"]
    }
    return {**there, **draw(absent, key)}


_NOT = object()  # stands for what JSON cannot say


def _written(value: Any) -> Any:
    """As JSON: numbers and texts as they are, all else as an object with one key, which says what it is."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is complex:
        return {"complex": [value.real, value.imag]}
    if type(value) is bytes:
        return {"bytes": [value.hex()]}
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return {"array": ["str", list(value.shape), value.ravel().tolist()]}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return {"array": [value.dtype.name, list(value.shape), value.ravel().tolist()]}
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return {"number": [value.dtype.name, value.item()]}
    if type(value) in SEVERAL.values():
        parts = sorted(value, key=as_source) if isinstance(value, set | frozenset) else value
        return _all({type(value).__name__: [_written(part) for part in parts]})
    if type(value) is dict:
        return _all({"dict": [_written(part) for pair in value.items() for part in pair]})
    if type(value) in NOUNS.values():
        parts = [_written(getattr(value, field.name)) for field in fields(value)]
        return _all({type(value).__name__: parts})
    return _NOT


def _all(table: dict[str, list[Any]]) -> Any:
    return _NOT if any(part is _NOT for parts in table.values() for part in parts) else table


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, parts),) = value.items()
    if kind == "array":
        array = np.array(parts[2], dtype=parts[0]).reshape(parts[1])
        array.setflags(write=False)  # checks share it
        return array
    if kind == "number":
        return np.dtype(parts[0]).type(parts[1])
    if kind == "bytes":
        return bytes.fromhex(parts[0])
    read = [_read(part) for part in parts]
    if kind == "complex":
        return complex(*read)
    if kind == "dict":
        return dict(zip(read[::2], read[1::2], strict=True))
    return SEVERAL[kind](read) if kind in SEVERAL else NOUNS[kind](*read)
