"""A failure without the calls and objects that it does not need: they are left out, and it is asked again.

A check may ask a function, or other objects, before it asks what fails, for the sake of whoever remembers too
much. To everybody else, the call that fails is shown alone.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from grader.checks.object_names import objects_in
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure
from grader.checks.script import compared, parts_told
from grader.errors import CheckFailed
from grader.sandbox import Session
from grader.values import Call, Raised, Reads, Reply, Returned, Step

MOST = 12  # acts of a story that is made shorter
Fresh = Callable[[], AbstractContextManager[Session]]


def needed(failure: Failure, question: str, fresh: Fresh) -> Failure:
    """The failure with no more calls of the question's function than it takes in a fresh process."""
    error = failure.error
    if not isinstance(error, CheckFailed) or not error.whole[0]:
        return failure
    own = [one for one in failure.calls if one.call.function == question and one.shows == "answer"]
    others = [one for one in failure.calls if one.call.function != question]
    if len(own) < 2 or any(one.call.reads not in ("result", "value", "made") for one in own):
        return failure
    if own[-1].call.of_objects():
        kept = _of_objects(own, others, error.whole, fresh)
    else:
        kept = _asked_alone([own[place] for place in compared(error.whole, own)], len(own), fresh)
    return replace(failure, calls=(*kept, *others)) if kept else failure


def alike(first: Reply, second: Reply) -> bool:
    """Whether both returned the same, or ended in the same way."""
    if isinstance(first, Returned) and isinstance(second, Returned):
        return parts_told(first) == parts_told(second)
    return type(first) is type(second)


def _asked_alone(kept: list[RecordedCall], count: int, fresh: Fresh) -> list[RecordedCall]:
    """These of so many calls, if they are answered so when nothing comes before them; else none."""
    if len(kept) == count:
        return []
    with fresh() as session:
        replies = session.call([one.call for one in kept])
    same = len(replies) == len(kept) and all(
        alike(reply, one.reply) for reply, one in zip(replies, kept, strict=True)
    )
    return kept if same else []


@dataclass(frozen=True, slots=True)
class _Act:
    """What an object is asked, or one that is made; by: the number of the object."""

    step: Step
    reads: Reads
    by: int


def _of_objects(
    own: Sequence[RecordedCall], others: Sequence[RecordedCall], whole: tuple[str, str], fresh: Fresh
) -> list[RecordedCall]:
    """A shorter story that ends with the same answer; none, where two of its answers are compared."""
    told = [parts_told(one.reply) for one in own]
    wrong = [place for place, parts in enumerate(told) if whole[0] in parts]
    elsewhere = any(whole[1] in parts_told(one.reply) for one in others)
    if not wrong or not (elsewhere or all(whole[1] not in parts for parts in told)):
        return []
    last = own[wrong[-1]]
    acts = _acts(last.call)
    if len(acts) > MOST or any(isinstance(one.reply, Raised) or _gives_objects(one) for one in own):
        return []
    with fresh() as session:
        for left_out in _left_out(acts):
            fewer = [act for act in acts if act not in left_out]
            if alike(session.call(_story(last.call, fewer)[-1:])[0], last.reply):
                acts = fewer
        story = _story(last.call, acts)
        return [RecordedCall(*one) for one in zip(story, session.call(story), strict=False)]


def _gives_objects(one: RecordedCall) -> bool:
    value = getattr(one.reply.value, "value", None) if isinstance(one.reply, Returned) else None
    return bool(one.call.step and one.call.step.name and objects_in(value))


def _acts(call: Call) -> list[_Act]:
    chain = [call]
    while chain[0].after is not None:
        chain.insert(0, chain[0].after)
    acts: list[_Act] = []
    made = 0
    for one in chain:
        step = one.step or Step("", one.arguments, one.named)
        acts.append(_Act(step, one.reads, step.of if step.name else made))
        made += not step.name
    return acts


def _left_out(acts: Sequence[_Act]) -> list[list[_Act]]:
    """What may be left out: an object that is not asked last, with all it was asked; then each act."""
    target = acts[-1].by
    objects = [[act for act in acts if act.by == number] for number in {act.by for act in acts} - {target}]
    return [*objects, *([act] for act in acts[:-1] if act.step.name and act.by == target)]


def _story(call: Call, acts: Sequence[_Act]) -> list[Call]:
    """The calls that make and ask these, objects numbered anew."""
    numbers = {act.by: number for number, act in enumerate(act for act in acts if not act.step.name)}
    first = acts[0].step
    begun = replace(call, arguments=first.arguments, named=first.named, step=None, after=None)
    calls = [replace(begun, reads="made", place=0)]
    for act in acts[1:]:
        of = numbers[act.by] if act.step.name else act.step.of
        calls.append(calls[-1].then(replace(act.step, of=of), act.reads))
    return calls
