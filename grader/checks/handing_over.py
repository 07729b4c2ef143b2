"""What a check may ask of a student's function. Where it asks what cannot be, its author is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.checks.instances import class_of
from grader.checks.story import Story
from grader.errors import NotHandedOver
from grader.values import (
    Argument,
    Formula,
    LinearFunction,
    NotNumbers,
    ObjectNumber,
    OutsideGrammar,
    StandIn,
    as_argument,
    as_source,
    describe,
    is_handed_at_once,
)


def handed(function: str, which: int | str, argument: Any, story: Story | None = None) -> Argument:
    """An argument, ready to be handed over. which: its place or name. story: whose objects it may hold.

    Raises: NotHandedOver, as all below.
    """
    if is_handed_at_once(argument):
        return argument

    def stands(part: Any) -> ObjectNumber | None:
        name = class_of(part)
        if not name:
            return None
        number = None if story is None else story.number_of(part)
        if number is not None:
            return ObjectNumber(number)
        found = f"argument {which} of {function} is an object of {name}, or holds one"
        cure = "hand over what it is made of, and let the function make it"
        raise NotHandedOver(f"{found}, which only methods of {name} can be given; {cure}")

    try:
        return as_argument(argument, stands)
    except OutsideGrammar as found:
        what = describe(NotNumbers(found.kind, found.text))
        if callable(argument):
            what = "a function, which a Formula or a LinearFunction has to describe"
        raise NotHandedOver(f"argument {which} of {function} is {what}") from None


def refuse_count(function: str, count: Any) -> None:
    if type(count) is not int or count < 0:
        raise NotHandedOver(f"{function}.first takes {as_source(count)} items, expected how many")


def refuse_single(function: str, arguments: Any, then: Any) -> None:
    """Both are tuples of as many arguments."""
    if not all(isinstance(one, tuple | list) for one in (arguments, then)) or len(arguments) != len(then):
        form = f"{function}.kept((scores,), (others,))"
        raise NotHandedOver(f"{function}.kept is not given two tuples of one length, expected {form}")


def refuse_no_function(function: str, arguments: Sequence[Any]) -> None:
    if not any(isinstance(one, LinearFunction | Formula) for one in arguments):
        wanted = "one that a Formula or a LinearFunction describes"
        raise NotHandedOver(f"{function}.calls_made is given no function, expected {wanted}")


def refuse_others(function: str, stand_ins: Mapping[str, Any]) -> None:
    for name, one in stand_ins.items():
        if not isinstance(one, StandIn):
            found = f"what stands in for {name} in {function} is {as_source(one)}"
            raise NotHandedOver(f"{found}, expected a StandIn")
