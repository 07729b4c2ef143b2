"""What a check describes as typed structs, for the wire. It goes one way: no worker can send a function."""

from typing import Any

import msgspec

from grader.values.arrays import Array, handed_over, pack_array
from grader.values.described import Described, Formula, LinearFunction, RandomGenerator
from grader.values.grammar import ObjectNumber
from grader.values.refilled import Refilled


class Linear(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="linear"):
    """Stands for described.LinearFunction."""

    of: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]


class Written(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="formula"):
    """Stands for described.Formula."""

    of: tuple[str, ...]
    gives: tuple[str, ...]


class Seeded(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="seeded"):
    """Stands for described.RandomGenerator."""

    seed: int


class Object(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="object"):
    """Stands for grammar.ObjectNumber."""

    number: int


class Changing(msgspec.Struct, array_like=True, frozen=True, gc=False, tag="refilled"):
    """Stands for refilled.Refilled."""

    first: Array
    then: Array


def pack_described(value: Described) -> Linear | Written | Seeded | Object | Changing:
    if isinstance(value, LinearFunction):
        return Linear(value.of, value.weights)
    if isinstance(value, Formula):
        return Written(tuple(value.of), tuple(value.gives))
    if isinstance(value, Refilled):
        return Changing(pack_array(value.first), pack_array(value.then))
    return Object(value.number) if isinstance(value, ObjectNumber) else Seeded(value.seed)


def unpack_described(part: Any) -> LinearFunction | Formula | RandomGenerator | Refilled | None:
    """What a check handed over, beside the student's code; None: a value, or the number of an object."""
    if isinstance(part, Linear):
        return LinearFunction(part.of, part.weights)
    if isinstance(part, Written):
        return Formula(part.of, part.gives)
    if isinstance(part, Changing):
        return Refilled(handed_over(part.first), handed_over(part.then))
    return RandomGenerator(part.seed) if isinstance(part, Seeded) else None
