"""What an audit found, for its author: which check caught which known solution, and what to mend."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from string import ascii_letters

from grader.checks.claims import Check
from grader.checks.judge import Prepared
from grader.model import Verdict
from grader.solutions.audit import Audit
from grader.solutions.faults import Case
from grader.wording import counted

WIDTH = 80  # columns

_MARKS: Mapping[Verdict, str] = {
    Verdict.PASSED: "·",
    Verdict.FAILED: "F",
    Verdict.CRASHED: "C",
    Verdict.TIMED_OUT: "T",
    Verdict.NOT_WRITTEN: "N",
    Verdict.SKIPPED: "-",
    Verdict.BROKEN: "!",
}


def kill_matrix(audit: Audit, prepared: Prepared) -> Iterator[str]:
    """Lines of at most 80 columns: for each question its checks by letter, and what each made of whom."""
    for question in audit.questions:
        checks = prepared.of(question)
        yield f"{question} ({counted(sum(check.points for check in checks), 'point')})"
        for letter, check in zip(cycle(ascii_letters), checks, strict=False):
            hidden = " (hidden)" if check.hidden else ""
            yield f"  {letter}  {check.points:>4g}  {check.id:.{WIDTH - 11 - len(hidden)}}{hidden}"
        alone = bool(audit.scope.solution)
        cases = [case for case in audit.cases if alone or case.question in (question, "")]
        shown = [case for case in cases if alone or case.kind in ("reference", "stub", "wrong")]
        yield from _matrix(checks, shown)
        yield ""


def _matrix(checks: Sequence[Check], cases: Sequence[Case]) -> Iterator[str]:
    """A row a case. Many checks leave less room for its name."""
    gap = " " if len(checks) <= 20 else ""
    heads = gap.join(letter for letter, _ in zip(cycle(ascii_letters), checks, strict=False))
    name = min(46, WIDTH - len(heads) - 12)
    yield f"  {'':{name}}  {heads}   score"
    ids = frozenset(check.id for check in checks)
    for case in cases:
        marks = {result.check: _MARKS[result.verdict] for result in case.results}
        row = gap.join(marks[check.id] for check in checks)
        yield f"  {case.name:{name}.{name}}  {row}  {case.score(ids):>6g}"


def summary(audit: Audit, prepared: Prepared) -> Iterator[str]:
    """What was played, the most any wrong solution earns of the question it breaks, and every problem."""
    counts = Counter(case.kind for case in audit.cases)
    total = sum(len(prepared.of(question)) for question in audit.questions)
    yield f"{counted(total, 'check')}, {counts['right']} right and {counts['wrong']} wrong solutions"
    for question in audit.questions:
        checks = prepared.of(question)
        ids = frozenset(check.id for check in checks)
        wrong = [case for case in audit.cases if case.kind == "wrong" and case.question == question]
        if wrong:
            best = max(wrong, key=lambda case: case.score(ids))
            points = sum(check.points for check in checks)
            yield f"best wrong {question}: {best.name} earns {best.score(ids):g} of {points:g}"
    if by_design := sum(case.keeps is not None for case in audit.cases):
        keep = "solution keeps over half of its" if by_design == 1 else "solutions keep over half of their"
        yield f"{by_design} wrong {keep} question by design"
    for problem in audit.problems:
        yield f"problem: {problem}"
    if audit.problems:
        yield counted(audit.problems, "problem")
    else:
        part = f"no problems with {audit.scope}; before a release, audit all"
        yield part if str(audit.scope) else "no problems: ready to release"
