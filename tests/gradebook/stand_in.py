"""Stands in for the engine when nbgrader's own commands are run."""

from pathlib import Path
from types import SimpleNamespace

import nbformat

from grader.grading.graded_notebook import check_outputs
from grader.notebooks.build import to_bytes

from .course import RIGHT, UNANSWERED, report


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> SimpleNamespace:
    """12 points for the right softmax, else 7.5."""
    notebook = nbformat.read(submission, as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    found = report(
        student,
        softmax=12.0 if answers["softmax"].source == RIGHT else 7.5,
        answered=answers["bottleneck"].source != UNANSWERED,
    )
    answers["softmax-check"].outputs = check_outputs(found.questions["softmax"])
    return SimpleNamespace(report=found, notebook=to_bytes(notebook))


def broken(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> SimpleNamespace:
    """A check of ours fell over."""
    return SimpleNamespace(report=report(student, status="broken", reason="a check is broken"), notebook=b"")
