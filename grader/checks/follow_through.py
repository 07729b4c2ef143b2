"""One bug is paid for once: what builds on a part that does not work is judged with a stand-in for it."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from grader.checks.claims import Body
from grader.errors import CallTimedOut
from grader.values import StandIn


def stand_ins(works: Callable[..., bool], **parts: StandIn) -> Callable[[Body], Body]:
    """A claim about the body's first function holds, too, if it holds with stand-ins for these parts of it.

    Only where the student's own parts are of no use. What is told of a claim that holds neither way is what
    came of the student's own. works: takes inputs and the student's functions as a check does; False, or
    whatever it raises, says that the parts are of no use.
    """
    asked = list(inspect.signature(works).parameters)

    def decorate(body: Body) -> Body:
        taken = list(inspect.signature(body).parameters)

        def holds(given: Mapping[str, Any]) -> None:
            body(**{name: given[name] for name in taken})

        @functools.wraps(body)
        def claim(**given: Any) -> None:
            try:
                holds(given)
            except (Exception, CallTimedOut) as problem:
                if _true(works, {name: given[name] for name in asked}):
                    raise
                try:
                    holds({**given, **parts, taken[0]: given[taken[0]].using(**parts)})
                except (Exception, CallTimedOut):
                    raise problem from None

        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        names = dict.fromkeys([*taken, *asked])
        claim.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
        return claim

    return decorate


def _true(works: Callable[..., bool], given: Mapping[str, Any]) -> bool:
    try:
        return works(**given)
    except (Exception, CallTimedOut):
        return False
