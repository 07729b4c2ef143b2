"""Testing the checks before any student does: do they pass what is right and catch what is wrong?

The release gate. Known solutions are played in this process, by the same code that plays submissions.
"""

import ast
import contextlib
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import numpy as np

from grader.checks.drawn import drawn
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.checks.student_functions import in_process
from grader.course import load_assignment, load_rubrics
from grader.errors import CourseError
from grader.model import CHECKED, Assignment, Course, Limits, Result, Verdict
from grader.notebooks import Source
from grader.solutions.baselines import thoughtless
from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions, Keeps, Known, load_known, load_reference

# The most a thoughtless answer (a constant, a copy of an input) may earn of any question.
LAZY_SHARE = 0.2
# The most a wrong solution may keep of the question it breaks, unless its header says why.
WRONG_SHARE = 0.5

DEFAULT = Limits()
SEED = 1  # of the random numbers that some wrong solutions use; without one, what catches them would vary

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
    results: tuple[Result, ...]
    keeps: Keeps | None = None

    @property
    def caught_by(self) -> frozenset[str]:
        """The checks that failed on it; skipped ones made no claim."""
        fine = (Verdict.PASSED, Verdict.SKIPPED, Verdict.BROKEN)
        return frozenset(result.check for result in self.results if result.verdict not in fine)

    def score(self, checks: frozenset[str]) -> float:
        return sum(result.score for result in self.results if result.check in checks)


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
        *_of_points(assignment, prepared),
        *(problem for case in cases for problem in _of_case(case, prepared)),
        *_of_checks(cases, prepared),
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
    for name, function in reference.items():
        for idea, lazy in thoughtless(function, prepared.returns[name]):
            found = play({**reference, name: lazy}, [name])
            yield Case("lazy", f"{name}: {idea}", name, frozenset(), found)


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
    """Where a function is from; a text stands for itself."""
    return (
        answer if isinstance(answer, str) else getattr(getattr(answer, "__code__", None), "co_filename", "")
    )


# --- what can be wrong with checks ---


def _of_points(assignment: Assignment, prepared: Prepared) -> Iterator[str]:
    for question in assignment.questions:
        total = sum(check.points for check in prepared.checks if check.question == question.name)
        if question.kind in CHECKED and not np.isclose(total, question.points):
            yield (
                f"{question.name}: its checks are worth {total:g} points together, "
                f"the notebook promises {question.points:g}"
            )


def _of_case(case: Case, prepared: Prepared) -> Iterator[str]:
    for result in case.results:
        if result.verdict is Verdict.BROKEN:
            yield f"{result.check} is broken: {result.message}"
    if case.kind in ("reference", "right"):
        for result in case.results:
            if result.verdict is not Verdict.PASSED:
                yield f"{case.kind} {case.name}: {result.check} {result.verdict}: {result.message}"
    elif case.kind == "wrong":
        yield from _of_wrong(case, [check.id for check in prepared.checks])
        if case.caught_by:
            yield from _of_share(case, *_earned(case, case.question, prepared))
    else:
        yield from _of_idle(case, prepared)


def _of_wrong(case: Case, known: Sequence[str]) -> Iterator[str]:
    if not case.caught_by:
        yield f"wrong {case.name}: no check catches it"
    for check in sorted(case.caught_by - case.expected):
        yield f"wrong {case.name}: caught by {check}, which its header does not name"
    for check in sorted(case.expected - case.caught_by):
        if check in known:
            yield f"wrong {case.name}: its header names {check}, which does not catch it"
        else:
            close = get_close_matches(check, known, n=1)
            cure = f"; did you mean {close[0]}?" if close else ""
            yield f"wrong {case.name}: its header names {check}, and there is no such check{cure}"


def _of_share(case: Case, score: float, points: float) -> Iterator[str]:
    """What a wrong solution keeps of its question, held against what its header says that it keeps."""
    earned, keeps = f"earns {score:g} of {points:g} points of {case.question}", case.keeps
    if score <= WRONG_SHARE * points + 1e-9:
        if keeps:
            yield f'wrong {case.name}: {earned}, not over half; its header needs no "# keeps:"'
    elif keeps is None:
        mend = f'let what catches it be worth more, or add "# keeps: {score:g} of {points:g}, because ..."'
        yield f"wrong {case.name}: {earned}, over half; {mend}"
    elif not np.allclose((keeps.score, keeps.points), (score, points)):
        yield f"wrong {case.name}: {earned}, its header says {keeps.score:g} of {keeps.points:g}"


def _earned(case: Case, question: str, prepared: Prepared) -> tuple[float, float]:
    """What it earned of a question, and what its checks are worth."""
    checks = [check for check in prepared.checks if check.question == question]
    return case.score(frozenset(check.id for check in checks)), sum(check.points for check in checks)


def _of_idle(case: Case, prepared: Prepared) -> Iterator[str]:
    allowed = LAZY_SHARE if case.kind == "lazy" else 0.0
    for question in dict.fromkeys(check.question for check in prepared.checks):
        score, points = _earned(case, question, prepared)
        if score > allowed * points + 1e-9:
            yield f"{case.name}: earns {score:g} of {points:g} points of {question}"


def _of_checks(cases: Sequence[Case], prepared: Prepared) -> Iterator[str]:
    caught = {check for case in cases if case.kind == "wrong" for check in case.caught_by}
    for check in prepared.checks:
        if check.id not in caught:
            yield f"check {check.id} catches no wrong solution"
