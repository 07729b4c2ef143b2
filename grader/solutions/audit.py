"""Testing the checks before any student does: do they pass what is right and catch what is wrong?

The release gate. Known solutions get the verdicts that submissions get (`plays`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from grader.checks.drawn import drawn
from grader.checks.judge import Prepared, prepare
from grader.checks.sources import of_program
from grader.cores import remark
from grader.course import load_assignment
from grader.model import Assignment, Course, Limits, Result, Verdict
from grader.notebooks import Source
from grader.solutions import headers
from grader.solutions.baselines import thoughtless_answers
from grader.solutions.faults import Case, earned_of, many_figures, over_half
from grader.solutions.keys import Keys
from grader.solutions.known import Functions, KnownSolution, code_objects, load_known, load_reference
from grader.solutions.packages import of_packages
from grader.solutions.plays import Part, played
from grader.solutions.problems import as_the_reference, problems_of
from grader.solutions.returned import refuse_other_forms
from grader.solutions.scope import EVERYTHING, Scope, scope_of, within
from grader.solutions.untouched import untouched
from grader.solutions.ways import of_ways

DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Audit:
    """All cases, and what is wrong with the checks: no problems, no objection to a release.

    questions: those that were played. scope: what was to be. remark: what may be missing; "": nothing.
    written: by file, the lines of its header that were missing, and are there now.
    """

    cases: tuple[Case, ...]
    problems: tuple[str, ...]
    questions: tuple[str, ...]
    scope: Scope = EVERYTHING
    remark: str = ""
    written: Mapping[str, str] = field(default_factory=dict)


def audit_course(
    course: Course, name: str, *, question: str = "", solution: str = "", write: bool = False
) -> tuple[Audit, Prepared]:
    """Play every known solution of one of a course's assignments, and return the checks, too.

    question, solution: as scope_of has them. write: fill in what the headers of wrong solutions lack.
    Raises: CourseError: there is no such assignment, or something in its files cannot be used.
    """
    assignment, source = load_assignment(course, name)
    scope = scope_of(assignment, question, solution)
    prepared = prepare(assignment, course.key, draws=drawn)
    for text in many_figures(prepared):
        remark(text)
    audit = audit_assignment(assignment, source, prepared, limits=course.limits, scope=scope, write=write)
    return audit, prepared


def audit_assignment(
    assignment: Assignment,
    source: Source,
    prepared: Prepared,
    *,
    limits: Limits = DEFAULT,
    scope: Scope = EVERYTHING,
    write: bool = False,
) -> Audit:
    """Play every known solution. limits: how long one of their calls may take. scope, write: as above.

    Raises: CourseError: solutions are missing, or one of them cannot be run.
    """
    reference = load_reference(assignment)
    refuse_other_forms(source, prepared, reference, limits)
    known = list(_known(assignment, source, prepared, reference, scope, headless=write))
    cases = tuple(_cases(assignment, prepared, reference, limits, scope, known))
    written: dict[str, str] = {}
    right = [result for case in cases if case.kind == "reference" for result in case.results]
    sound = all(result.verdict is Verdict.PASSED for result in right)
    if write:
        cases = tuple(_with_header(assignment, prepared, case, written) if sound else case for case in cases)
    own = within(prepared, scope)
    alike = as_the_reference(known, cases, own, reference, limits)
    told = problems_of(assignment, own, cases, limits, scope, alike, reference)
    lacking = () if scope.solution else of_packages(source, assignment, own)
    problems = (*lacking, *of_ways(own.opening.parked, reference), *told)
    theirs = {name for case, part in known for name in part.questions if case.kind in ("right", "wrong")}
    every = scope.questions(prepared.questions)
    played = tuple(name for name in every if name in theirs or not scope.solution)
    return Audit(cases, problems, played, scope, _remark(assignment, unwritten=write and not sound), written)


def _remark(assignment: Assignment, *, unwritten: bool) -> str:
    """unwritten: no headers were, though somebody asked for them."""
    if unwritten:
        return "warning: no header was written; mend what the reference does not pass first"
    path = assignment.solutions and assignment.solutions / "rubric.toml"
    if path and not path.exists() and any(one.kind == "answer" for one in assignment.questions):
        return f"warning: there is no {path}; `grader mark` needs it to mark the written answers"
    return ""


def _cases(
    assignment: Assignment,
    prepared: Prepared,
    reference: Functions,
    limits: Limits,
    scope: Scope,
    known: Sequence[tuple[Case, Part]],
) -> Iterator[Case]:
    """Every case, played; of wrong solutions to other questions, only what catches or misses them here."""
    lazy = [] if scope.solution else thoughtless_answers(prepared, reference)
    lazy = [one for one in lazy if scope.question in (one.question, "")]
    parts = [part for _, part in known] + [
        Part(partial(dict, one.functions), one.name, one.questions) for one in lazy
    ]
    keys = Keys(assignment, prepared, limits)
    found = played(parts, prepared, reference, keys=keys, limits=limits)
    for (case, _), results in zip(known, found[: len(known)], strict=True):
        merged = replace(case, results=_merged(found[0], results) if case.merges else results)
        if scope.question in (case.question, "") or case.kind != "wrong" or merged.caught_by | case.expected:
            yield merged
    of = {one.name: results for one, results in zip(lazy, found[len(known) :], strict=True)}
    for one in lazy:
        beside = (result for name in one.beside for result in of[name])
        yield Case("lazy", one.name, one.question, frozenset(), (*of[one.name], *beside))


def _known(
    assignment: Assignment,
    source: Source,
    prepared: Prepared,
    reference: Functions,
    scope: Scope,
    *,
    headless: bool,
) -> Iterator[tuple[Case, Part]]:
    """Every case but the thoughtless, and what is to be played for it; the reference first."""
    every = scope.questions(prepared.questions)
    own = Part(partial(load_reference, assignment), "the reference", every)
    yield Case("reference", assignment.name, "", frozenset()), own
    untouched(source)  # or it cannot be run, which is said at once
    if not scope.solution:
        stubs = repr([cell.text for cell in source.cells if cell.kind == "code"])
        yield (
            Case("stub", "the untouched stubs", "", frozenset()),
            Part(partial(untouched, source), stubs, every),
        )
    for right in load_known(assignment, "right", only=scope.solution):
        part = _part(prepared, right)
        if mine := scope.questions(part.questions):
            yield Case("right", right.path.stem, "", frozenset()), replace(part, questions=mine)
    elsewhere = {check.id for check in prepared.checks if not scope.questions([check.question])}
    for wrong in load_known(assignment, "wrong", only=scope.solution, headless=headless):
        part = _part(prepared, wrong)
        if mine := scope.questions(part.questions):
            question, expected = _own_question(wrong, reference), wrong.caught_by - elsewhere
            case = Case("wrong", wrong.path.stem, question, expected, keeps=wrong.keeps)
            # What its header has to say, is what all checks make of it.
            yield case, part if not wrong.caught_by else replace(part, questions=mine)


def _with_header(assignment: Assignment, prepared: Prepared, case: Case, written: dict[str, str]) -> Case:
    """The case, as its header has it once that is filled in. written: what was; gets this one's, too."""
    if case.kind != "wrong" or not case.caught_by or assignment.solutions is None:
        return case
    path = assignment.solutions / "wrong" / f"{case.name}.py"
    share = earned_of(case, case.question, prepared)
    caught = [check.id for check in prepared.checks if check.id in case.caught_by]
    new = headers.write_header(path, caught, share if over_half(*share) else None)
    if not new:
        return case
    written[str(path)] = new
    return replace(
        case, expected=case.expected or case.caught_by, keeps=headers.keeps(path, path.read_text("utf-8"))
    )


def _part(prepared: Prepared, known: KnownSolution) -> Part:
    text = of_program(known.path.read_text("utf-8"))
    return Part(known.again, text, _open_questions(prepared, known))


def _open_questions(prepared: Prepared, known: KnownSolution) -> list[str]:
    """Those on which it may do otherwise than the reference. The others need no playing."""
    checks = [check for check in prepared.checks if known.touches & {check.question, *check.functions}]
    return list(dict.fromkeys(check.question for check in checks))


def _merged(own: Sequence[Result], played: Sequence[Result]) -> tuple[Result, ...]:
    found = {result.check: result for result in played}
    return tuple(found.get(result.check, result) for result in own)


def _own_question(known: KnownSolution, reference: Functions) -> str:
    """The first question whose function is not, line for line, the reference's; or uses what is not."""
    own = [name for name in reference if _file(known.functions.get(name)) != _file(reference[name])]
    return next(iter([*own, *(name for name in reference if name in known.touches)]), "")


def _file(answer: Any) -> str:
    """Where a function is from, or the methods of a class; a text stands for itself."""
    if isinstance(answer, str):
        return answer
    return " ".join(sorted({code.co_filename for code in code_objects(answer)}))
