"""Arrays of the standard library and files in memory: what they hold, and how they hold it again."""

import io
from array import array
from typing import Any

BUFFERS = (array, io.BytesIO, io.StringIO)
_BYTES = 50  # are copied and compared as soon as an object is looked at


def _kind(thing: Any) -> Any:
    return next(one for one in BUFFERS if isinstance(thing, one))


def in_buffer(thing: Any) -> list[Any]:
    """Of a file, where it is read or written next, too; [] once it is closed."""
    kind = _kind(thing)
    if kind is array:
        return [array.tobytes(thing)]
    try:
        return [kind.getvalue(thing), kind.tell(thing)]
    except ValueError:
        return []


def fill_buffer(thing: Any, held: list[Any]) -> None:
    kind = _kind(thing)
    if kind is array:
        array.__delitem__(thing, slice(None))
        array.frombytes(thing, held[0])
    elif held and in_buffer(thing):
        kind.seek(thing, 0)
        kind.truncate(thing)
        kind.write(thing, held[0])
        kind.seek(thing, held[1])


def size_of_buffer(thing: Any) -> int:
    """About how many objects it takes to look at as long."""
    held = in_buffer(thing)
    return len(held[0]) // _BYTES if held else 1
