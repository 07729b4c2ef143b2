"""What a page says first about a question: the one finding that explains most of the rest."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from grader.feedback.example import NOTHING
from grader.feedback.findings import Finding
from grader.model import Contrast, Diagnosis, QuestionReport, Result, Verdict
from grader.wording import (
    BEFORE,
    ELSEWHERE,
    FORMS,
    LASTING,
    NEXT_FIGURE,
    WHICH_STEP,
    headline,
    special_inputs,
    unsteady,
)

CALLS_OF = "the number of calls of "  # what else is wrong follows from that, whatever it looks like
_AFTER_COUNT = "Which call is which cannot be told while there are too many or too few."
_AFTER_MEMORY = "What is left of another call may show here, too. Mend what is told above first."
_AFTER_CHANCE = (
    "What is left to chance, or of another call, may show here, too. Mend what is told above first."
)
NEAR = 1e-3  # of two numbers
OF_PARTS = "what your "  # so begins what is said of what a student's own functions give
_SHAPES = ("an array of shape", "one number (shape")


def by_reach(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those first that others follow from; otherwise in the order of the claims.

    Who answers differently each time can be held to nothing; who returns no answer, or one of another
    shape, to little; and what is wrong for one kind of input comes after what is wrong for all. Of equals
    that ask the same, the one comes first whose claim is the narrowest, as it is worth least. Of others, what
    can be shown comes first, then what a public check finds, which is the simpler claim, and then what is
    worth most: that is what the question is about.
    """
    asked = Counter(one.example.question for one in findings if one.example)
    last = [one for one in findings if _is_of_parts(one, findings)]
    ordered = sorted(findings, key=lambda one: (one in last, _reach(one), _narrow(one, asked), *_place(one)))
    if not ordered or not (_counts(ordered[0]) or repeats_not(ordered[0])):
        return tuple(ordered)
    kept = ordered[0].example is not None and bool(ordered[0].example.alone)
    why = _AFTER_COUNT if _counts(ordered[0]) else _AFTER_MEMORY if kept else _AFTER_CHANCE
    return (ordered[0], *(replace(one, example=None, message=why) for one in ordered[1:]))


def told_of(results: Sequence[Result], found: Sequence[Finding], *, named: bool) -> str:
    """What is said of the calls that the first finding shows, if they have to come one after another; or what
    all comes to. named: a known mistake explains it, and which inputs show that says less than its name.
    """
    said = lasting(found) or (unsteady(results) if named else headline(results))
    if not said or said != special_inputs(results):
        return said
    # Of several kinds one may have no part in it, and who asks about just what failed knows better.
    kinds = {one.inputs for one in results if one.counterexample and one.lost}
    nearer = bool(found and found[0].example and found[0].example.question)
    return "" if nearer and len(kinds) > 1 else said + _finite(results)


def lasting(found: Sequence[Finding]) -> str:
    """What is said of what lasts, where the first finding is about that; else ""."""
    return found[0].example.alone if found and found[0].example else ""


def _finite(results: Sequence[Result]) -> str:
    """Large and small inputs make one think of overflow; "" where that may be it, or nobody would."""
    kinds = " ".join(one.inputs for one in results if one.counterexample)
    came = [f"{found.got} {found.whole[0]}" for one in results if (found := one.counterexample)]
    other = came and all(re.search(r"\d", one) and not re.search("nan|inf|raised", one) for one in came)
    thought_of = re.search(r"\b(?:large|low|high|far|small)\b", kinds)
    return " What came back there is not nan or inf, but another number." if other and thought_of else ""


def unsaid(question: QuestionReport) -> Contrast | None:
    """Its contrast, unless the name of the mistake says for which kind of input it goes wrong."""
    kinds = {result.inputs for result in question.results if result.lost}
    names = [one.name for one in question.diagnoses if one.solution]
    said = len(kinds) == 1 and all(kinds) and any(f"for {kind}" in one for kind in kinds for one in names)
    return None if said else question.contrast


