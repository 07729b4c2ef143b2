"""A small assignment: one stub with its check cell, one written answer, one locked piece of prose."""

from nbformat import NotebookNode, v4
from nbgrader.utils import compute_checksum

from grader.model import Provenance, QuestionReport, Report, Result, Verdict

STUB = "def softmax(scores):\n    raise NotImplementedError"
UNANSWERED = "*Your answer here.*"
ANSWERED = "One vector must hold the whole sentence, however long it is."


RIGHT = "def softmax(scores):\n    e = np.exp(scores - np.max(scores))\n    return e / e.sum()"


def release(
    *, points: float = 12, prose: str = "# Attention", extra: tuple[NotebookNode, ...] = ()
) -> NotebookNode:
    """The notebook that students receive."""
    notebook = v4.new_notebook(
        cells=[
            cell("markdown", "title", prose, locked=True),
            v4.new_code_cell("import numpy as np", id="imports"),
            cell("code", "softmax", STUB, solution=True),
            cell("code", "softmax-check", 'selfcheck("softmax")', grade=True, locked=True, points=points),
            cell("markdown", "bottleneck", UNANSWERED, grade=True, solution=True, points=10),
            *extra,
        ]
    )
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


def cell(kind: str, name: str, source: str, **settings: bool | float) -> NotebookNode:
    """A cell with nbgrader's metadata, schema 3."""
    new = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    metadata = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    made: NotebookNode = new(source, id=name, metadata={"nbgrader": metadata | {"grade_id": name} | settings})
    if settings.get("grade"):
        made.metadata.nbgrader.cell_type = kind
    made.metadata.nbgrader.checksum = compute_checksum(made)
    return made


def submission(*, softmax: str = STUB, bottleneck: str = UNANSWERED) -> NotebookNode:
    """The release with some cells filled in."""
    notebook = release()
    notebook.cells[2].source, notebook.cells[4].source = softmax, bottleneck
    return notebook


def report(
    student: str = "ada",
    *,
    softmax: float = 12.0,
    answered: bool = True,
    verdict: Verdict = Verdict.PASSED,
    status: str = "graded",
    reason: str = "",
) -> Report:
    """What grading would find out; `softmax` is the score of the stub."""
    result = Result("sums", "The weights sum to one.", verdict, softmax, 12.0, hidden=False)
    questions = {
        "softmax": QuestionReport(softmax, 12.0, (result,)),
        "bottleneck": QuestionReport(0.0, 10.0, awaits_marker=answered),
    }
    provenance = Provenance("0" * 64, "1" * 64, "2" * 64, "3" * 64)
    return Report(
        student=student,
        assignment="attention",
        status=status,  # type: ignore[arg-type]
        score=softmax,
        points=22.0,
        questions={} if status == "unreadable" else questions,
        repairs=(),
        isolation="bubblewrap",
        provenance=provenance,
        reason=reason,
    )
