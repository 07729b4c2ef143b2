"""What is said about a question: each fact once, whatever the number of claims it breaks."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from grader.checks.advice import advice
from grader.feedback.example import Example, example
from grader.model import Counterexample, Result, Verdict
from grader.notebooks import line_raising
from grader.wording import FORMS, GLYPHS, NEEDS, NOT_WRITTEN

_MISSING = re.compile(rf"raised NameError: name '(\w+)' is not defined|{NEEDS}(\w+), which {NOT_WRITTEN}")
_STOPPED = (Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.NOT_WRITTEN)
_NOT_THERE = ("is not ", NEEDS)  # written, or defined: that is every question's own
_LOST = (Verdict.FAILED, *_STOPPED, Verdict.BROKEN)
_WITHOUT = "Where this was graded, no thread and no other process can be started. Can you do without?"
# What runs at a student's home, and where it is graded does not.
LACKING = {
    "raised ModuleNotFoundError": "Where this was graded there is no such package; on your computer it may "
    "run. Is it one that you may use? Your instructor is told of it, too.",
    "can't start new thread": _WITHOUT,
    "grading can start no process": _WITHOUT,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact, and the claims that do not hold because of it.

    same_as: the question that the same error stopped before this one, which is used where it came; "": none.
    missing: the question whose function is not there, or not written, which is the error.
    message: what there is to say where there is no example.
    """

    verdict: Verdict
    claims: tuple[Result, ...]
    hint: str
    example: Example | None = None
    message: str = ""
    advice: str = ""
    same_as: str = ""
    missing: str = ""

    @property
    def glyph(self) -> str:
        return GLYPHS[self.verdict]

    @property
    def lost(self) -> float:
        """The points that its claims cost."""
        return sum(claim.points - claim.score for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Claims that were skipped, and what they wait for, in words."""

    reason: str
    claims: tuple[Result, ...]


def findings(
    question: str,
    results: Sequence[Result],
    *,
    stopped_before: Mapping[str, str],
    others: Set[str] = frozenset(),
    named: bool = False,
    own: str = "",
) -> tuple[Finding, ...]:
    """What went wrong, in the order of the claims.

    stopped_before: by error (as `errors` has it), the earlier
    question that it stopped. others: the other questions' names. named: a known mistake explains it, which
    says more than what fits every such error. own: the student's text of the question.
    """
    groups: dict[object, list[Result]] = {}
    for result in results:
        if result.verdict in _LOST:
            groups.setdefault(_fact(result), []).append(result)
    found = (_finding(question, group, stopped_before, others, own) for group in groups.values())
    return tuple(replace(one, advice="") if named else one for one in found)


def waiting(results: Sequence[Result]) -> tuple[Waiting, ...]:
    """What was skipped, by what it waits for."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        if result.verdict is Verdict.SKIPPED:
            groups.setdefault(result.message, []).append(result)
    return tuple(Waiting(reason, tuple(claims)) for reason, claims in groups.items())


def errors(results: Sequence[Result]) -> list[str]:
    """The errors that stopped calls, as they are told from others."""
    found = [result.counterexample for result in results if result.verdict in _STOPPED]
    return [_kind(example.got) for example in found if example and not example.got.startswith(_NOT_THERE)]


def _kind(error: str) -> str:
    """Equal for an error that only speaks of other sizes."""
    return re.sub(r"\d+", "0", error)


def _fact(result: Result) -> object:
    """Equal for results with the same cause. One error, or wrong type, is one fact, whatever the input."""
    found = result.counterexample
    if found is None:
        return result.check
    if result.hint in FORMS:
        return result.hint, found.what.partition("(")[0], found.expected
    return (result.verdict, _kind(found.got)) if result.verdict in _STOPPED else found


def _finding(
    question: str,
    claims: Sequence[Result],
    stopped_before: Mapping[str, str],
    others: Set[str],
    own: str,
) -> Finding:
    first = claims[0]
    found = first.counterexample
    stopped = first.verdict in _STOPPED
    earlier = stopped_before.get(_kind(found.got), "") if found and stopped else ""
    came_there = earlier and found and earlier != question and _uses(own, found.got, others)
    missing = _MISSING.match(found.got) if found else None
    absent = (missing[1] or missing[2]) if missing else ""
    # One finding, one question: its first claim's. What stopped several claims is about none of them, and a
    # claim that an exception stopped was not judged. What lasts from call to call is asked about in any case.
    raised = stopped and found is not None and found.got.startswith("raised")
    unasked = (raised or (stopped and len(claims) > 1)) and not (found and found.alone)
    hint = "" if unasked else next((one.hint for one in claims if one.hint), "")
    shown = example(found) if found else None
    lacked = next((told for part, told in LACKING.items() if shown and part in shown.got), "")
    if shown and lacked:  # whoever runs it elsewhere sees nothing
        shown = replace(shown, paste="")
    told_by_lead = shown and found and found.alone and not shown.paste
    asked = "" if told_by_lead or not found else advice(first, line_raising(found.got, own))
    return Finding(
        first.verdict,
        tuple(claims),
        hint,
        example=shown,
        message=_said(first, found),
        advice=lacked or asked,
        same_as=earlier if came_there else "",
        missing=absent if absent in others else "",
    )


def _uses(own: str, happened: str, others: Set[str]) -> bool:
    """Whether it may have come from one of these: named in the line, or in the text if no line is known.

    Two questions may make one mistake each, or need one package, and neither comes of the other.
    """
    place = line_raising(happened, own) or own
    return not place or not others.isdisjoint(re.findall(r"\w+", place))


def _said(result: Result, found: Counterexample | None) -> str:
    return "" if found or result.verdict is Verdict.BROKEN else result.message
