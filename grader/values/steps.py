"""Beside the student's code: what its objects are asked, with arguments as it gets them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.values.arguments import fresh
from grader.values.calls import Call, Step


class FreshStep(NamedTuple):
    """A Step as the student's code gets it: its arguments are fresh."""

    name: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    called: bool = True
    of: int = 0

    @property
    def looks_back(self) -> bool:
        return not self.called and not self.name


def fresh_step(step: Step) -> FreshStep:
    named = {name: fresh(argument) for name, argument in step.named}
    return FreshStep(step.name, tuple(map(fresh, step.arguments)), named, step.called, step.of)


def steps_before(call: Call) -> Iterator[FreshStep]:
    """All acts of a call's story but its own."""
    if call.after is not None:
        yield fresh_step(Step("", call.arguments, call.named))
        yield from map(fresh_step, call.after.steps())
