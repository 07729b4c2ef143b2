"""What the grading machine lacks is named to the student and, once, to the instructor."""

import json
from dataclasses import replace

import nbformat
import pytest

from grader.grading import tables
from grader.grading.setup import Setup
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Report
from grader.sandbox import Zygote

THREADS = """
from concurrent.futures import ThreadPoolExecutor

def double(numbers):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(abs, numbers))
"""
PROCESSES = THREADS.replace("ThreadPoolExecutor", "ProcessPoolExecutor")
PACKAGE = "from not_there import twice\n\ndef double(numbers):\n    return twice(numbers)"
ANOTHER_WAY = """
try:
    from not_there import twice
except ImportError:
    def twice(numbers): return 2 * numbers

def double(numbers):
    return twice(numbers)
"""
SPREAD = "def spread(numbers):\n    return numbers.min(), numbers.max()"


def graded(setup: Setup, zygote: Zygote, double: str) -> Report:
    notebook = nbformat.from_dict(json.loads(json.dumps(setup.release)))  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in ("double", "spread"):
            cell.source = {"double": double, "spread": SPREAD}[cell.metadata.nbgrader.grade_id]
    return grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report


@pytest.mark.parametrize(
    ("double", "what"),
    [(PACKAGE, "not_there"), (THREADS, "threads and processes"), (PROCESSES, "threads and processes")],
)
def test_the_student_is_told_what_was_not_to_be_had(
    double: str, what: str, small_setup: Setup, zygote: Zygote
) -> None:
    """It is named as the machine's fault, and what did not need it has its points."""
    report = graded(small_setup, zygote, double)

    (repair,) = report.repairs
    assert (repair.cell, repair.rule) == (what, "lacking")
    assert report.questions["spread"].score >= 1


def test_nothing_is_said_of_what_was_not_needed(small_setup: Setup, zygote: Zygote) -> None:
    """A way out that the student wrote is taken, and costs nothing."""
    report = graded(small_setup, zygote, ANOTHER_WAY)

    assert report.repairs == ()
    assert report.questions["double"].score == 6


def test_the_instructor_is_told_once(small_setup: Setup, zygote: Zygote) -> None:
    """How many it hit, whom, and how to add it: by the name that pip knows."""
    report = graded(small_setup, zygote, PACKAGE.replace("not_there", "sklearn"))

    said = " ".join(tables.closing([report, replace(report, student="bob")], 0))

    assert said.count("`import sklearn` fails here: 2 of 2 (ada, bob) import it") == 1
    assert "uv pip install scikit-learn" in said
    assert 'requires = ["scikit-learn"] below [[assignment]] tiny in course.toml' in said
