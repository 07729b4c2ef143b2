"""What nbgrader loads from us, by the names that nbgrader_config.py gives it."""

from pathlib import Path
from typing import Any

import bleach  # type: ignore[import-untyped]
import msgspec
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode
from traitlets.utils.importstring import import_item

from grader.model import QuestionReport, Report, Verdict

CHECK = "-check"

_TAGS = """a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span
    strong sub sup table tbody td tfoot th thead tr ul""".split()
_PROTOCOLS = ("http", "https", "mailto", "data")


def without_scripts(html: str) -> str:
    """`html` as text and pictures: nothing in it runs, loads from elsewhere, or can be typed into."""
    return str(bleach.clean(str(html), tags=_TAGS, attributes=_is_harmless, protocols=_PROTOCOLS))


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name == "alt" or (name == "src" and value.startswith("data:image/"))
    if tag == "a":
        return name == "title" or (name == "href" and not value.strip().lower().startswith("data:"))
    return name == "class" and tag in ("div", "pre", "span", "table")


class SandboxedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades a submission as `grader autograde` does, where nbgrader's Execute would run it unguarded."""

    course = Unicode(help="The folder of course.toml.").tag(config=True)
    grade = Unicode(
        "grader.autograde.grade_notebook",
        help="grade(notebook, *, course: Path, assignment: str, student: str) -> (Report, graded notebook)",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The graded notebook, each check cell's score as its result; report.json is written beside it.

        Raises: NotGraded: a check of ours is broken, so that there is no score that nbgrader could record.
        """
        about = resources["nbgrader"]
        grade = import_item(self.grade)
        report, graded = grade(
            nb, course=Path(self.course), assignment=about["assignment"], student=about["student"]
        )
        _refuse_unless_graded(report)
        for cell in graded.cells:
            _show_score(cell, report.questions)
        outputs = resources["outputs"] if isinstance(resources.get("outputs"), dict) else {}
        resources["outputs"] = outputs | {"report.json": msgspec.json.encode(report)}
        return graded, resources


class NotGraded(Exception):
    """nbgrader logs the text, records nothing, and goes on with the next submission."""


def _refuse_unless_graded(report: Report) -> None:
    if report.status == "graded":
        return
    broken = [
        f"{name}: check {result.check} is broken: {result.message}"
        for name, question in report.questions.items()
        for result in question.results
        if result.verdict is Verdict.BROKEN
    ]
    raise NotGraded("; ".join(broken) or report.reason)


def _show_score(cell: NotebookNode, questions: dict[str, QuestionReport]) -> None:
    """Leave in a check cell the one result that nbgrader's SaveAutoGrades takes for its score."""
    if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
        return
    score = questions[cell.metadata.nbgrader["grade_id"].removesuffix(CHECK)].score
    shown = [output for output in cell.outputs if output.output_type == "display_data"]
    result = new_output("execute_result", {"text/plain": repr(float(score))}, execution_count=1)
    cell.outputs = [*shown, result]
    cell.execution_count = 1
