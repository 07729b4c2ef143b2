"""Testing the checks before any student does: do they pass what is right and catch what is wrong?

The release gate. Known solutions are played in this process, by the same code that plays submissions.
"""

import ast
import contextlib
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks.drawn import drawn
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.checks.student_functions import in_process
from grader.course import load_assignment, load_rubrics
from grader.errors import CourseError
from grader.model import Assignment, Course, Limits, Result
from grader.notebooks import Source
from grader.solutions.baselines import play_thoughtless
from grader.solutions.faults import Case, of_broken, of_case, of_checks, of_idle, of_points
from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions, Known, codes, load_known, load_reference

DEFAULT = Limits()
SEED = 1  # of the random numbers that some wrong solutions use; without one, what catches them would vary


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
    def play(functions: Functions, questions: Sequence[str] | None = None) -> tuple[Result, ...]:
        random.seed(SEED)
        np.random.seed(SEED)
        with contextlib.redirect_stdout(io.StringIO()), interrupting(limits.call_seconds) as timed:
            asks, right = in_turn(timed(in_process(functions))), timed(in_process(reference))
            return judge(prepared, asks, questions=questions, shrinking=False, reference=right)

    own = play(reference)
    yield Case("reference", assignment.name, "", frozenset(), own)
    yield Case("stub", "the untouched stubs", "", frozenset(), play(_untouched(source)))
    for right in load_known(assignment, "right"):
        found = _merged(own, play(right.functions, _open_questions(prepared, right)))
        yield Case("right", right.path.stem, "", frozenset(), found)
    for wrong in load_known(assignment, "wrong"):
        question = _own_question(wrong.functions, reference)
        found = _merged(own, play(wrong.functions, _open_questions(prepared, wrong)))
        yield Case("wrong", wrong.path.stem, question, wrong.caught_by, found, wrong.keeps)
    for name, question, found in play_thoughtless(prepared, reference, play):
        yield Case("lazy", name, question, frozenset(), found)


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
