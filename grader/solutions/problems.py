"""All problems that an audit has found, in the order in which they are best mended.

One cause is one problem: what comes of a check at fault is not told again of each solution.
"""

from collections.abc import Iterator, Sequence

from grader.checks.judge import Prepared
from grader.course import load_rubrics
from grader.errors import CourseError
from grader.model import FINE, Assignment, Limits, Verdict
from grader.solutions.call_by_call import answers_alike
from grader.solutions.counterexamples import of_counterexamples
from grader.solutions.faults import Case, of_broken, of_checks, of_idle, of_points, of_right, of_wrong
from grader.solutions.impure import impure
from grader.solutions.keys import Keys
from grader.solutions.known import Functions
from grader.solutions.plays import Part
from grader.solutions.scope import EVERYTHING, Scope
from grader.solutions.slips import slips


def as_the_reference(
    known: Sequence[tuple[Case, Part]],
    cases: Sequence[Case],
    own: Prepared,
    reference: Functions,
    limits: Limits,
) -> set[str]:
    """The wrong solutions that no check catches, because they answer every call as the reference does.

    cases: the same, played. own: the checks that are audited.
    """
    missed = {case.name for case in cases if case.kind == "wrong" and not case.caught_by}

    def alike(part: Part) -> bool:
        make, every = part.make, part.questions
        return all(answers_alike(make, own, one, reference=reference, limits=limits) for one in every)

    return {case.name for case, part in known if case.name in missed and case.kind == "wrong" and alike(part)}


def problems_of(
    assignment: Assignment,
    own: Prepared,
    cases: Sequence[Case],
    limits: Limits,
    scope: Scope,
    alike: set[str],
    reference: Functions,
) -> Iterator[str]:
    """own: the checks that are audited. alike: the wrong solutions that answer as the reference does."""
    keys = Keys(assignment, own, limits)
    told = (*slips(own), *impure(own, reference, keys=keys, seconds=limits.call_seconds))
    slipped = {slip.check for slip in told}
    lost = {
        one.check
        for case in cases
        if case.kind == "reference"
        for one in case.results
        if one.verdict not in FINE
    }
    broken = {one.check for case in cases for one in case.results if one.verdict is Verdict.BROKEN}
    unsure = slipped | lost | broken
    yield from (slip.text for slip in told)
    for case in cases:
        if case.kind == "reference":
            yield from of_right(case, own, told=slipped)
    yield from of_broken(cases, told=slipped | lost)
    for case in cases:
        if case.kind == "right":
            yield from of_right(case, own, told=unsure)
        elif case.kind == "wrong":
            yield from of_wrong(case, own, unsure=unsure, alike=alike)
    yield from of_counterexamples(assignment, cases, limits=limits)
    if not scope.solution:
        yield from of_points(assignment, own, only=scope.question)
        yield from of_idle(cases, own, unsure=unsure)
        yield from of_checks(cases, own, unsure=unsure)
    if scope == EVERYTHING:
        yield from _of_rubric(assignment)


def _of_rubric(assignment: Assignment) -> Iterator[str]:
    """What is wrong with the rubric of written answers; one that is not there yet may be written later."""
    path = assignment.solutions and assignment.solutions / "rubric.toml"
    if path and path.exists():
        try:
            load_rubrics(path, assignment.questions)
        except CourseError as error:
            yield str(error)
