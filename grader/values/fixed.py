"""Dataclasses for what is made thousands of times a submission."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def fixed(kind: type[Kind]) -> type[Kind]:
    """As `@dataclass(frozen=True, slots=True, eq=False)`, but that only the type checker holds it frozen.

    To hold it so at run time, too, makes one cost seven times as much.
    """
    return dataclass(slots=True, eq=False, weakref_slot=True)(kind)
