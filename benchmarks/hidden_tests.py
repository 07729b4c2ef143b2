"""An assignment's checks as any other grader can run them: plain @given tests, in one text of Python.

Each check is the test that our checks.py declares, run by Hypothesis in the student's kernel, with as many
examples as our pools have, drawn from the same seeds. What would cost a rival time or points and is no part
of its work is switched off: Hypothesis's `explain` phase (5 to 20 s a failure), its database and health
checks, and warnings on stderr. A check is not run when one that it `needs` has failed.
"""

import inspect
from pathlib import Path

import bare
from floor import parts_of

from grader.checks.claims import Check
from grader.checks.draw import POOL_SIZE, seed_of
from grader.checks.judge import Prepared, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Assignment
from grader.notebooks import Source

# Runs inside, after bare.py and the text of both checks.py.
RUN = """
import contextlib
import warnings

from hypothesis import HealthCheck, Phase, seed, settings

import grader.checks.draw  # registers the way our pools are drawn, so that the examples are the same

CONFIGURED = settings(
    max_examples=SIZE, backend="pool", phases=[Phase.explicit, Phase.generate, Phase.shrink], database=None,
    deadline=None, report_multiple_bugs=False, print_blob=False, suppress_health_check=list(HealthCheck),
)


def points_of(student, question):
    found = held(student, question)
    return sum(points for name, points, *_ in CHECKS[question] if found[name])


def held(student, question):
    functions, found = bare_functions(student, PARTS), {}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for name, *_ in CHECKS[question]:
            holds(name, question, functions, found)
    return found


def holds(name, question, functions, found):
    if name not in found:
        _, _, needs, number, wanted = next(row for row in CHECKS[question] if row[0] == name)
        found[name] = needs is None or holds(needs, question, functions, found)
        if found[name]:
            test = globals()[name]
            if hasattr(test, "hypothesis"):
                test = seed(number)(CONFIGURED(test))
            try:
                test(**{function: functions[function] for function in wanted})
            except Exception:
                found[name] = False
    return found[name]
"""


def ready(course_folder: Path) -> tuple[Assignment, Source, Prepared]:
    """The course's first assignment, with its checks."""
    course = load_course(course_folder)
    assignment, source = load_assignment(course, course.assignments[0].name)
    return assignment, source, prepare(assignment, course.key)


def as_code(assignment: Assignment, prepared: Prepared) -> str:
    """`held` and `points_of`, with all that they need."""
    assert assignment.solutions is not None
    public = (assignment.folder / "checks.py").read_text("utf-8")
    hidden = (assignment.solutions / "checks.py").read_text("utf-8")
    parts = parts_of(prepared)
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in parts}
    for check in prepared.checks:
        rows[check.question].append(_row(check, prepared))
    tables = f"SIZE, PARTS, CHECKS = {POOL_SIZE}, {parts!r}, {rows!r}\n"
    return "\n".join([inspect.getsource(bare), public, _without_import(hidden), tables, RUN])


def _row(check: Check, prepared: Prepared) -> tuple[object, ...]:
    return check.id, check.points, check.needs, seed_of(check, prepared.key), check.functions


def _without_import(hidden: str) -> str:
    """In one namespace, the public names are there already."""
    head, _, rest = hidden.partition("from public import (")
    return head + rest.partition(")\n")[2]
