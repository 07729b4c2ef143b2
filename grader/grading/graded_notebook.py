"""The notebook for class/autograded: released labels, the student's cells, our outputs.

nbgrader reads a check cell's score from its outputs (nbgrader.utils.determine_grade): anything on stderr is
zero, and an execute_result is the score if it reads as a number, full marks if it does not.
"""

import copy
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

from grader.model import QuestionReport
from grader.notebooks import TYPED, PictureBudget, PictureSize, picture_size, sanitised
from grader.submissions import Anchored, AnchoredCell
from grader.values import CellRun
from grader.wording import contrast_lines, diagnosis_lines, lines, printable

NOT_SHOWN = (
    "*(Some pictures of this notebook are not shown here, as all of them together are too large for a page. "
    "They are in the notebook that was handed in.)*"
)


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
    room = PictureBudget()
    counts = {index: number for number, index in enumerate(sorted(runs), start=1)}
    cells = []
    for index, cell in enumerate(anchored.cells):
        released = None if cell.index is None else release.cells[cell.index]
        graded = _released(cell, released, room) if released else _extra(cell, index, room)
        if cell.kind == "code":
            outputs = _outputs(cell, runs.get(index), reports, room)
            graded.update(execution_count=counts.get(index), outputs=outputs)
        cells.append(graded)
    if room.full:
        cells.append(new_markdown_cell(NOT_SHOWN, id="not-shown"))
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
    cell: AnchoredCell, run: CellRun | None, reports: Mapping[str, QuestionReport], room: PictureBudget
) -> Sequence[NotebookNode]:
    if cell.role == "check":
        return check_outputs(reports[cell.name])
    return [output for made in run.outputs for output in sanitised.output(made, room=room)] if run else []


def _released(cell: AnchoredCell, released: NotebookNode, room: PictureBudget) -> NotebookNode:
    graded = NotebookNode(copy.deepcopy(dict(released)))
    graded.pop("outputs", None)
    if cell.role in ("stub", "answer") and cell.text != released.source:
        graded.update(_own(cell, room))
        if cell.kind == "markdown":
            graded.metadata[TYPED] = printable(cell.text)
    return graded


def _extra(cell: AnchoredCell, index: int, room: PictureBudget) -> NotebookNode:
    return NotebookNode(cell_type=cell.kind, id=f"own-{index}", metadata=NotebookNode(), **_own(cell, room))


def _own(cell: AnchoredCell, room: PictureBudget) -> dict[str, object]:
    """A student's text and pictures; nothing else of their cell is kept, nor what hides or turns text."""
    if cell.kind == "code":
        return {"source": printable(cell.text)}
    pictures, sizes = dict[str, NotebookNode](), dict[str, PictureSize]()
    for name, bundle in cell.attachments.items():
        for kind, data in bundle.items():
            if name not in sizes and (size := picture_size(kind, data)):
                pictures[name], sizes[name] = NotebookNode({kind: data}), size
    source = sanitised.markdown(printable(cell.text), sizes, room=room)
    attached = {"attachments": NotebookNode(pictures)} if pictures and cell.kind == "markdown" else {}
    return {"source": source, **attached}
