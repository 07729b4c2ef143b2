"""What can be wrong with checks, as known solutions show it when they are played."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from grader.checks.claims import Check, file_of, line_of
from grader.checks.judge import Prepared
from grader.checks.quiz import right_id
from grader.errors import did_you_mean
from grader.model import CHECKED, FINE, Assignment, Result, Verdict
from grader.solutions.headers import OPEN, Keeps
from grader.values import FIGURE

# The most a thoughtless answer (a constant, a copy of an input) may earn of any question.
LAZY_SHARE = 0.2
# The most that such answers to all questions may earn together of all that machines mark; where there are
# few questions, what one of them may give away.
LAZY_TOTAL = 0.1
# The most a wrong solution may keep of the question it breaks, unless its header says why.
WRONG_SHARE = 0.5

# Figures that a check may draw, before it is said that fewer would do.
MOST_FIGURES = 25

Kind = Literal["reference", "right", "wrong", "stub", "lazy"]


@dataclass(frozen=True, slots=True)
class Case:
    """One known solution, played. `question`: the one it answers its own way, if it is about one.

    keeps: what a wrong one keeps of that question by design, as its header says.
    """

    kind: Kind
    name: str
    question: str
    expected: frozenset[str]
    results: tuple[Result, ...] = ()
    keeps: Keeps | None = None

    @property
    def merges(self) -> bool:
        """Whether it answers as the reference does, where it was not played."""
        return self.kind == "right" or (self.kind == "wrong" and bool(self.expected))

    @property
    def caught_by(self) -> frozenset[str]:
        """The checks that failed on it; skipped ones made no claim."""
        fine = (*FINE, Verdict.SKIPPED)
        return frozenset(result.check for result in self.results if result.verdict not in fine)

    def score(self, checks: frozenset[str]) -> float:
        return sum(result.score for result in self.results if result.check in checks)


def many_figures(prepared: Prepared) -> Iterator[str]:
    """What to do about checks that draw more figures than they need, each of which takes long."""
    for name in prepared.questions:
        drawing = [one.id for one in prepared.of(name) if one.strategies and one.examples > MOST_FIGURES]
        if prepared.returns[name] == FIGURE and drawing:
            most = max(one.examples for one in prepared.of(name))
            found = f"{', '.join(drawing)}: up to {most} figures are drawn for each known solution"
            yield f"warning: {found}, which takes long; write examples=3 into @check"


def of_points(assignment: Assignment, prepared: Prepared, *, only: str = "") -> Iterator[str]:
    """only: one question; "": all."""
    for question in assignment.questions:
        total = sum(check.points for check in prepared.of(question.name))
        asked = question.kind in CHECKED and only in (question.name, "")
        if asked and not np.isclose(total, question.points):
            yield (
                f"{question.name}: its checks are worth {total:g} points together, "
                f"the notebook promises {question.points:g}"
            )


def of_broken(cases: Sequence[Case], *, told: Collection[str] = ()) -> Iterator[str]:
    """Each broken check once, however many solutions it was tried on, and as the first of them shows it.

    told: ids of those of which it is known why.
    """
    found = [result for case in cases for result in case.results if result.verdict is Verdict.BROKEN]
    for result in {result.check: result for result in reversed(found)}.values():
        if result.check not in told:
            yield f"{result.check} is broken: {result.slip}"


def of_right(case: Case, prepared: Prepared, *, told: Collection[str] = ()) -> Iterator[str]:
    """What the reference or a right solution loses. told: ids of checks of which it is known why."""
    known = {check.id: check for check in prepared.checks}
    for result in case.results:
        if result.verdict not in (*FINE, Verdict.SKIPPED) and result.check not in told:
            problem = f"{case.kind} {case.name}: {result.check} {result.verdict}: {result.message}"
            where = _where(known[result.check]) if case.kind == "reference" else ""
            yield f"{problem}{_meant(result.message, prepared)}{where}"


def _where(check: Check) -> str:
    """The place to look at where the reference and the check disagree."""
    if check.id == right_id(check.question):
        return f"; the key of {check.question} in rubric.toml is another"
    return f"; the check is in {file_of(check)}: line {line_of(check)}"


def _meant(message: str, prepared: Prepared) -> str:
    """The method that the check may mean, where it asks for one that is not there."""
    absent = re.search(r"has no attribute '(\w+)'", message)
    methods = {
        name for returns in prepared.returns.values() if returns[:1] == ("class",) for name in returns[1:]
    }
    meant = did_you_mean(absent[1], methods) if absent else ""
    return f"; {meant}" if meant else ""


def of_wrong(
    case: Case, prepared: Prepared, *, unsure: Collection[str] = (), alike: Collection[str] = ()
) -> Iterator[str]:
    """What its header does not say. unsure: ids of checks that are at fault themselves, so that what they
    make of it says nothing. alike: names of those that answer as the reference does.
    """
    own = {check.id for check in prepared.of(case.question)}
    if not case.caught_by and not own & set(unsure):
        why = ": it gives the reference's answers on every example" if case.name in alike else ""
        yield f"wrong {case.name}: no check catches it{why}"
    if case.name not in alike:
        yield from _of_header(case, [check.id for check in prepared.checks], unsure)
    score, points = earned_of(case, case.question, prepared)
    if case.caught_by and points and not own & set(unsure):
        yield from _of_share(case, score, points)


def _of_header(case: Case, known: Sequence[str], unsure: Collection[str]) -> Iterator[str]:
    for check in sorted(case.caught_by - case.expected - set(unsure)):
        yield f"wrong {case.name}: caught by {check}, which its header does not name"
    for check in sorted(case.expected - case.caught_by - set(unsure)):
        if check in known:
            yield f"wrong {case.name}: its header names {check}, which does not catch it"
        else:
            cure = did_you_mean(check, known, "see the checks' names in checks.py")
            yield f"wrong {case.name}: its header names {check}, and there is no such check; {cure}"


def _of_share(case: Case, score: float, points: float) -> Iterator[str]:
    """What a wrong solution keeps of its question, held against what its header says that it keeps."""
    earned, keeps = f"earns {score:g} of {points:g} points of {case.question}", case.keeps
    if not over_half(score, points):
        if keeps:
            yield f'wrong {case.name}: {earned}, not over half; its header needs no "# keeps:"'
    elif keeps is None:
        mend = f'let what catches it be worth more, or add "# keeps: {score:g} of {points:g}, because ..."'
        yield f"wrong {case.name}: {earned}, over half; {mend}"
    elif not np.allclose((keeps.score, keeps.points), (score, points)):
        yield f"wrong {case.name}: {earned}, its header says {keeps.score:g} of {keeps.points:g}"
    elif keeps.because == OPEN:
        yield f'wrong {case.name}: {earned}; let its header say why, after "because"'


def over_half(score: float, points: float) -> bool:
    return score > WRONG_SHARE * points + 1e-9


def earned_of(case: Case, question: str, prepared: Prepared) -> tuple[float, float]:
    """What it earned of a question, and what its checks are worth."""
    checks = prepared.of(question)
    return case.score(frozenset(check.id for check in checks)), sum(check.points for check in checks)


def of_idle(cases: Sequence[Case], prepared: Prepared, *, unsure: Collection[str] = ()) -> Iterator[str]:
    """What answers without thought earn; of those to all questions, only what those to one did not show.

    unsure: ids of checks at fault, which give points to whatever they are tried on.
    """
    if any(check.id in unsure for check in prepared.checks):
        sure = [
            name for name in prepared.questions if not {one.id for one in prepared.of(name)} & set(unsure)
        ]
        prepared = replace(prepared, checks=tuple(one for one in prepared.checks if one.question in sure))
    shown: set[str] = set()
    for case in cases:
        for about, problem in _idle(case, prepared) if case.kind in ("stub", "lazy") else ():
            if case.question or about not in shown:
                yield problem
            shown.add(about)


def _idle(case: Case, prepared: Prepared) -> Iterator[tuple[str, str]]:
    """(question, problem), with "" for all of them together."""
    allowed = LAZY_SHARE if case.kind == "lazy" else 0.0
    earned = {question: earned_of(case, question, prepared) for question in prepared.questions}
    if not earned:
        return
    for question, (score, points) in earned.items():
        if score > allowed * points + 1e-9:
            problem = f"{case.name}: earns {score:g} of {points:g} points of {question}"
            yield question, problem + _cure(case, question, prepared)
    total, most = (sum(numbers) for numbers in zip(*earned.values(), strict=True))
    limit = max(LAZY_TOTAL * most, *(allowed * points for _, points in earned.values()))
    if case.kind == "lazy" and not case.question and total > limit + 1e-9:
        yield "", f"{case.name}: earns {total:g} of all {most:g} points that machines mark"


def _cure(case: Case, question: str, prepared: Prepared) -> str:
    """Which claims it satisfies, and which check they may need: the dearest that it fails."""
    mine = {check.id: check for check in prepared.of(question)}
    if case.kind == "stub" and not case.caught_by & mine.keys():
        return "; take the answer out of the stub's cell, or write a check that an untouched one fails"
    verdicts = {result.check: result.verdict for result in case.results}
    held = [check for check in mine.values() if verdicts.get(check.id) is Verdict.PASSED]
    full = sorted((check for id, check in mine.items() if id in case.caught_by), key=lambda one: -one.points)
    for check in full:
        weak = [one.id for one in held if not one.needs and one.hidden >= check.hidden]
        if weak and not _needed(check, mine) & set(weak):
            known = "" if case.question or case.kind == "stub" else ", or compare with a known answer there"
            return f'; add needs="{check.id}" to {", ".join(weak)}{known}'
    public = ", ".join(one.id for one in held if not one.hidden)
    if full and public:
        return f"; compare with a known answer in {public}: a public check can need no hidden one"
    return "; write a check that it fails, and let the others need that one" if held else ""


def _needed(check: Check, every: Mapping[str, Check]) -> set[str]:
    """The checks that it needs, however indirectly."""
    found: set[str] = set()
    while check.needs and check.needs not in found:
        found.add(check.needs)
        check = every[check.needs]
    return found


def of_checks(cases: Sequence[Case], prepared: Prepared, *, unsure: Collection[str] = ()) -> Iterator[str]:
    """unsure: ids of checks at fault, of which more is said elsewhere."""
    caught = {check for case in cases if case.kind == "wrong" for check in case.caught_by}
    for check in prepared.checks:
        if check.id not in caught and check.id not in unsure:
            yield f"check {check.id} catches no wrong solution"
