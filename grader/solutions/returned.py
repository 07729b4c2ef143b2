"""Whether the reference answers in the form that the markers name. Where not, all else would follow."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import islice

from grader.checks.in_process import in_process
from grader.checks.judge import Prepared
from grader.errors import CheckFailed, CourseError
from grader.model import Limits
from grader.notebooks import Source
from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions
from grader.values import FIGURE, TABLE, TEXT, VALUE, Ask, Call, Exact, Plain, Returned, formed

TRIED = 10  # calls of each function
FORMS = {FIGURE: "figure", TABLE: "value", TEXT: "value", (): "result", VALUE: "value"}


def refuse_other_forms(source: Source, prepared: Prepared, reference: Functions, limits: Limits) -> None:
    """Raises: CourseError: a function of the reference returns what its stub's marker does not say."""
    stubs = {cell.name: cell for cell in source.cells if cell.role == "stub"}
    calls = [run.call for run in prepared.opening.parked if run.call.reads in ("result", "value", "figure")]
    with interrupting(limits.call_seconds) as timed:
        ask = timed(in_process(reference))
        for name, cell in stubs.items():
            own = (call for call in calls if call.function == name and not call.stand_ins)
            returns = prepared.returns.get(name, ())
            if returns[:1] != ("class",):
                for call in islice(own, TRIED):
                    _refuse(partial(CourseError, source.path, cell.place), returns, ask, call)


def _refuse(fault: Callable[..., CourseError], returns: tuple[str, ...], ask: Ask, call: Call) -> None:
    if call.reads != FORMS.get(returns, "result"):  # a check asks for another form itself
        return
    found = _answered(ask, call)
    if found is None:
        return
    try:
        formed(found, returns, call=call.function)
    except CheckFailed as failed:
        got, cure = f"the reference's {call.function} returns {failed.got}", ""
        exact = _answered(ask, replace(call, reads="value"))
        if isinstance(exact, Exact) and exact.value is None:
            got = f"the reference's {call.function} returns nothing"
        elif fitting := _fitting(ask, call):
            cure = f'write returns="{fitting[0]}"' if fitting[0] else "leave returns= out"
        raise fault(got, wanted=failed.expected, cure=cure) from None


def _fitting(ask: Ask, call: Call) -> list[str]:
    """What the marker should say; nothing: nothing fits."""
    fitting = []
    for returns, reads in FORMS.items():
        found = _answered(ask, replace(call, reads=reads))  # type: ignore[arg-type]
        if found is not None and _fits(found, returns):
            fitting.append("".join(returns))
    return fitting


def _fits(found: Plain, returns: tuple[str, ...]) -> bool:
    try:
        formed(found, returns, call="")
    except CheckFailed:
        return False
    return True


def _answered(ask: Ask, call: Call) -> Plain | None:
    reply = ask(call)
    return reply.value if isinstance(reply, Returned) else None
