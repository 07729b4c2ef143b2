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
from grader.errors import CallRaised, CheckFailed
from grader.sandbox import Session
from grader.values import Call, Raised, Reads, Refilled, Reply, Returned, Step

MOST = 12  # acts of a story that is made shorter
Fresh = Callable[[], AbstractContextManager[Session]]


def needed(failure: Failure, question: str, fresh: Fresh) -> Failure:
    """The failure with no more calls of the question's function than it takes in a fresh process."""
    error = failure.error
    if not isinstance(error, CheckFailed):
        return failure
    own = [one for one in failure.calls if one.call.function == question and one.shows == "answer"]
    others = [one for one in failure.calls if one.call.function != question]
    if (plain := _filled_anew(own, fresh)) != own:
        own, failure = plain, replace(failure, calls=(*plain, *others))
    if len(own) < 2 or any(one.call.reads not in ("result", "value", "made", "kept") for one in own):
        return failure
    if not error.whole[0] and not _looks_back(own[-1].call):
        return failure
    if own[-1].call.of_objects():
        kept = _of_objects(own, others, error.whole, fresh)
    else:
        kept = _asked_alone([own[place] for place in compared(error.whole, own)], len(own), fresh)
    return replace(failure, calls=(*kept, *others)) if kept else failure


def _filled_anew(own: list[RecordedCall], fresh: Fresh) -> list[RecordedCall]:
    """The calls with what an array held in the end, as a new one, if that changes no answer."""
    places = [place for place, one in enumerate(own) if not one.call.step and is_refilled(one.call)]
    if not places:
        return own
    calls = [in_the_end(own[place].call) for place in places]
    with fresh() as session:
        replies = session.call(calls)
    if len(replies) < len(calls) or not all(map(alike, replies, (own[place].reply for place in places))):
        return own
    found = dict(zip(places, calls, strict=True))
    return [replace(one, call=found.get(place, one.call)) for place, one in enumerate(own)]


def is_refilled(call: Call) -> bool:
    """Whether it is given arrays that change in place before it is made once more."""
    return any(isinstance(one, Refilled) for one in call.given)


def in_the_end(call: Call) -> Call:
    """The call with new arrays, of what those that are filled anew hold in the end."""
    held = tuple(one.then if isinstance(one, Refilled) else one for one in call.arguments)
    named = tuple((name, one.then if isinstance(one, Refilled) else one) for name, one in call.named)
    reads: Reads = "result" if call.reads == "refilled" else call.reads
    return replace(call, reads=reads, arguments=held, named=named)


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
    """What an object is asked, or one that is made.

    by: the number of the object. back: the act whose answer is asked for once more.
    """

    step: Step
    reads: Reads
    by: int
    back: "_Act | None" = None


def _of_objects(
    own: Sequence[RecordedCall], others: Sequence[RecordedCall], whole: tuple[str, str], fresh: Fresh
) -> list[RecordedCall]:
    """A shorter story that ends with the same answer; none, where two of its answers are compared, and the
    last is no earlier one, asked for once more.
    """
    last = own[-1] if _looks_back(own[-1].call) else _wrong(own, others, whole)
    if last is None:
        return []
    acts = _acts(last.call)
    if len(acts) > MOST or any(isinstance(one.reply, Raised) or _gives_objects(one) for one in own):
        return []
    needed = [(act, own[place].reply) for place, act in enumerate(acts) if act in (acts[-1], acts[-1].back)]
    with fresh() as session:
        for left_out in _left_out(acts):
            fewer = [act for act in acts if act not in left_out and act.back not in left_out]
            story = _story(last.call, fewer)
            asked = [story[fewer.index(act)] for act, _ in needed]
            if all(map(alike, session.call(asked), [reply for _, reply in needed])):
                acts = fewer
        story = _story(last.call, acts)
        return [RecordedCall(*one) for one in zip(story, session.call(story), strict=False)]


def _looks_back(call: Call) -> bool:
    return call.step is not None and call.step.looks_back