def asked(question: str, found: Sequence[Finding]) -> str:
    """Where there is something on the way to compare with, or the author asks about that kind of input, or
    about just what failed, that is asked instead of what fits everything.
    """
    first = found[0].example if found else None
    own = bool(found and ((found[0].hint and _kinds(found[0])) or found[0].advice)) and question == ELSEWHERE
    nearer = first is not None and bool(first.way or first.question)
    return "" if own or (nearer and question in (WHICH_STEP, ELSEWHERE)) else question


def nearest(diagnoses: Sequence[Diagnosis], found: Sequence[Finding]) -> tuple[Diagnosis, ...]:
    """The diagnoses; of one figure for two calls, with the question about the very line that gives it."""
    first = found[0] if found else None
    line = first is not None and first.example is not None and first.example.what == NEXT_FIGURE
    if not (first and line and "`" in first.hint):
        return tuple(diagnoses)
    return tuple(replace(one, hint=first.hint) for one in diagnoses)


def _narrow(finding: Finding, asked: Counter[str]) -> float:
    """Its points, if another finding asks the same about just what failed."""
    question = finding.example.question if finding.example else ""
    return finding.lost if question and asked[question] > 1 else math.inf


def _place(finding: Finding) -> tuple[int, int, bool, float]:
    """Of findings about kinds of input, the one with the smallest example has the least beside the matter.

    Of what is left of other calls, numbers that look as if they were rounded come later.
    """
    found = finding.example
    small = len(found.paste) if found and _kinds(finding) else 0
    near = repeats_not(finding) and found is not None and found.apart < NEAR
    hidden = all(claim.hidden for claim in finding.claims)
    if _of_shape(finding):  # whatever its claim is about, unless that is about shapes
        hidden = not any("shape" in claim.claim for claim in finding.claims)
    return near + 2 * (not _can_be_run(finding)), small, hidden, -finding.lost


def _can_be_run(finding: Finding) -> bool:
    return finding.example is not None and bool(finding.example.paste)


def _counts(finding: Finding) -> bool:
    """Whether a function that is handed on was called too often, or too rarely."""
    return finding.example is not None and finding.example.what.startswith(CALLS_OF)


def _reach(finding: Finding) -> int:
    if finding.verdict is Verdict.NOT_WRITTEN:
        return 0
    if repeats_not(finding):
        return 1
    if _counts(finding):
        return 4 if finding.example and finding.example.got == "0" else 2
    if finding.example and 0 < finding.example.apart < NOTHING:
        return 6
    if _kinds(finding):
        return 5
    if finding.verdict is not Verdict.FAILED or finding.hint in FORMS:
        return 2
    return 3 if _of_shape(finding) else 4


def _of_shape(finding: Finding) -> bool:
    return finding.example is not None and finding.example.expected.startswith(_SHAPES)


def _is_of_parts(finding: Finding, among: Sequence[Finding]) -> bool:
    """Whether the wrong shape comes from another question's function: another finding compares numbers with
    what the student's functions give for the same input, so that these have that shape, too.
    """
    own = finding.claims[0].counterexample
    found = [one for other in among if (one := other.claims[0].counterexample)]
    return (
        own is not None
        and _of_shape(finding)
        and any(
            one.beside.startswith(OF_PARTS)
            and re.sub(r"\[[\d, ]+\]$", "", f"{one.what}{one.at}") == own.what != f"{one.what}{one.at}"
            and one.when == own.when
            for one in found
        )
    )


def repeats_not(finding: Finding) -> bool:
    """Whether it is that a call gave another answer than before, or that something is left of one."""
    example = finding.example
    return example is not None and (example.beside in (BEFORE, LASTING) or bool(example.alone))


def _kinds(finding: Finding) -> list[str]:
    """The kinds of input that it is about; none, if one of its claims is about all kinds."""
    kinds = [claim.inputs for claim in finding.claims]
    return kinds if all(kinds) else []
