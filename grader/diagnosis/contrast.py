"""What sets wrong answers apart where no known mistake explains them: the sentence that leads on.

It speaks of `points`, the calls that were asked. `where` finds what the inputs with wrong answers have in
common, `differences` how wrong answers differ from right ones. Both say only what is so for every input that
was tried.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.diagnosis.borders import Tried
from grader.diagnosis.cells import Elsewhere, of_one_size
from grader.diagnosis.changes import Point
from grader.diagnosis.compared import compared
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.differences import SOME_EMPTY, Seen, differences
from grader.diagnosis.doubts import Doubts, apart, as_one
from grader.diagnosis.learn import One
from grader.diagnosis.limits import asks_of_limit, limit
from grader.diagnosis.looks import labels_in_turn, looks_at_sizes, rounds_of, shape_question
from grader.diagnosis.on_the_way import on_the_way
from grader.diagnosis.points import Kind, first, further, like_wrong, played, point, without_changes
from grader.diagnosis.ragged import ASKED, RAGGED, ragged
from grader.diagnosis.rules import ABOUT_SHAPES
from grader.diagnosis.spoilt import spoils, spoilt_by, what_was_given
from grader.diagnosis.where import MOSTLY, Found, where
from grader.diagnosis.writing import later_digits
from grader.model import Contrast, QuestionReport, Result, Verdict
from grader.notebooks import own_exception
from grader.solutions import code_objects
from grader.values import FIGURE, Call
from grader.wording import BEFORE, ELSEWHERE

CALLS, PICTURES = 160, 16  # to find borders; a picture is dear
WHERE_WRONG = "In all wrong answers seen"
_SIZES = "Which line of yours looks at sizes before it decides what to do? What does it do for such an input?"
_ROUNDS = (
    "What does your loop carry over from one of the {} rounds to the next, and what does the next do with it?"
)
_TYPES = "Print the `dtype` of what you are given, and of what each line gives. Which line goes wrong there?"


def contrast(
    using: Diagnoser,
    question: str,
    given: Sequence[One],
    doubts: Doubts,
    reports: Mapping[str, QuestionReport],
    *,
    named: bool,
    code: str,
    outside: Sequence[Elsewhere] = (),
) -> Contrast | None:
    """What to say about this question, if anything. given: the answers to its first calls. code: the cell.

    named: a known mistake explains the answers; only the kind of input is told. outside: names in the cell.
    """
    lost = [result for result in reports[question].results if result.lost]
    of_kinds = all(result.inputs for result in lost)
    if not can_be_told(lost, code) or _waits(using, question, reports) or (named and not of_kinds):
        return None
    points = [*first(using, question, given), *further(doubts)]
    kinds = _of_kinds(using, question, lost if of_kinds else (), doubts, points)
    if not _steady(points, doubts):
        return None
    names = [*inspect.signature(using.functions[question]).parameters]
    spoilt = spoilt_by(lost)  # then no claim about the answer fails
    points = [replace(one, right=one.right or bool(spoilt)) for one in points]
    points += like_wrong(points, doubts)
    if not named and (written := of_one_size(outside, points, names) or labels_in_turn(code, question, lost)):
        return Contrast(*written)
    found = _found(using, question, points, names, doubts, named=named)
    there = _told(found, kinds, points, spoilt)
    if named:
        return Contrast(found.sentence) if found and found.always and there else None  # else by accident
    if spoilt:
        return what_was_given(spoilt, there, points, names, draws=using.returns[question] == FIGURE)
    seen = differences(points, question, names, using.returns[question], doubts)
    if seen and seen.explains:
        there = there if kinds else _beside(seen, found)
        seen = _somewhere(seen, there)
    return _joined(there, _of_cell(seen, code, question), _asked(points, found, code, names), code)


def _of_kinds(
    using: Diagnoser, question: str, lost: Sequence[Result], doubts: Doubts, points: list[Point]
) -> list[Kind]:
    """The kinds of input that these are about; what their checks ask is added to `points`."""
    each = [played(using, question, result, doubts) for result in lost]
    points += [one for _, more in each for one in more]
    return [kind for kind, _ in each]


def _found(
    using: Diagnoser,
    question: str,
    points: Sequence[Point],
    names: Sequence[str],
    doubts: Doubts,
    *,
    named: bool,
) -> Found | None:
    """What wrong inputs have in common; or, where no mistake is named, up to which size all are right."""
    labelled = [(one.call, one.right and not one.spoilt) for one in points]
    if beyond := compared(labelled, names, _trying(doubts)):
        return Found(beyond, of_sizes=True)
    way = on_the_way(using.functions, question, names)
    found = where(labelled, names, tried=_trying(doubts), way=way)
    if named or (found and found.always):
        return found
    most = limit(labelled, names, _trying(doubts))
    told = most.sentence if most else "" if found else ragged(labelled, names, _trying(doubts))
    return Found(told, of_sizes=True, always=False) if told else found


def _asked(points: Sequence[Point], found: Found | None, code: str, names: Sequence[str]) -> str:
    """What to ask of where it goes wrong. points: none, if it gives no arrays. names: of the parameters."""
    given = (one for point in points[:1] for one in zip(names, point.call.arguments, strict=False))
    counts = [name for name, one in given if type(one) is int]
    if by_type(points) or (found and "(dtype " in found.sentence):
        return _TYPES
    if found and found.sentence.startswith(RAGGED):
        return ASKED
    if found and found.of_sizes and looks_at_sizes(code, counts):
        return _SIZES
    if found and (count := rounds_of(code, counts)) and f" {count} is " in found.sentence:
        return _ROUNDS.format(count)
    return (asks_of_limit(found.sentence, code) if found else "") or ELSEWHERE


def _beside(seen: Seen, found: Found | None) -> str:
    """Where it goes wrong, unless that is known by what is so of the answers."""
    known = seen.where or bool(found and found.of_sizes and seen.everywhere)
    return found.sentence if found and not known else ""


def _somewhere(seen: Seen, there: str) -> Seen:
    """What is so in all wrong answers, but not in right ones, is not said of all."""
    if seen.everywhere or (not there and seen.text.startswith(SOME_EMPTY)):
        return seen
    return replace(seen, text=f"{WHERE_WRONG}, {seen.text[0].lower()}{seen.text[1:]}")


def _of_cell(seen: Seen | None, code: str, question: str) -> Seen | None:
    """The same, with a question about a line of the cell where that may have made the wrong shape."""
    if seen is None or seen.question not in ABOUT_SHAPES:
        return seen
    return replace(seen, question=shape_question(seen.question, code, question))


def _joined(there: str, seen: Seen | None, asked: str, code: str) -> Contrast | None:
    """An example alone says no more than that of the failed claim. asked: of `there`, if nothing else is."""
    told = seen.text if seen and (there or seen.question) else ""
    question = seen.question if seen and seen.question and asked != _TYPES else asked
    question = later_digits(code) if question == later_digits() else question
    text = " ".join(filter(None, [there, told]))
    return Contrast(text, question) if text else None


def can_be_told(lost: Sequence[Result], code: str) -> bool:
    """Who remembers, or has not written anything, is told that; and who raises an exception, of its line."""
    stopped = {Verdict.NOT_WRITTEN, Verdict.TIMED_OUT, Verdict.BROKEN}
    examples = [result.counterexample for result in lost if result.counterexample]
    unsteady = any(example.alone or example.beside == BEFORE for example in examples)
    stopped_itself = any(own_exception(example.got, code) for example in examples)
    return (
        bool(lost)
        and not (unsteady or stopped_itself)
        and not any(result.verdict in stopped for result in lost)
    )


def _waits(using: Diagnoser, question: str, reports: Mapping[str, QuestionReport]) -> bool:
    """Whether it uses another question's function, as the reference does, that lost points itself; or there
    is none.
    """
    if not callable(using.functions[question]):
        return True
    uses = {name for code in code_objects(using.functions[question]) for name in code.co_names}
    others = uses & reports.keys() - {question}
    return any(result.lost for name in others for result in reports[name].results)


def _steady(points: Sequence[Point], doubts: Doubts) -> bool:
    """Whether a call that was answered wrongly is answered so again: what remembers is told of otherwise."""
    wrong = next((one for one in points if not one.right and one.call.reads == "result"), None)
    replies = doubts.ask([wrong.call, wrong.call]) if wrong else []
    again = [as_one(reply, doubts.tried.returns) for reply in replies]
    return all(one and wrong and not apart(without_changes(one), wrong.own) for one in again)


# --- where ---


def by_type(points: Sequence[Point]) -> bool:
    """Whether only inputs with an array of another type than float64 go wrong, and most of these do."""
    other = [one for one in points if any(map(_is_other, one.call.arguments))]
    wrong = sum(not one.right for one in points)
    return 0 < sum(not one.right for one in other) == wrong > MOSTLY * len(other)


def _is_other(argument: object) -> bool:
    return isinstance(argument, np.ndarray) and argument.dtype.kind in "iuf" and argument.dtype != np.float64


def _trying(doubts: Doubts) -> Tried:
    """Asks whether calls are answered rightly, so many in all."""
    left = PICTURES if doubts.tried.returns == FIGURE else CALLS

    def tried(calls: Sequence[Call]) -> list[bool]:
        nonlocal left
        left -= len(calls)
        return _answered(doubts, calls) if left >= 0 else []

    return tried


def _answered(doubts: Doubts, calls: Sequence[Call]) -> list[bool]:
    """Whether these are answered rightly, as far as answers come."""
    found = []
    for own, due in doubts.pairs(calls, doubts.ask(calls)):
        if own is None or due is None:
            break
        one = point(Call("", ()), own, due)
        found.append(one.right and not one.spoilt)
    return found


def _told(found: Found | None, kinds: Sequence[Kind], points: Sequence[Point], spoilt: Sequence[str]) -> str:
    """Where it goes wrong; if all answers are right, where arguments are changed. spoilt: these, if known."""
    there = _where(found, kinds)
    changes = all(one.right for one in points) and any(one.spoilt for one in points)
    return spoils(there) if spoilt or changes else there


def _where(found: Found | None, kinds: Sequence[Kind]) -> str:
    """The author's word for the kind of input, where it is the whole truth; otherwise what is found."""
    every = bool(kinds) and all(kind.failed == kind.tried for kind in kinds)
    words = {kind.inputs for kind in kinds}
    if every and len(words) == 1 and (found is None or found.of_sizes):
        return f"Goes wrong only for {words.pop()}."
    return found.sentence if found is not None else ""
