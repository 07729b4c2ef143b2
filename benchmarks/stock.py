"""The same assignment as an nbgrader course would have it: hidden tests in the test cells, stock nbgrader.

Each check is the @given test that our checks.py declares, run by Hypothesis in the student's kernel, with as
many examples as our pools have, drawn from the same seeds. Courtesies to nbgrader: one test cell a question,
which runs all checks of the question and ends in the points earned (partial credit); no time limit that
matters; no `explain` phase; no database of examples; no warnings, for which nbgrader would give no points; a
check is not run when one that it `needs` has failed.
"""

import inspect
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import bare
import nbformat
from cpu import Cost, measure
from floor import parts_of

from grader.checks.claims import Check
from grader.checks.draw import POOL_SIZE, seed_of
from grader.checks.judge import Prepared, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Assignment
from grader.notebooks.build import release_notebook

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.Execute.timeout = 3600
"""

# A test cell. `tests`: a namespace of its own, lest a student's names and ours meet.
PREPARE = """\
### BEGIN HIDDEN TESTS
tests = {{"student": globals(), "__name__": "tests"}}
exec({code!r}, tests)
tests["points_of"]({question!r})
### END HIDDEN TESTS"""

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


def points_of(question):
    functions = bare_functions(student, PARTS)
    held = {}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return sum(points for name, points, *_ in CHECKS[question] if holds(name, question, functions, held))


def holds(name, question, functions, held):
    if name not in held:
        _, _, needs, number, wanted = next(row for row in CHECKS[question] if row[0] == name)
        held[name] = needs is None or holds(needs, question, functions, held)
        if held[name]:
            test = globals()[name]
            if hasattr(test, "hypothesis"):
                test = seed(number)(CONFIGURED(test))
            try:
                test(**{function: functions[function] for function in wanted})
            except Exception:
                held[name] = False
    return held[name]
"""


def make_course(course_folder: Path, folder: Path, submitted: Path, students: Sequence[str]) -> None:
    """An nbgrader course in which these students hand in the very files that they handed in to us.

    submitted: where those files are. The assignment is generated, too.
    """
    course = load_course(course_folder)
    assignment, source = load_assignment(course, course.assignments[0].name)
    release = release_notebook(source)
    code = _code(assignment, prepare(assignment, course.key))
    for cell in release.cells:
        name = cell.metadata["nbgrader"]["grade_id"]
        if cell.metadata["nbgrader"]["grade"]:
            cell.source = PREPARE.format(code=code, question=name.removesuffix("-check"))
    home = folder / "source" / assignment.name
    home.mkdir(parents=True)
    nbformat.write(release, home / f"{assignment.name}.ipynb")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    nbgrader(folder, "generate_assignment", assignment.name)
    for student in students:
        shutil.copytree(submitted / student, folder / "submitted" / student)


def nbgrader(folder: Path, *words: str, fine: tuple[int, ...] = (0,)) -> Cost:
    """Run an nbgrader command in a course's folder, with nothing of the machine's own Jupyter settings."""
    binaries = Path(sys.executable).parent
    env = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        "IPYTHONDIR": str(folder / ".ipython"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / ".hypothesis"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    return measure([str(binaries / "nbgrader"), *words], cwd=folder, env=env, fine=fine)


def scores(folder: Path, assignment: str) -> dict[str, dict[str, float]]:
    """By student and question: the points that stand below the test cells."""
    found = {}
    for path in sorted(folder.glob(f"autograded/*/{assignment}/{assignment}.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        labels = [(cell, cell["metadata"].get("nbgrader", {})) for cell in cells]
        graded = [cell for cell, label in labels if label.get("grade") and not label.get("solution")]
        found[path.parts[-3]] = {
            cell["metadata"]["nbgrader"]["grade_id"].removesuffix("-check"): _points(cell) for cell in graded
        }
    return found


def _points(cell: dict[str, object]) -> float:
    outputs = cell["outputs"]
    assert isinstance(outputs, list)
    results = [out["data"]["text/plain"] for out in outputs if out["output_type"] == "execute_result"]
    return float("".join(results[0])) if results else 0.0


def _code(assignment: Assignment, prepared: Prepared) -> str:
    """All that a test cell runs, as one text."""
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
    """In nbgrader's one namespace, the public names are there already."""
    head, _, rest = hidden.partition("from public import (")
    return head + rest.partition(")\n")[2]
