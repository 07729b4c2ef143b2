"""Which other question's function is to blame for wrong answers, where the known mistakes do not tell.

A function that builds on others is asked again, with stand-ins for these. If it puts the stand-ins together
as the reference does, the mistake is in the first of the others that lost points.
"""

from collections.abc import Mapping
from dataclasses import replace

from grader.checks.play import Parked
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.doubts import AskAll, apart, as_one
from grader.model import QuestionReport

CALLS = 6  # the most telling ones; each costs the student's process one


def culprit(using: Diagnoser, question: str, ask: AskAll, reports: Mapping[str, QuestionReport]) -> str:
    """The question whose function alone is to blame; "": there is none, or that is not known."""
    parts = next((run.check.stand_ins for run in _runs(using, question) if run.check.stand_ins), {})
    blamed = next((part for part in parts if part in reports and _lost(reports[part])), "")
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


def _runs(using: Diagnoser, question: str) -> list[Parked]:
    return [run for runs in using.runs.values() for run in runs[:1] if run.check.question == question]


def _lost(report: QuestionReport) -> bool:
    return any(result.lost for result in report.results)
