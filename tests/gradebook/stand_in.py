"""Stands in for the engine when nbgrader's own commands are run."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbformat.v4 import new_output

from grader.notebooks.build import to_bytes

from .course import RIGHT, UNANSWERED, report


def grade(submission: Path, *, student: str, assignment: str, course: Path, run: object) -> SimpleNamespace:
    """12 points for the right softmax, else 7.5."""
    notebook = nbformat.read(submission, as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    answers["softmax-check"].outputs = [new_output("stream", name="stderr", text="a warning costs nothing")]
    found = report(
        student,
        softmax=12.0 if answers["softmax"].source == RIGHT else 7.5,
        answered=answers["bottleneck"].source != UNANSWERED,
    )
    return SimpleNamespace(report=found, notebook=to_bytes(notebook))
