"""One bug is paid for once: what builds on a part that is no answer is judged with a stand-in for it."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from grader.checks.asked import recorded
from grader.checks.claims import Body
from grader.checks.instances import gave_nan
from grader.checks.object_names import is_finite
from grader.checks.parts import NAN
from grader.checks.student_functions import StudentFunction
from grader.errors import CallTimedOut, CheckFailed
from grader.values import StandIn


def stand_ins(works: Callable[..., bool], **parts: StandIn) -> Callable[[Body], Body]:
    """A claim about the body's first function is judged with stand-ins for parts of it that are no answers.

    Then nothing else counts: that two things agree, neither of which is an answer, says nothing. A claim that
    holds without asking a part holds by itself. What is told of a claim that holds neither way is what came
    of the student's own. works: takes inputs and the student's functions as a check does; False, or whatever
    it raises, says that the parts are of no use for these inputs. `checks.parts` says whether they are for
    any.
    """
    asked = list(inspect.signature(works).parameters)

    def decorate(body: Body) -> Body:
        if hasattr(body, "hypothesis"):
            raise TypeError(f"{body.__name__}: @stand_ins stands above @given; put it below, beside the def")
        if any(one.kind is one.VAR_KEYWORD for one in inspect.signature(body).parameters.values()):
            raise TypeError(f"{body.__name__}: with @stand_ins, name each input; **inputs hides them")
        taken = list(inspect.signature(body).parameters)
        names = list(dict.fromkeys([*taken, *asked]))

        def holds(given: Mapping[str, Any]) -> None:
            body(**{name: given[name] for name in taken})

        def told(given: Mapping[str, Any]) -> BaseException | None:
            try:
                holds(given)
            except (Exception, CallTimedOut) as problem:
                return problem
            return None

        @functools.wraps(body)
        def claim(*in_order: Any, **by_name: Any) -> None:  # in order: as Hypothesis itself calls a test
            given = {**dict(zip(names, in_order, strict=False)), **by_name}
            own = {name: _Part(given[name]) for name in parts if name in given}
            function: StudentFunction = given[taken[0]]
            problem = told({**given, **own})
            if problem is None and not any(part.asked for part in own.values()):
                return
            with recorded(None):  # the calls that a problem is told by are made
                reason = function.useless(parts) or next((f"{n} {NAN}" for n, p in own.items() if p.nan), "")
                works_out = not reason and (problem is None or _true(works, {n: given[n] for n in asked}))
                failed = None if works_out else told({**given, **parts, taken[0]: function.using(**parts)})
            if problem is not None and (works_out or failed is not None):
                raise problem
            if failed is not None:
                raise _not_put_together(function.name, reason)

        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        claim.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
        claim.parts = parts  # type: ignore[attr-defined]
        return claim

    return decorate


class _Part:
    """A student's part as a claim asks it; remembers whether it was asked, and whether it gave numbers."""

    def __init__(self, function: Any) -> None:
        self._function, self.asked, self._nan = function, False, False
        self._made: Any = None  # an object, if it is a class

    @property
    def nan(self) -> bool:
        return self._nan or gave_nan(self._made)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.asked = True
        value = self._function(*arguments, **named)
        self._nan, self._made = self._nan or not is_finite(value), value
        return value

    def __getattr__(self, name: str) -> Any:
        self.asked = True
        return getattr(self._function, name)


def _not_put_together(name: str, reason: str) -> CheckFailed:
    """Of a claim that held only because the student's own parts agree with it, and are no answers."""
    what = f"the answer of {name}, with ready-made parts in place of your own ({reason}),"
    return CheckFailed(what, "not what these parts give", "what they give when they are put together")


def _true(works: Callable[..., bool], given: Mapping[str, Any]) -> bool:
    try:
        return works(**given)
    except (Exception, CallTimedOut):
        return False
