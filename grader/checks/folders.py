"""Where a known solution runs: in its assignment's folder, where it finds data/ as a student does."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, chdir, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

from grader.values import functions_of

FOLDER = "__folder__"  # a name in the namespace of a known solution; a notebook has none of it

_NOTHING = nullcontext()
_stays: list[str] = []  # where the process is within `staying`, the innermost last


def in_its_folder(function: Any) -> AbstractContextManager[None]:
    functions = (function,) if type(function) is FunctionType else functions_of(function)
    folder = functions[0].__globals__.get(FOLDER) if functions else None
    if not (isinstance(folder, str) and _is_there(folder)):
        return _NOTHING
    if not _stays:
        return chdir(folder)
    if _stays[-1] != folder:
        os.chdir(folder)
        _stays[-1] = folder
    return _NOTHING


@contextmanager
def staying() -> Iterator[None]:
    """Around thousands of calls of known solutions: between them the process stays in their folder."""
    with chdir(os.curdir):
        _stays.append("")
        try:
            yield
        finally:
            _stays.pop()


@cache  # each of some thousand calls asks
def _is_there(folder: str) -> bool:
    return Path(folder).is_dir()
