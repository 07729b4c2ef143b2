"""One bug is paid for once: what builds on a part that is no answer is judged with a stand-in for it."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.checks.claims import Body
from grader.checks.instances import gave_nan
from grader.checks.object_names import is_finite
from grader.checks.parts import NAN
from grader.checks.recorded_calls import RecordedCall, record, recorded
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.values import Returned, StandIn

NOT_TOGETHER = "not what these parts give"  # with which nothing can be run that shows it
_FITTED = "Which lines here fit only what your own part gives now, and not what its task says that it gives?"


def stand_ins(works: Callable[..., bool], **parts: StandIn) -> Callable[[Body], Body]:
    """A claim about the body's first function is judged with stand-ins for parts of it that are no answers.

    Then nothing else counts: that two things agree, neither of which is an answer, says nothing. A claim that
    holds without asking a part holds by itself. What is told of a claim that holds neither way is what came
    of the student's own. works: takes inputs and the student's functions as a check does; False, or whatever
    it raises, says that the parts are of no use for these inputs, or for others that the claim makes of them
    and hands to the function. `checks.parts` says whether they are for any.
    """
    asked = list(inspect.signature(works).parameters)

    def decorate(body: Body) -> Body:
        if hasattr(body, "hypothesis"):
            raise TypeError(f"{body.__name__}: @stand_ins stands above @given; put it below, beside the def")
        if any(one.kind is one.VAR_KEYWORD for one in inspect.signature(body).parameters.values()):
            raise TypeError(f"{body.__name__}: with @stand_ins, name each input; **inputs hides them")
        taken = list(inspect.signature(body).parameters)
        names = list(dict.fromkeys([*taken, *asked]))

        def told(given: Mapping[str, Any]) -> BaseException | None:
            try:
                body(**{name: given[name] for name in taken})
            except (Exception, CallTimedOut) as problem:
                return problem
            return None

        @functools.wraps(body)
        def claim(*in_order: Any, **by_name: Any) -> None:  # in order: as Hypothesis itself calls a test
            given = {**dict(zip(names, in_order, strict=False)), **by_name}
            own = {name: _Part(given[name]) for name in parts if name in given}
            function: StudentFunction = given[taken[0]]
            problem, calls = _noting(lambda: told({**given, **own}), taken[0])
            if problem is None and not any(part.asked for part in own.values()):
                return
            with recorded(None):  # the calls that a problem is told by are made
                reason = function.useless(parts) or next((f"{n} {NAN}" for n, p in own.items() if p.nan), "")
                inputs = {name: given[name] for name in asked}
                crashed = isinstance(problem, CallRaised)  # perhaps over what its parts give
                useful = not crashed and (problem is None or _useful(works, inputs, calls))
                works_out = not reason and useful
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
    return CheckFailed(what, NOT_TOGETHER, "what they give when they are put together", question=_FITTED)


def _noting(
    run: Callable[[], BaseException | None], function: str
) -> tuple[BaseException | None, Sequence[Any]]:
    """What `run` gives, and the arguments with which it calls a function. Whoever records, records on."""
    made: list[RecordedCall] = []
    with recorded(made):
        problem = run()
    for one in made:
        record(one.call, one.reply, one.shows)
    return problem, [one.call.arguments for one in made if one.call.function == function]


def _useful(works: Callable[..., bool], given: Mapping[str, Any], calls: Sequence[Sequence[Any]]) -> bool:
    """Whether parts work for these inputs, and for those of each further call in their places."""
    return all(_true(works, {**given, **met}) for met in _met(given, calls))


def _met(inputs: Mapping[str, Any], calls: Sequence[Sequence[Any]]) -> Iterator[Mapping[str, Any]]:
    """The inputs, and what each further call has where the first one has them."""
    yield inputs
    first = calls[0] if calls else ()
    places = {name: at for name, one in inputs.items() for at, other in enumerate(first) if _same(one, other)}
    for arguments in calls[1:]:
        yield {name: arguments[at] for name, at in places.items() if at < len(arguments)}


def _same(one: Any, other: Any) -> bool:
    arrays = isinstance(one, np.ndarray) and isinstance(other, np.ndarray)
    return one is other or (arrays and np.array_equal(one, other))


def _true(works: Callable[..., bool], given: Mapping[str, Any]) -> bool:
    """Whether they work, and leave what they are given as it was: whoever calls them goes on with that."""
    made: list[RecordedCall] = []
    try:
        with recorded(made):
            return works(**given) and not any(
                isinstance(one.reply, Returned) and one.reply.changed for one in made
            )
    except (Exception, CallTimedOut):
        return False
