"""The notebook for class/autograded: released labels, the student's cells, our outputs.

nbgrader reads a check cell's score from its outputs (nbgrader.utils.determine_grade): anything on stderr is
zero, and an execute_result is the score if it reads as a number, full marks if it does not.
"""

import copy
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_notebook, new_output

from grader.model import QuestionReport
from grader.notebooks import sanitised
from grader.submissions import Anchored, AnchoredCell
from grader.values import CellRun
from grader.wording import contrast_lines, diagnosis_lines, lines, printable


def graded_notebook(
    anchored: Anchored,
    release: NotebookNode,
    runs: Mapping[int, CellRun],
    reports: Mapping[str, QuestionReport],
) -> NotebookNode:
    """runs: by index in `anchored.cells`. reports: by question, holding what students may see of each result,
    for nbgrader's own feedback shows these cells.

    Raises: KeyError: a check cell's question has no report; without an output nbgrader would give full marks.
    """
    counts = {index: number for number, index in enumerate(sorted(runs), start=1)}
    cells = []
    for index, cell in enumerate(anchored.cells):
        graded = _extra(cell, index) if cell.index is None else _released(cell, release.cells[cell.index])
        if cell.kind == "code":
            graded.update(execution_count=counts.get(index), outputs=_outputs(cell, runs.get(index), reports))
        cells.append(graded)
    return new_notebook(cells=cells, metadata=copy.deepcopy(release.metadata))


def check_outputs(report: QuestionReport) -> list[NotebookNode]:
    """What stands below a check cell: each result, what explains it, and the score as nbgrader reads it."""
    found = [line for result in report.results for line in lines(result)]
    misconceived = [*diagnosis_lines(report.diagnoses), *contrast_lines(report.contrast)]
    text = "\n".join([*found, "", *misconceived] if misconceived else found)
    # nbgrader raises at a sum such as 12.000000000000002 of 12.
    score = min(max(report.score, 0.0), report.points)
    data = NotebookNode({"text/plain": repr(float(score)).removesuffix(".0")})
    told = [new_output("stream", name="stdout", text=f"{text}\n")] if text else []
    return [*told, new_output("execute_result", data)]


def _outputs(
    cell: AnchoredCell, run: CellRun | None, reports: Mapping[str, QuestionReport]
) -> Sequence[NotebookNode]:
    if cell.role == "check":
        return check_outputs(reports[cell.name])
    return [output for made in run.outputs for output in sanitised.output(made)] if run else []


def _released(cell: AnchoredCell, released: NotebookNode) -> NotebookNode:
    graded = NotebookNode(copy.deepcopy(dict(released)))
    graded.pop("outputs", None)
    if cell.role in ("stub", "answer") and cell.text != released.source:
        graded.update(_own(cell))
    return graded


def _extra(cell: AnchoredCell, index: int) -> NotebookNode:
    return NotebookNode(cell_type=cell.kind, id=f"own-{index}", metadata=NotebookNode(), **_own(cell))


def _own(cell: AnchoredCell) -> dict[str, object]:
    """A student's text and pictures; nothing else of their cell is kept, nor what hides or turns text."""
    if cell.kind == "code":
        return {"source": printable(cell.text)}
    pictures = {
        name: NotebookNode(kept)
        for name, bundle in cell.attachments.items()
        if (kept := {kind: data for kind, data in bundle.items() if sanitised.picture(kind, data)})
    }
    sizes = {name: sum(map(len, bundle.values())) for name, bundle in pictures.items()}
    source = sanitised.markdown(printable(cell.text), sizes)
    attached = {"attachments": NotebookNode(pictures)} if pictures and cell.kind == "markdown" else {}
    return {"source": source, **attached}
