"""What comes back of a call as typed structs, for the wire.

Frozen on one side and thawed on the other. What is thawed is checked; only ProtocolError is raised for what
was sent.
"""

from typing import Annotated

import msgspec

from grader.values.arrays import Array, ProtocolError, pack_array, unpack_array
from grader.values.exceptions import cut
from grader.values.figures import Figure
from grader.values.grammar import MOST_PARTS
from grader.values.packed import Part, pack, unpack
from grader.values.packed_figures import Picture, pack_figure, unpack_figure
from grader.values.plain import Exact, NotNumbers, Plain, Word, bounded
from grader.values.texts import ShortText


class Text(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="text"):
    """Stands for values.NotNumbers."""

    kind: ShortText
    text: ShortText


class Many(msgspec.Struct, array_like=True, frozen=True, tag="many"):
    """No figure and no exact value is part of anything: each has bounds of its own."""

    parts: Annotated[tuple["Array | Text | Many | Said", ...], msgspec.Meta(max_length=MOST_PARTS)]


class Said(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="said"):
    """Stands for values.Word."""

    text: ShortText


class Same(msgspec.Struct, array_like=True, frozen=True, tag="exact"):
    """Stands for plain.Exact."""

    value: Part


Value = Array | Text | Many | Said | Picture | Same

# --- what comes back ---


def thaw(value: Value) -> Plain:
    """`value` as writable arrays, tuples and NotNumbers.

    Raises: ProtocolError: shape, dtype and data contradict one another, or there are too many parts.
    """
    parts = [0]
    return _plain(value, parts)


def _plain(value: Value, parts: list[int]) -> Plain:
    parts[0] += 1
    if parts[0] > MOST_PARTS:
        raise ProtocolError(f"a value of more than {MOST_PARTS} parts")
    if isinstance(value, Array):
        return unpack_array(value)
    if isinstance(value, Text):
        return NotNumbers(value.kind, value.text)
    if isinstance(value, Said):
        return Word(value.text)
    if isinstance(value, Same):
        return Exact(unpack(value.value))
    if isinstance(value, Picture):
        return unpack_figure(value)
    return tuple(_plain(part, parts) for part in value.parts)


def freeze(value: Plain) -> Value:
    """`value` as structs. What could not be sent becomes a Text that says so."""
    return _freeze(bounded(value))


def _freeze(value: Plain) -> Value:
    if isinstance(value, tuple):
        return Many(tuple(_freeze(part) for part in value))  # type: ignore[misc]
    if isinstance(value, NotNumbers):
        return Text(cut(value.kind), cut(value.text))
    if isinstance(value, Word):
        return Said(cut(value.text))
    if isinstance(value, Figure):
        return pack_figure(value)
    if isinstance(value, Exact):
        return Same(pack(value.value))
    return pack_array(value)
