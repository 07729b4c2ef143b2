"""Testing the checks before any student does: do they pass what is right and catch what is wrong?

The release gate. Known solutions are played by the same code that plays submissions (`plays`).
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from grader.checks.drawn import drawn
from grader.checks.judge import Prepared, prepare
from grader.checks.sources import of_program
from grader.course import load_assignment, load_rubrics
from grader.errors import CourseError
from grader.model import Assignment, Course, Limits, Result
from grader.notebooks import Source
from grader.solutions.baselines import thoughtless_answers
from grader.solutions.faults import Case, of_broken, of_case, of_checks, of_idle, of_points
from grader.solutions.keys import Keys
from grader.solutions.known import Functions, Known, codes, load_known, load_reference
from grader.solutions.plays import Part, played

DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Audit:
    """All cases, and what is wrong with the checks: no problems, no objection to a release.

    remark: what may be missing; "": nothing.
    """

    cases: tuple[Case, ...]
    problems: tuple[str, ...]
    remark: str = ""


def audit_course(course: Course, name: str) -> tuple[Audit, Prepared]:
    """Play every known solution of one of a course's assignments, and return the checks, too.

    Raises: CourseError: there is no such assignment, or something in its files cannot be used.
    """
    assignment, source = load_assignment(course, name)
    prepared = prepare(assignment, course.key, draws=drawn)
    return audit_assignment(assignment, source, prepared, limits=course.limits), prepared


def audit_assignment(
    assignment: Assignment, source: Source, prepared: Prepared, *, limits: Limits = DEFAULT
) -> Audit:
    """Play every known solution. limits: how long one of their calls may take.

    Raises: CourseError: solutions are missing, or one of them cannot be run.
    """
    reference = load_reference(assignment)
    cases = tuple(_cases(assignment, source, prepared, reference, limits))
    problems = (
        *of_points(assignment, prepared),
        *of_broken(cases),
        *(problem for case in cases for problem in of_case(case, prepared)),
        *of_idle(cases, prepared),
        *of_checks(cases, prepared),
        *_of_rubric(assignment),
    )
    return Audit(cases, problems, _remark(assignment))


def _remark(assignment: Assignment) -> str:
    path = assignment.solutions and assignment.solutions / "rubric.toml"
    if path and not path.exists() and any(one.kind == "answer" for one in assignment.questions):
        return f"warning: there is no {path}; `grader mark` needs it to mark the written answers"
    return ""


def _of_rubric(assignment: Assignment) -> Iterator[str]:
    """What is wrong with the rubric of written answers; one that is not there yet may be written later."""
    path = assignment.solutions and assignment.solutions / "rubric.toml"
    if path and path.exists():
        try:
            load_rubrics(path, assignment.questions)
        except CourseError as error:
            yield str(error)


def _cases(
    assignment: Assignment, source: Source, prepared: Prepared, reference: Functions, limits: Limits
) -> Iterator[Case]:
    known = list(_known(assignment, source, prepared, reference))
    lazy = thoughtless_answers(prepared, reference)
    parts = [part for _, part in known] + [
        Part(partial(dict, one.functions), one.name, one.questions) for one in lazy
    ]
    keys = Keys(assignment, prepared, limits)
    found = played(parts, prepared, reference, keys=keys, limits=limits)
    for (case, _), results in zip(known, found[: len(known)], strict=True):
        merged = _merged(found[0], results) if case.kind in ("right", "wrong") else results
        yield replace(case, results=merged)
    of = {one.name: results for one, results in zip(lazy, found[len(known) :], strict=True)}
    for one in lazy:
        beside = (result for name in one.beside for result in of[name])
        yield Case("lazy", one.name, one.question, frozenset(), (*of[one.name], *beside))


def _known(
    assignment: Assignment, source: Source, prepared: Prepared, reference: Functions
) -> Iterator[tuple[Case, Part]]:
    """Every case but the thoughtless, and what is to be played for it; the reference first."""
    every = list(dict.fromkeys(check.question for check in prepared.checks))
    own = Part(partial(load_reference, assignment), "the reference", every)
    yield Case("reference", assignment.name, "", frozenset()), own
    _untouched(source)  # or it cannot be run, which is said at once
    stubs = repr([cell.text for cell in source.cells if cell.kind == "code"])
    yield (
        Case("stub", "the untouched stubs", "", frozenset()),
        Part(partial(_untouched, source), stubs, every),
    )
    for right in load_known(assignment, "right"):
        yield Case("right", right.path.stem, "", frozenset()), _part(prepared, right)
    for wrong in load_known(assignment, "wrong"):
        question = _own_question(wrong.functions, reference)
        case = Case("wrong", wrong.path.stem, question, wrong.caught_by, keeps=wrong.keeps)
        yield case, _part(prepared, wrong)


def _part(prepared: Prepared, known: Known) -> Part:
    text = of_program(known.path.read_text("utf-8"))
    return Part(known.again, text, _open_questions(prepared, known))


def _open_questions(prepared: Prepared, known: Known) -> list[str]:
    """Those on which it may do otherwise than the reference. The others need no playing."""
    checks = [check for check in prepared.checks if known.touches & {check.question, *check.functions}]
    return list(dict.fromkeys(check.question for check in checks))


def _merged(own: Sequence[Result], played: Sequence[Result]) -> tuple[Result, ...]:
    found = {result.check: result for result in played}
    return tuple(found.get(result.check, result) for result in own)


def _untouched(source: Source) -> Functions:
    """The stubs as released. Of the other cells only the imports are run: type hints need those.

    Raises: CourseError: a stub's cell cannot be run.
    """
    namespace: dict[str, Any] = {"__name__": "known_solution"}
    for cell in source.cells:
        if cell.kind != "code" or cell.role == "check":
            continue
        try:
            exec(cell.text if cell.role == "stub" else _imports(cell.text), namespace)
        except Exception as error:
            found = f"the cell raises {type(error).__name__}: {error}"
            cure = "a stub may use what the notebook imports above it"
            raise CourseError(source.path, cell.place, found, cure=cure) from error
    return {cell.name: namespace[cell.name] for cell in source.cells if cell.role == "stub"}


def _imports(text: str) -> str:
    try:
        body = ast.parse(text).body
    except SyntaxError:  # a magic
        return ""
    return "\n".join(ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom))


def _own_question(functions: Functions, reference: Functions) -> str:
    """The first question whose function is not, line for line, the reference's."""
    return next((name for name in reference if _file(functions.get(name)) != _file(reference[name])), "")


def _file(answer: Any) -> str:
    """Where a function is from, or the methods of a class; a text stands for itself."""
    if isinstance(answer, str):
        return answer
    return " ".join(sorted({code.co_filename for code in codes(answer)}))
