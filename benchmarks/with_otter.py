"""The same assignment as an otter-grader course has it: hidden tests in test files, its own autograder.

The tests are those of hidden_tests.py. Courtesies to otter: a test case for each check, so that points are
earned one by one; no PDF, no summary, no container; the notebooks come without the cells in which a student
checks an answer, which otter would run, too; and one process grades all of them (otter_class.py), which saves
two seconds a notebook against `otter run`.
"""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from cpu import Cost, measure
from hidden_tests import as_code, ready

HERE = Path(__file__).resolve().parent
OTTER = "otter-grader==7.0.0"
CONFIG = {"print_summary": False, "print_score": False, "logo": False}

# A module beside the notebook, after hidden_tests.as_code.
REQUIRE = """

FOUND = {}


def require(student, question, name):
    if question not in FOUND:
        FOUND[question] = held(student, question)
    assert FOUND[question][name]
"""

HEAD = """\
from claims import require
from otter.test_files import test_case

OK_FORMAT = False
name = {question!r}
"""

CASE = """

@test_case(name={name!r}, points={points!r}, hidden=True)
def {name}(env):
    require(env, {question!r}, {name!r})
"""


def make_autograder(course_folder: Path, folder: Path, submitted: Path, students: Sequence[str]) -> None:
    """An autograder.zip in `folder`, and beside it the notebook of each of these students.

    submitted: where the files are that they handed in to us.
    """
    assignment, _, prepared = ready(course_folder)
    (folder / "tests").mkdir(parents=True)
    (folder / "claims.py").write_text(as_code(assignment, prepared) + REQUIRE, "utf-8")
    (folder / "otter_config.json").write_text(json.dumps(CONFIG), "utf-8")
    texts = {check.question: HEAD.format(question=check.question) for check in prepared.checks}
    for check in prepared.checks:
        texts[check.question] += CASE.format(name=check.id, points=check.points, question=check.question)
    for question, text in texts.items():
        (folder / "tests" / f"{question}.py").write_text(text, "utf-8")
    _otter(folder, "otter", "generate", "-o", "autograder.zip", "claims.py")
    for student in students:
        file = f"{assignment.name}.ipynb"
        _without_checks(submitted / student / assignment.name / file, folder / student / file)


def grade(folder: Path, students: Sequence[str]) -> Cost:
    """Grade these students' notebooks. Its output is for `scores`."""
    notebooks = [str(path) for student in students for path in sorted((folder / student).glob("*.ipynb"))]
    return _otter(folder, "python", str(HERE / "otter_class.py"), "autograder.zip", *notebooks)


def scores(graded: Cost) -> dict[str, dict[str, float]]:
    """By student and question."""
    found = json.loads(graded.stdout.splitlines()[-1])
    return {Path(path).parent.name: questions for path, questions in found.items()}


def _otter(folder: Path, *words: str) -> Cost:
    """Run a command where otter-grader is beside our own packages, and nothing of the machine's own settings.

    Raises: cpu.CommandFailed: also where it cannot be installed.
    """
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    env = {
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        "IPYTHONDIR": str(folder / ".ipython"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    project = ["--project", str(HERE.parent), "--no-sync", "--with", OTTER]
    return measure([uv, "run", *project, *words], cwd=folder, env=env)


def _without_checks(notebook: Path, copy: Path) -> None:
    tables = json.loads(notebook.read_text("utf-8"))
    tables["cells"] = [cell for cell in tables["cells"] if not _checks(cell["metadata"].get("nbgrader", {}))]
    copy.parent.mkdir(parents=True)
    copy.write_text(json.dumps(tables), "utf-8")


def _checks(label: dict[str, object]) -> bool:
    return bool(label.get("grade")) and not label.get("solution")
