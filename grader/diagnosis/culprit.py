"""Which other question's function is to blame for wrong answers, where the known mistakes do not tell.

A function that builds on others is asked again, with stand-ins for these. If it puts the stand-ins together
as the reference does, the mistake is in the first of the others that lost points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.checks.in_process import in_process
from grader.checks.parts import knowing_parts
from grader.checks.play import Asks, Parked, opening, play
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.doubts import AskAll, apart, as_one
from grader.errors import NotTheirs
from grader.model import QuestionReport
from grader.values import Call, Reply, StandIn

CALLS = 6  # the most telling ones; each costs the student's process one


def culprit(using: Diagnoser, question: str, ask: AskAll, reports: Mapping[str, QuestionReport]) -> str:
    """The question whose function alone is to blame; "": there is none, or that is not known."""
    parts = parts_of(using, question)
    blamed = next((part for part in parts if part in reports and has_lost(reports[part])), "")
    if not blamed:
        return ""
    plan = using.plans[question]
    calls = tuple(
        replace(plan.calls[place], stand_ins=tuple(parts.items()))
        for place in plan.order
        if plan.calls[place].reads == "result"
    )[:CALLS]
    own = [as_one(reply, plan.returns) for reply in ask(calls)]
    with_parts = replace(plan, calls=calls)
    with with_parts.asking() as timed:
        due = [with_parts.one(timed, using.functions[question], place) for place in range(len(calls))]
    pairs = [(one, right) for one, right in zip(own, due, strict=False) if one and right]
    joined = bool(calls) and len(pairs) == len(calls) and not any(apart(*pair) for pair in pairs)
    return blamed if joined else ""


def has_own_mistake(using: Diagnoser, question: str, ask: AskAll, report: QuestionReport) -> bool:
    """Whether a claim that does not hold fails with stand-ins for all parts, too, though the reference's
    function passes it with these. A claim about the truth tells nothing: with stand-ins, everybody fails it.
    So where nothing can stand in, nothing is known. Who comes to no end with stand-ins has a mistake there.
    """
    parts, lost = parts_of(using, question), {one.check for one in report.results if one.lost}
    if not parts:
        return False
    runs = {check: some for check, some in using.runs.items() if check in lost}
    pools = {check: tuple(run.example for run in some) for check, some in runs.items()}
    start = opening([some[0].check for some in runs.values()], pools, using.returns)
    reference = in_process(using.functions)

    def of_reference(calls: Sequence[Call]) -> list[Reply]:
        return [reference(call) for call in calls]

    try:
        theirs, right = (
            play(start, using.returns, _with(parts, question, one)).keys() for one in (ask, of_reference)
        )
    except _NoEnd:
        return True
    return bool(theirs - right)


class _NoEnd(NotTheirs):
    """A call was not answered. No claim may take it for an answer."""


def _with(parts: Mapping[str, StandIn], question: str, ask: AskAll) -> Asks:
    """Asks the function with stand-ins for its parts, and these themselves in place of the parts."""
    stand_ins = knowing_parts(in_process(parts))

    def asks(calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        own = [replace(call, stand_ins=tuple(parts.items())) for call in calls if _asks(call, question)]
        answered = ask(own)
        if len(answered) < len(own):
            raise _NoEnd
        replies = iter(answered)
        return [next(replies) if _asks(call, question) else stand_ins(call) for call in calls]

    return asks


def _asks(call: Call, question: str) -> bool:
    return call.function == question and call.reads != "usable"


def parts_of(using: Diagnoser, question: str) -> Mapping[str, StandIn]:
    """By name, what can stand in for the functions that it calls."""
    return next((run.check.stand_ins for run in _runs(using, question) if run.check.stand_ins), {})


def _runs(using: Diagnoser, question: str) -> list[Parked]:
    return [run for runs in using.runs.values() for run in runs[:1] if run.check.question == question]


def has_lost(report: QuestionReport) -> bool:
    return any(result.lost for result in report.results)
