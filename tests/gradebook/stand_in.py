"""Stands in for the engine when nbgrader's own commands are run."""

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.model import Report

from .course import RIGHT, UNANSWERED, report


def grade(
    notebook: NotebookNode, *, course: Path, assignment: str, student: str
) -> tuple[Report, NotebookNode]:
    """12 points for the right softmax, else 7.5."""
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    answers["softmax-check"].outputs = [new_output("stream", name="stderr", text="a warning costs nothing")]
    found = report(
        student,
        softmax=12.0 if answers["softmax"].source == RIGHT else 7.5,
        answered=answers["bottleneck"].source != UNANSWERED,
    )
    return found, notebook
