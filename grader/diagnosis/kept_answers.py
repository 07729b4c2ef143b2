"""What wrong solutions that draw answer to the first call, kept by content: each of them draws one picture.

Several processes that grade a class at a time find it out once, and so does whoever grades after them.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from grader.diagnosis.answers import Form, Numbers
from grader.files import cache_key, cached
from grader.values import Call, frames

_One = tuple[Form, Numbers]
_Kept = list[tuple[list[Any], list[float]] | None]  # a form's tuples as lists


def kept_answers(
    call: Call, sources: Sequence[str], seconds: float, ask: Callable[[], list[_One | None]]
) -> list[_One | None]:
    """What `ask` finds out, or what it did before: of each solution, its answer to `call`; None: it has none.

    sources: all that the answers follow from. seconds: that it may take.
    """
    key = cache_key("first answers", frames.key(call), seconds, tuple(sources))
    return cached(key, ask, read=_read, write=_written)


def _written(found: Sequence[_One | None]) -> bytes:
    plain = [one and (one[0], one[1].tolist()) for one in found]
    return msgspec.msgpack.encode(plain, enc_hook=_plain)


def _plain(value: Any) -> Any:
    """NumPy's truth values and numbers as Python's."""
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError


def _read(content: bytes) -> list[_One | None]:
    try:
        found = msgspec.msgpack.decode(content, type=_Kept)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
    return [one and (_form(one[0]), np.array(one[1], float)) for one in found]


def _form(part: Any) -> Any:
    return tuple(map(_form, part)) if isinstance(part, list) else part
