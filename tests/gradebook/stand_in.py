"""Stands in for the engine when nbgrader's own commands are run."""

from pathlib import Path

import nbformat

from grader.gradebook.nbgrader_plugin import Autograded
from grader.grading.graded_notebook import check_outputs
from grader.notebooks.build import to_bytes
from grader.records import to_json

from .course import RIGHT, UNANSWERED, report


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> Autograded:
    """12 points for the right softmax, else 7.5."""
    notebook = nbformat.read(submission, as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    found = report(
        student,
        softmax=12.0 if answers["softmax"].source == RIGHT else 7.5,
        answered=answers["bottleneck"].source != UNANSWERED,
    )
    answers["softmax-check"].outputs = check_outputs(found.questions["softmax"])
    return Autograded(to_bytes(notebook), to_json(found))


def broken(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> Autograded:
    """A check of ours fell over."""
    found = report(student, status="broken", reason="a check is broken")
    return Autograded(b"", to_json(found), refused=found.reason)
