"""A question with stand-ins for the parts that its function calls: its own mistake, beside mistakes in these.

What a function makes of wrong parts is like nothing that is known. With stand-ins for them it answers as a
known solution does that is given the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.diagnosis.culprit import has_lost, parts_of
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.learn import call_plan
from grader.model import QuestionReport
from grader.values import Call, StandIn, frames, is_class

MOST = 40  # calls of a function, the most telling ones; of a class, all are one story


def with_stand_ins(
    using: Diagnoser, question: str, reports: Mapping[str, QuestionReport]
) -> Diagnoser | None:
    """To diagnose this question with; None: no part of it lost points."""
    parts = parts_of(using, question)
    if not any(has_lost(reports[part]) for part in parts if part in reports):
        return None
    if question not in using.stood_in:
        plan = using.plans[question]
        calls = plan.calls if is_class(plan.returns) else [plan.calls[at] for at in plan.order[:MOST]]
        calls = _given(calls, parts)
        of = call_plan(question, calls, plan.returns, plan.seconds, plan.files)
        using.stood_in[question] = replace(
            using,
            calls={**using.calls, question: {frames.key(call): call for call in calls}},
            plans={**using.plans, question: of},
            reference={name: right for name, right in using.reference.items() if name != question},
            shelves={},
            beyond={},
            origins={},
            stood_in={},
        )
    return using.stood_in[question]


def _given(calls: Sequence[Call], parts: Mapping[str, StandIn]) -> list[Call]:
    """The calls with stand-ins, from the beginning of each story."""
    known: dict[int, Call] = {}
    for call in calls:
        story = [call]
        while (before := story[-1].after) is not None and id(before) not in known:
            story.append(before)
        for one in reversed(story):
            after = one.after and known[id(one.after)]
            known[id(one)] = replace(one, stand_ins=tuple(parts.items()), after=after)
    return [known[id(call)] for call in calls]
