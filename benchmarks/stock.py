"""The same assignment as an nbgrader course has it: hidden tests in the test cells, stock nbgrader.

The tests are those of hidden_tests.py. Courtesies to nbgrader: one test cell a question, which runs all
checks of the question and ends in the points earned (partial credit); no time limit that matters; no
warnings, for which nbgrader would give no points.
"""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from cpu import Cost, measure
from hidden_tests import as_code, ready

from grader.notebooks.build import release_notebook

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.Execute.timeout = 3600
"""

# A test cell. `tests`: a namespace of its own, lest a student's names and ours meet.
PREPARE = """\
### BEGIN HIDDEN TESTS
tests = {{"__name__": "tests"}}
exec({code!r}, tests)
tests["points_of"](globals(), {question!r})
### END HIDDEN TESTS"""


def make_course(course_folder: Path, folder: Path, submitted: Path, students: Sequence[str]) -> None:
    """An nbgrader course in which these students hand in the very files that they handed in to us.

    submitted: where those files are. The assignment is generated, too.
    """
    assignment, source, prepared = ready(course_folder)
    release, code = release_notebook(source), as_code(assignment, prepared)
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