def _wrong(
    own: Sequence[RecordedCall], others: Sequence[RecordedCall], whole: tuple[str, str]
) -> RecordedCall | None:
    """The call with the wrong answer; None, where two answers of these calls are compared."""
    told = [parts_told(one.reply) for one in own]
    wrong = [one for one, parts in zip(own, told, strict=True) if whole[0] in parts]
    elsewhere = any(whole[1] in parts_told(one.reply) for one in others)
    return wrong[-1] if wrong and (elsewhere or all(whole[1] not in parts for parts in told)) else None


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
        back = acts[step.of] if step.looks_back else None
        by = back.by if back else made if step.makes else step.of
        acts.append(_Act(step, one.reads, by, back))
        made += step.makes
    return acts


def _left_out(acts: Sequence[_Act]) -> list[list[_Act]]:
    """What may be left out: an object that is not asked last, with all it was asked; then each act."""
    target = acts[-1].by
    objects = [[act for act in acts if act.by == number] for number in {act.by for act in acts} - {target}]
    alone = [act for act in acts[:-1] if not act.step.makes and act.by == target and act is not acts[-1].back]
    return [*objects, *([act] for act in alone)]


def _story(call: Call, acts: Sequence[_Act]) -> list[Call]:
    """The calls that make and ask these, objects numbered anew."""
    numbers = {act.by: number for number, act in enumerate(act for act in acts if act.step.makes)}
    first = acts[0].step
    begun = replace(call, arguments=first.arguments, named=first.named, step=None, after=None)
    calls = [replace(begun, reads="made", place=0)]
    for act in acts[1:]:
        of = numbers[act.by] if act.step.name else acts.index(act.back) if act.back else act.step.of
        calls.append(calls[-1].then(replace(act.step, of=of), act.reads))
    return calls


def needed_after(
    before: Sequence[RecordedCall], failure: Failure, question: str, fresh: Fresh, *, most: int
) -> tuple[tuple[RecordedCall, ...], Failure]:
    """Of objects that fail after others: no more of either than it takes.

    most: processes that may be started, one for each try.
    """
    earlier = [one for one in before if one.call.function == question]
    own = [one for one in failure.calls if one.call.function == question and one.shows == "answer"]
    others = [one for one in failure.calls if one.call.function != question]
    if not (earlier and own and earlier[-1].call.of_objects() and own[-1].call.of_objects()):
        return tuple(before), failure
    whole = failure.error.whole if isinstance(failure.error, CheckFailed) else ("", "")
    last = own[-1] if isinstance(failure.error, CallRaised) else _wrong(own, others, whole)
    if last is None or any(map(_gives_objects, (*earlier, *own))):
        return tuple(before), failure
    stories = [_acts(earlier[-1].call), _acts(last.call)]
    tries = [(0, acts) for acts in _of_each(stories[0])] + [(1, acts) for acts in _left_out(stories[1])]
    replies: list[Reply] = []
    for which, left_out in tries[:most]:
        fewer = [
            [act for act in acts if at != which or (act not in left_out and act.back not in left_out)]
            for at, acts in enumerate(stories)
        ]
        if not all(fewer):
            continue
        with fresh() as session:
            calls = [
                call
                for one, acts in zip((earlier[-1], last), fewer, strict=True)
                for call in _story(one.call, acts)
            ]
            found = session.call(calls)
        if len(found) == len(calls) and _same(found[-1], last.reply):
            stories, replies = fewer, found
    if not replies:
        return tuple(before), failure
    first, then = (_story(one.call, acts) for one, acts in zip((earlier[-1], last), stories, strict=True))
    told = [RecordedCall(*one) for one in zip((*first, *then), replies, strict=True)]
    return tuple(told[: len(first)]), replace(failure, calls=(*told[len(first) :], *others))


def _same(first: Reply, second: Reply) -> bool:
    """As alike; of what was raised, the same was."""
    return first == second if isinstance(first, Raised) else alike(first, second)


def _of_each(acts: Sequence[_Act]) -> list[list[_Act]]:
    """What may be left out of a story of which nothing is shown: any object, then any act."""
    objects = [[act for act in acts if act.by == number] for number in {act.by for act in acts}]
    return [*objects, *([act] for act in acts if act.step.name)]
